"""Who takes the rows: one importer for each list that the program understands."""

from abc import ABC, abstractmethod
from collections.abc import Hashable

from koios.core.imports.values import Values
from koios.core.imports.verdicts import Verdict
from koios.core.permissions import EDIT
from koios.core.registry import Registry


class Importer(ABC):
    """Takes the rows of one kind of list. A new one is made for each run of a file.

    `extra` holds sums of its own, by name; they are kept with the run and end in the answer.
    """

    name: str
    label: str
    module: str  # who may edit it may import
    columns: list
    place = ""  # name of the URL where what came in is seen

    def __init__(self, **options):
        self.options = options
        self.extra = {}

    @classmethod
    def add_arguments(cls, parser) -> None:
        """Options of its own for the command; they arrive in `self.options`. None by default."""
        return

    @classmethod
    def options_of(cls, query) -> dict:
        """What the address of its page decides, as the command's options do. Nothing by default."""
        return {}

    @classmethod
    def told_of(cls, options: dict) -> str:
        """What those options mean, in a sentence for who uploads a file."""
        return ""

    @classmethod
    def may_be_run_by(cls, user) -> bool:
        return user.may(cls.module, EDIT)

    @classmethod
    def column(cls, name):
        return next((column for column in cls.columns if column.name == name), None)

    @classmethod
    def told(cls, extra: dict) -> list:
        """Its own sums in sentences, for the page and the command."""
        return []

    def begin(self, reading) -> None:
        """Look at the whole file, or fetch what all rows need, before the first row. An importer
        whose rows stand alone needs nothing."""
        return

    @abstractmethod
    def take(self, values: Values, *, by, dry_run: bool) -> Verdict:
        """Take a row, or with `dry_run` say what it would do and write nothing.

        In a real run it happens inside an act of its own: a refusal takes back just this row.
        """

    def count(self, name: str, number: int = 1) -> None:
        """Add to a sum of its own."""
        self.extra[name] = self.extra.get(name, 0) + number


class RecordImporter(Importer):
    """Takes rows of which each stands for a record that is known by a key.

    The dry run remembers what earlier rows of the file would have done, so that its verdicts are
    those of the real one.
    """

    def __init__(self, **options):
        super().__init__(**options)
        self._planned = {}

    @abstractmethod
    def key(self, values: Values) -> Hashable:
        """What the record is known by."""

    @abstractmethod
    def find(self, values: Values):
        """The record that stands, or None."""

    def wanted(self, values: Values) -> dict:
        """The fields as the row wants them; what it does not say is not among them."""
        return values.given()

    def current(self, record, names) -> dict:
        """Those fields as they stand."""
        return {name: getattr(record, name) for name in names}

    def fresh(self, wanted: dict) -> dict:
        """What a new record holds where the row says nothing: its defaults."""
        return {}

    @abstractmethod
    def create(self, wanted: dict, values: Values, *, by):
        """Make the record of a row that is new."""

    @abstractmethod
    def update(self, record, changes: dict, values: Values, *, by) -> None:
        """Change the record that stands."""

    def problems(self, values: Values) -> tuple:
        """Why the row cannot go in, beyond what its columns already check."""
        return ()

    def doubts(self, values: Values) -> tuple:
        """Warnings about a row that goes in."""
        return ()

    def take(self, values, *, by, dry_run):
        if problems := tuple(self.problems(values)):
            return Verdict.rejected(*problems)
        wanted = self.wanted(values)
        record = self.find(values)
        standing = self.current(record, wanted) if record is not None else None
        if dry_run:
            key = self.key(values)
            if key in self._planned:
                standing = {**(standing or {}), **self._planned[key]}
            begun = {} if standing is not None else self.fresh(wanted)
            self._planned[key] = {**begun, **self._planned.get(key, {}), **wanted}
        changes = _changes(standing, wanted)
        if not dry_run and standing is None:
            self.create(wanted, values, by=by)
        elif not dry_run and changes:
            self.update(record, changes, values, by=by)
        warnings = tuple(self.doubts(values))
        if standing is None:
            return Verdict.created(*warnings)
        return Verdict.updated(*warnings) if changes else Verdict.unchanged(*warnings)


def _changes(standing, wanted):
    if standing is None:
        return wanted
    return {name: value for name, value in wanted.items() if standing.get(name) != value}


importers = Registry()
