"""Taking the rows of a list of past quotes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.core import numbering
from koios.core.imports import Importer, MapError, Verdict
from koios.core.imports.refused import Fault
from koios.core.permissions import CONFIGURE
from koios.core.refusals import Refusal
from koios.core.text import fold
from koios.quotes.bringing import SERIES
from koios.quotes.importing.columns import COLUMNS
from koios.quotes.importing.known import Known
from koios.quotes.importing.past import Past
from koios.quotes.models import Quote, Status
from koios.ui import formats

MOST_LISTED = 200  # different services or reasons: more is no list, but a column of free text


class QuoteImporter(Importer):
    """Takes quotes of the past, one for each number, or for each row that says something else."""

    name = "quotes"
    label = gettext_lazy("Cotizaciones del pasado")
    module = "quotes"
    columns = COLUMNS
    place = "quotes:quotes"

    @classmethod
    def may_be_run_by(cls, user):
        """Who configures quotes: what comes in changes the reports of years gone by."""
        return user.may(cls.module, CONFIGURE)

    def begin(self, reading):
        _refuse_mixed_numbers()
        self._buyers = {}
        self._known, self._met, self._added = Known(self._buyers), {}, set()
        _refuse_free_text(reading)
        for _row, values, errors in reading:
            if not errors and values["status"] == Status.APPROVED:
                self._learn_buyer(Past(values, self._known))

    def take(self, values, *, by, dry_run):
        past = Past(values, self._known)
        if past.errors:
            return Verdict.rejected(*past.errors)
        if past.key in self._met:
            self.count("repeated_rows")
            return Verdict.unchanged()
        standing = Quote.objects.filter(origin_key=past.key).values_list("status").first()
        if not standing:
            self._count_new(past)
            if not dry_run:
                self._bring(past, by)
        self._met[past.key] = values.line
        if standing:
            return Verdict.unchanged(*_kept(past, *standing))
        states = self.extra.setdefault("states", {})
        states[past.status.value] = states.get(past.status.value, 0) + 1
        return Verdict.created(*past.doubts)

    def _learn_buyer(self, past):
        """Who took something is a customer from that day on, and no prospect."""
        if not past.errors:
            name, day = fold(past.values["customer"]), past.answered_on
            self._buyers[name] = min(day, self._buyers.get(name, day))

    def _bring(self, past, by):
        try:
            Quote.bring(by=by, **past.fields(by=by))
        except Exception:
            self._known = Known(self._buyers)  # what this row added goes back with it
            raise

    def _count_new(self, past):
        """Customers and services that the list adds, in a dry run too."""
        values = past.values
        told = {"customers_added": (past.customer, values["customer"])}
        if values["service"]:
            service = values["service"]
            told["services_added"] = (self._known.service(service), service)
        for name, (found, word) in told.items():
            if not found and (name, fold(word)) not in self._added:
                self._added.add((name, fold(word)))
                self.count(name)

    @classmethod
    def told(cls, extra):
        lines = []
        if states := extra.get("states"):
            named = ", ".join(
                f"{Status(status).label.lower()} {formats.number(n)}"
                for status, n in states.items()
            )
            lines.append(_("Por estado: %(named)s.") % {"named": named})
        if n := extra.get("customers_added"):
            line = ngettext(
                "%(n)s cliente nuevo, sin documento.", "%(n)s clientes nuevos, sin documento.", n
            )
            lines.append(line % {"n": formats.number(n)})
        if n := extra.get("services_added"):
            line = ngettext(
                "%(n)s servicio nuevo en la lista, sin ofrecerse.",
                "%(n)s servicios nuevos en la lista, sin ofrecerse.",
                n,
            )
            lines.append(line % {"n": formats.number(n)})
        if n := extra.get("repeated_rows"):
            line = ngettext(
                "%(n)s fila repite otra del mismo archivo.",
                "%(n)s filas repiten otra del mismo archivo.",
                n,
            )
            lines.append(line % {"n": formats.number(n)})
        return lines


def _kept(past, status):
    """What is here goes on its own way: a list of the past does not change it."""
    if past.status != status and past.status in (Status.APPROVED, Status.REJECTED):
        reason = _("ya está en Koios como «%(status)s» y no se cambia")
        yield past.values.error("status", reason % {"status": Status(status).label.lower()})


def _refuse_mixed_numbers():
    """Two series with one format would sooner or later give the same number twice."""
    if numbering.written(SERIES, 2000, 1) == numbering.written("quote", 2000, 1):
        raise Refusal(
            _(
                "Las cotizaciones del pasado y las de hoy llevan el mismo formato de número. "
                "Cambie uno en Ajustes, Numeración, antes de importar."
            )
        )


def _refuse_free_text(reading):
    """A service or a reason for every other row is no list of them."""
    seen = {name: set() for name in ("service", "reason") if name in reading.map.columns}
    for _row, values, _errors in reading if seen else ():
        for name, words in seen.items():
            words.add(fold(values[name] or ""))
    for name, words in seen.items():
        if len(words) > MOST_LISTED:
            reason = _("%(name)s trae %(n)s valores distintos: no es una lista. Déjela en title")
            raise MapError([Fault(0, reason % {"name": name, "n": len(words)})])
