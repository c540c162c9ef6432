"""Taking the rows of a list of customers."""

from functools import cached_property, lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core.imports import RecordImporter
from koios.core.refusals import Refusal
from koios.customers import activities, identity, names, places
from koios.customers.customer import type_of
from koios.customers.importing.columns import COLUMNS
from koios.customers.models import Contact, Customer

_NOTHING = {None, ""}
CONTACT = ("contact_name", "contact_position", "contact_email", "contact_phone")


class CustomerImporter(RecordImporter):
    """Takes customers, one for each document."""

    name = "customers"
    label = gettext_lazy("Clientes")
    module = "customers"
    columns = COLUMNS

    PLAIN = (
        "legal_name",
        "address",
        "phone",
        "email",
        "billing_email",
        "segment",
        "since",
        "representative_name",
        "representative_document",
        "vat",
        "is_large_taxpayer",
        "is_self_withholder",
        "payment_days",
        "kind",
        "status",
    )

    def begin(self, reading):
        """The first line of each document in the file, and the people of the company."""
        self._first, self._people, self._met = {}, {}, {}
        self._row = None
        for row, values, _errors in reading:
            if document := Told(values).document:
                self._first.setdefault(document.key, row.line)
        for user in User.objects.active():
            self._people[user.email.casefold()] = self._people[names.fold(user.name)] = user

    def problems(self, values):
        told = self._told(values)
        if told.document is None:
            yield values.error("document", told.why["document"])
            return
        status, record = values["status"], told.record
        if status and record and status != record.status and not record.can_move_to(status):
            reason = _("el cliente está «%(status)s» y no puede volver a ese estado")
            yield values.error("status", reason % {"status": record.get_status_display()})

    def key(self, values):
        told = self._told(values)
        return told.document.key if told.record is None else told.record.pk

    def find(self, values):
        return self._told(values).record

    def wanted(self, values):
        told = self._told(values)
        wanted = {name: values[name] for name in self.PLAIN}
        if not _is_same(values["trade_name"], values["legal_name"]):
            wanted["trade_name"] = values["trade_name"]
        wanted = {n: names.tidy(v) if isinstance(v, str) else v for n, v in wanted.items()}
        wanted |= {"municipality": told.place, "activity": told.activity}
        wanted |= {"owner": self._owner(values), "contact": self._stranger(values)}
        wanted |= _withholding(values)
        return self._unsettled({n: v for n, v in wanted.items() if v not in _NOTHING}, values)

    def current(self, record, asked):
        standing = super().current(record, [name for name in asked if name != "contact"])
        return standing | {"contact": None}

    def fresh(self, wanted):
        return {"kind": type_of(self._row.document), "status": Customer.Status.ACTIVE}

    def create(self, wanted, values, *, by):
        contact = wanted.pop("contact", None)
        document = self._told(values).document
        customer = Customer.register(by=by, document=document, **self.fresh(wanted) | wanted)
        _introduce(customer, contact, by)

    def update(self, record, changes, values, *, by):
        contact, status = changes.pop("contact", None), changes.pop("status", None)
        if changes:
            record.revise(by=by, **changes)
        if status:
            record.move_to(status, by=by)
        _introduce(record, contact, by)

    def doubts(self, values):
        told = self._told(values)
        for name, column in (("place", "city"), ("activity", "activity")):
            if why := told.why.get(name):
                yield values.error(column, _("entró sin este dato: %(why)s") % {"why": why})
        if values["owner"] and not self._owner(values):
            yield values.error("owner", _("entró sin responsable: no hay nadie con ese nombre"))

    def _told(self, values):
        """What the row means; read once, asked for often."""
        if self._row is None or self._row.values is not values:
            self._row = Told(values)
        return self._row

    def _owner(self, values):
        told = values["owner"] or ""
        return self._people.get(told.casefold()) or self._people.get(names.fold(told))

    def _stranger(self, values):
        """The person of the row as (name, position, e-mail, phone), unless we know them."""
        if not values["contact_name"]:
            return None
        met = self._met.setdefault(self.key(values), set())
        if not met and (record := self.find(values)):
            met.update(names.key(contact.name) for contact in record.contacts.all())
        name = names.key(values["contact_name"])
        if name in met:
            return None
        met.add(name)
        return tuple(names.tidy(values[one] or "") for one in CONTACT)

    def _unsettled(self, wanted, values):
        """Of a row after the first of its document, or of one that names a record merged into
        another: only what nobody has said yet."""
        told = self._told(values)
        is_first = self._first.get(told.document.key, values.line) == values.line
        if is_first and (told.record is None or told.record.document_key == told.document.key):
            return wanted
        standing = self._planned.get(self.key(values))
        if standing is None:
            standing = {} if told.record is None else self.current(told.record, wanted)
        return {name: value for name, value in wanted.items() if _is_open(standing.get(name))}


class Told:
    """What a row means: whose it is, where they are, what they do. What could not be read is
    None, and `why` says why."""

    def __init__(self, values):
        self.values = values
        self.why = {}
        self.document = self._read(
            "document",
            identity.read,
            values["document"] or "",
            type=values["document_type"] or "",
            dv=values["dv"] or "",
        )

    @cached_property
    def record(self):
        return Customer.objects.carrying(self.document)

    @cached_property
    def place(self):
        return self._read("place", _find_place, self.values["city"], self.values["department"])

    @cached_property
    def activity(self):
        return self._read("activity", activities.read, self.values["activity"] or "")

    def _read(self, name, reader, *told, **more):
        try:
            return reader(*told, **more)
        except Refusal as refusal:
            self.why[name] = refusal.message
            return None


@lru_cache(maxsize=4096)
def _find_place(city, department):
    return places.find(city or "", department or "")


def _withholding(values):
    """The resolution of the DIAN; a date alone, without its column, is some other date."""
    if not values["self_withholder_resolution"] and not (
        "self_withholder_resolution" in values and values["self_withholder_on"]
    ):
        return {}
    return {
        "is_self_withholder": True,
        "self_withholder_resolution": values["self_withholder_resolution"],
        "self_withholder_on": values["self_withholder_on"],
    }


def _introduce(customer, contact, by):
    if contact is not None:
        told = dict(zip(("name", "position", "email", "phone"), contact, strict=True))
        Contact.introduce(customer, by=by, **told)


def _is_same(one, other):
    return not one or names.fold(one) == names.fold(other)


def _is_open(value):
    """Nobody has said anything yet: zero days of credit is something."""
    return value in _NOTHING or value is False
