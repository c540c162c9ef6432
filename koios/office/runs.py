"""A file on its way in, as pages tell it: where it stands and its sums."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.imports import CREATED, REJECTED, UNCHANGED, UPDATED, ImportRun
from koios.core.imports.columns import CHOICE
from koios.ui import formats
from koios.ui.figures import Figure
from koios.ui.states import State

S = ImportRun.Status
LOOKS = {
    S.BROUGHT: ("out", 0),
    S.MAPPED: ("open", 1),
    S.CHECKED: ("open", 2),
    S.RUNNING: ("open", 3),
    S.DONE: ("done", 4),
    S.DISCARDED: ("out", 4),
}


def state_of(run) -> State:
    return State(run.get_status_display(), *LOOKS[run.status])


@dataclass(frozen=True)
class Counts:
    """The sums of a run, or of its dry run."""

    created: int
    updated: int
    unchanged: int
    rejected: int
    warnings: int

    @property
    def rows(self):
        return self.created + self.updated + self.unchanged + self.rejected

    @property
    def figures(self):
        """For `_keyfigs.html`."""
        told = [
            (_("Nuevas"), self.created),
            (_("Actualizadas"), self.updated),
            (_("Sin cambios"), self.unchanged),
            (_("No importadas"), self.rejected),
        ]
        return [Figure(name, formats.number(number)) for name, number in told]

    @property
    def sentence(self):
        """«120 de 133 filas»: those that went in, or would."""
        return _("%(taken)s de %(rows)s filas") % {
            "taken": formats.number(self.rows - self.rejected),
            "rows": formats.number(self.rows),
        }


def counts_of(run) -> Counts | None:
    """The sums so far; None before the dry run."""
    told = run.counts if run.status in (S.RUNNING, S.DONE) else run.planned
    if not told:
        return None
    return Counts(**{name: told.get(name, 0) for name in Counts.__dataclass_fields__})


def told_of(run) -> list:
    """What the importer tells of its own sums, once the file was tried or taken."""
    is_taken = run.status in (S.RUNNING, S.DONE)
    return run.kind.told(run.extra if is_taken else run.planned.get("extra", {}))


VERDICTS = {
    CREATED: gettext_lazy("Nueva"),
    UPDATED: gettext_lazy("Actualiza"),
    UNCHANGED: gettext_lazy("Igual a lo que hay"),
    REJECTED: gettext_lazy("No entra"),
}


def verdict_label(verdict):
    return VERDICTS[verdict.outcome]


def columns_in_use(run) -> list:
    """The columns that the file gives something to, in the importer's order."""
    names = set(run.reading.map.names)
    return [column for column in run.kind.columns if column.name in names]


def cells_of(values, run) -> list:
    """What a row says for each of those columns, as people write it."""
    return [_told(column, values) for column in columns_in_use(run)]


def _told(column, values):
    value = values.get(column.name)
    if value is None:
        return values.told(column.name) or "–"
    if column.kind == CHOICE:
        return dict(column.options()).get(value, value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    return str(value)
