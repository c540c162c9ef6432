"""Erasing a person's data when they ask for it and nothing obliges us to keep them.

(Ley 1581 de 2012, art. 8.e and 15; Decreto 1377 de 2013, art. 9.) The record stays as an empty
place, its acts stay on the trail with their dates and authors, and the chain stays whole: what
goes are the values in the record and those that stood beside the trail.
"""

from django.utils.translation import gettext as _

from koios.core import audit, clock, search
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.registry import Registry
from koios.customers import searching
from koios.customers.claims import ClaimMark
from koios.customers.consent import DataSubject
from koios.customers.contact import Contact
from koios.customers.customer import Customer
from koios.customers.events import person_erased
from koios.customers.requirements import SEARCHED

# Why data must stay: "name" -> callable(record) -> reason for the person, or "".
# `record` is a Customer, a Contact or a DataSubject.
holds = Registry()
# What stays although the rest goes: "name" -> callable(record) -> sentence for the person, or "".
remains = Registry()


def holds_on(record, *, decided="") -> list[str]:
    """Every reason that forbids to erase this person's data today.

    `decided`: the number of the claim whose decision it is to erase them.
    """
    reasons = []
    if claims_on(record) - {decided}:
        reasons.append(
            _("Hay un reclamo en trámite sobre estos datos: no se suprimen hasta decidirlo.")
        )
    if isinstance(record, Customer) and not record.is_person:
        reasons.append(_("Es una empresa: sus datos no son de una persona."))
    customer = _customer_of(record)
    if customer is not None and customer.is_on_hold:
        reasons.append(_("Una orden legal obliga a conservar los datos de este cliente."))
    return reasons + [reason for hold in holds if (reason := hold(record))]


def remains_of(record) -> list[str]:
    """What will still name this person, for whoever is about to erase their data."""
    return [said for tell in remains if (said := tell(record))]


def claims_on(record) -> set[str]:
    """The numbers of the claims about these data that are not decided."""
    return set(ClaimMark.objects.standing().on(record).values_list("number", flat=True))


def _customer_of(record):
    return record if isinstance(record, Customer) else getattr(record, "customer", None)


@act
def erase(record, *, by, reason, decided=""):
    """Erase the personal data of a customer who is a person, a contact or a titular.

    `decided`: the claim by whose decision it is done, if that is why.
    """
    record = lock(record)
    reasons = holds_on(record, decided=decided)
    if reasons:
        raise Refusal(
            _("No se pueden suprimir estos datos. %(reasons)s") % {"reasons": " ".join(reasons)}
        )
    # Announced while the record still says who it is, so that others know whom to erase.
    person_erased.send(type(record), record=record, by=by)
    ClaimMark.objects.on(record).update(reason="")
    ERASERS[type(record)](record, by, reason)
    if customer := _customer_of(record):
        searching.index(customer)
    return record


def _erase_contact(contact, by, reason):
    blank(contact, by, reason, name=str(_("Persona suprimida")))
    if contact.retired_at is None:
        contact.retire(by=by, reason=reason)
    if contact.subject and contact.subject.erased_at is None:
        _erase_subject(contact.subject, by, reason)


def _erase_customer(customer, by, reason):
    subject = customer.subject
    for other in Customer.objects.filter(pk__in=customer.lineage()).order_by("-pk"):
        _erase_one(other, by, reason)
    customer.refresh_from_db()
    if customer.can_move_to(Customer.Status.INACTIVE):
        customer.deactivate(by=by, reason=reason)
    if subject and subject.erased_at is None:
        _erase_subject(subject, by, reason)


def _erase_one(customer, by, reason):
    for contact in customer.contacts.all():
        _erase_contact(contact, by, reason)
    for note in customer.notes.all():
        blank(note, by, reason, text=str(_("(texto suprimido)")))
    for address in customer.addresses.all():
        blank(address, by, reason)
    for requirement in customer.requirements.all():
        _erase_requirement(requirement, by, reason)
    for paper in customer.papers.all():
        paper.throw_away(by=by, reason=reason)
    blank(customer, by, reason, legal_name=str(_("Persona suprimida")), document_type="")
    customer._settle()
    customer.save(update_fields=customer.DERIVED)


def _erase_requirement(requirement, by, reason):
    unsaid = str(_("(texto suprimido)"))
    for agreement in requirement.agreements.all():
        blank(agreement, by, reason, statement=unsaid)
    blank(requirement, by, reason, statement=unsaid)
    search.remove(SEARCHED, requirement.pk)


def _erase_subject(subject, by, reason):
    """The events of consent stay, as proof of what was asked and answered, about nobody."""
    blank(subject, by, reason, name_key="", document_key=None, document_type="")
    subject.erased_at = clock.now()
    subject.save(update_fields=["erased_at"])


ERASERS = {Contact: _erase_contact, Customer: _erase_customer, DataSubject: _erase_subject}


def blank(record, by, reason, **instead):
    """Empty the personal fields without telling the trail what they were."""
    emptied = dict.fromkeys(record.PERSONAL_FIELDS, "") | instead
    for name, value in emptied.items():
        setattr(record, name, value)
    record.save(update_fields=list(emptied))
    audit.erase_values(record)
    audit.record(
        record, "erased", by=by, reason=reason, facts={"fields": sorted(record.PERSONAL_FIELDS)}
    )
