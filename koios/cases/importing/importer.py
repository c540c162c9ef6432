"""Taking the rows of a list of PQRS of the past."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.bringing import SERIES, Origin
from koios.cases.importing import sums
from koios.cases.importing.columns import COLUMNS
from koios.cases.importing.known import Known
from koios.cases.importing.past import LISTED, Past
from koios.cases.models import Case
from koios.core import numbering
from koios.core.imports import Importer, MapError, Verdict
from koios.core.imports.refused import Fault
from koios.core.permissions import CONFIGURE
from koios.core.refusals import Refusal
from koios.core.text import fold
from koios.ui import formats

MOST_LISTED = 200  # different causes or processes: more is no list, but a column of free text


class CaseImporter(Importer):
    """Takes PQRS of the past, one for each number, or for each row that says something else."""

    name = "cases"
    label = gettext_lazy("PQRS del pasado")
    module = "cases"
    columns = COLUMNS
    place = "cases:imported"

    @classmethod
    def may_be_run_by(cls, user):
        """Who configures the process: what comes in changes the reports of years gone by."""
        return user.may(cls.module, CONFIGURE)

    def begin(self, reading):
        self._known, self._met = Known(), {}
        _refuse_mixed_numbers()
        _refuse_free_text(reading)

    def take(self, values, *, by, dry_run):
        past = Past(values, self._known)
        if past.errors:
            return Verdict.rejected(*past.errors)
        standing = self._met.get(past.key) or Standing.of(past.key)
        if standing and standing.received_on != past.received_on:
            return Verdict.rejected(_another(past, standing))
        if past.key in self._met:
            self.count("repeated_rows")
            return Verdict.unchanged()
        if not standing and not dry_run:
            self._bring(past, by)
        doubts = [*past.doubts, *sums.differing(past)]
        sums.add(self.extra, past)
        self._met[past.key] = Standing(past.received_on, past.answered_on, values.line)
        if standing:
            return Verdict.unchanged(*doubts, *_kept(past, standing))
        return Verdict.created(*doubts)

    def _bring(self, past, by):
        try:
            Case.bring(by=by, **past.fields(by=by))
        except Exception:
            self._known = Known()  # a cause that this row added goes back with it
            raise

    @classmethod
    def told(cls, extra):
        return sums.told(extra)


@dataclass(frozen=True)
class Standing:
    """The case that a row is already: of an earlier line of the file, or with a number here."""

    received_on: date
    answered_on: date | None
    line: int = 0
    number: str = ""

    @classmethod
    def of(cls, key):
        names = ("case__received_on", "case__answered_on", "case__number")
        found = Origin.objects.filter(key=key).values_list(*names).first()
        return cls(*found[:2], number=found[2]) if found else None

    def __str__(self):
        return self.number or _("la fila %(line)s") % {"line": self.line}


def _another(past, standing):
    """The same number on another day is another case, of another list."""
    reason = _(
        "ese número ya es de %(standing)s, recibida el %(day)s. Si viene de otra lista, diga en "
        "el mapa de cuál (source)"
    )
    return past.values.error(
        "external_number",
        reason % {"standing": standing, "day": formats.day(standing.received_on)},
    )


def _kept(past, standing):
    """What is here goes on its own way: a list of the past does not change it."""
    if past.answered_on and past.answered_on != standing.answered_on:
        reason = _("ya está en %(number)s y su respuesta no se cambia")
        yield past.values.error("answered_at", reason % {"number": standing})


def _refuse_mixed_numbers():
    """Two series with one format would sooner or later give the same radicado twice."""
    if numbering.written(SERIES, 2000, 1) == numbering.written("case", 2000, 1):
        raise Refusal(
            _(
                "Las PQRS del pasado y las de hoy llevan el mismo formato de radicado. Cambie "
                "uno en Ajustes, Numeración, antes de importar."
            )
        )


def _refuse_free_text(reading):
    """A cause for every other row is no list of causes."""
    names = [name for name in LISTED if name in reading.map.columns]
    seen = {name: set() for name in names}
    for _row, values, _errors in reading if names else ():
        for name in names:
            seen[name].add(fold(values[name] or ""))
    for name in names:
        if len(seen[name]) > MOST_LISTED:
            reason = _("%(name)s trae %(n)s valores distintos: no es una lista. Déjela en facts")
            raise MapError([Fault(0, reason % {"name": name, "n": len(seen[name])})])
