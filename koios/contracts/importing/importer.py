"""Taking the rows of a list of contracts of the past."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.contracts.importing.columns import COLUMNS
from koios.contracts.models import Contract, Status, UserGroup
from koios.contracts.states import IN_FORCE
from koios.core import calendar
from koios.core.imports import Importer, Verdict
from koios.core.permissions import CONFIGURE
from koios.core.refusals import Refusal
from koios.customers import identity, names
from koios.customers.models import Customer
from koios.ui import formats

TERMS = ("object", "start_on", "end_on", "value")


class ContractImporter(Importer):
    """Takes contracts of the past, one for each number; those that are here do not change."""

    name = "contracts"
    label = gettext_lazy("Contratos del pasado")
    module = "contracts"
    columns = COLUMNS
    place = "contracts:contracts"

    @classmethod
    def may_be_run_by(cls, user):
        """Who configures contracts: what comes in stands beside those that were signed here."""
        return user.may(cls.module, CONFIGURE)

    def begin(self, reading):
        self._met, self._customers, self._today = {}, {}, calendar.today()

    def take(self, values, *, by, dry_run):
        told = self._told(values)
        if errors := tuple(self._problems(values, told)):
            return Verdict.rejected(*errors)
        standing = Contract.objects.filter(number=told["number"]).first()
        if standing and not standing.imported:
            reason = _("ese número ya es de un contrato hecho en Koios")
            return Verdict.rejected(values.error("number", reason))
        doubts = tuple(self._doubts(values, told))
        if told["number"] in self._met:
            self.count("repeated_rows")
            return Verdict.unchanged(*doubts)
        self._met[told["number"]] = values.line
        if standing:
            return Verdict.unchanged(*doubts, *_kept(values, told, standing))
        if not dry_run:
            customer = self._customer(values, by)
            Contract.bring(customer=customer, by=by, **told)
        return Verdict.created(*doubts)

    @classmethod
    def told(cls, extra):
        repeated = extra.get("repeated_rows", 0)
        return [_("Filas con un número repetido: %(n)s") % {"n": repeated}] if repeated else []

    def _told(self, values):
        """The row as a contract. What nobody closed and has passed its end is expired."""
        status = values["status"] or Status.ACTIVE
        end = values["end_on"]
        if status in IN_FORCE and end and end < self._today:
            status = Status.EXPIRED
        start = values["start_on"]
        if status == Status.SIGNED and start and start <= self._today:
            status = Status.ACTIVE
        return {
            "number": " ".join(values["number"].split()),
            "status": status,
            "object": values["object"],
            "group": values["group"] or UserGroup.SPECIFIC,
            "signed_on": values["signed_on"] or start,
            "start_on": start,
            "end_on": end,
            "value": values["value"],
            "paid": values["paid"],
            "notes": values["notes"] or "",
        }

    def _problems(self, values, told):
        start, end = told["start_on"], told["end_on"]
        if told["signed_on"] is None:
            yield values.error("signed_on", _("no dice cuándo se firmó ni cuándo empezó"))
        elif told["signed_on"] > self._today:
            yield values.error("signed_on", _("está en el futuro"))
        if start and end and end < start:
            reason = _("termina antes de empezar, el %(day)s") % {"day": formats.day(start)}
            yield values.error("end_on", reason)
        if end and not calendar.FIRST < end < calendar.LAST:
            yield values.error("end_on", _("el año no puede ser ese"))

    def _doubts(self, values, told):
        if told["start_on"] is None:
            yield values.error("start_on", _("entró sin fecha de inicio"))
        value, paid = told["value"], told["paid"]
        if value is not None and paid is not None and paid > value:
            yield values.error("paid", _("se pagó más que el valor del contrato"))
        given = values["status"]
        if given and given != told["status"]:
            reason = _("entró como «%(status)s» por sus fechas")
            yield values.error("status", reason % {"status": Status(told["status"]).label})

    def _customer(self, values, by):
        """The one with that document or name; a new one, when nobody has it."""
        text = names.tidy(f"{values['customer_prefix'] or ''} {values['customer']}")
        if text not in self._customers:
            self._customers[text] = _standing(text) or Customer.register(
                by=by, status=Customer.Status.ACTIVE, **_as_customer(text)
            )
        return self._customers[text]


def _standing(text):
    document = _document(text)
    if document:
        return Customer.objects.carrying(document)
    found = Customer.objects.filter(name_key=names.key(text)).first()
    return found.survivor() if found else None


def _as_customer(text):
    return {"document": _document(text), "legal_name": text}


def _document(text):
    try:
        return identity.read(text)
    except Refusal:
        return None


def _kept(values, told, standing):
    """What is here goes on its own way: a list of the past does not change it."""
    for name in TERMS:
        if told[name] is not None and told[name] != getattr(standing, name):
            yield values.error(name, _("ya está en Koios con otro dato, y no se cambia"))
