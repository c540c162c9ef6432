"""The data of who asked for a quote or took one, when they ask to be forgotten.

(Ley 1581 de 2012, art. 8.e.) Whoever approved a quote made a contract: the proof of it is kept for
some years (`quotes.retention_years`), and while it is kept it names who gave it. What they only
asked for is kept for nobody: name, address and telephone go, the acts and their dates stay.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from koios.core import calendar
from koios.core import settings as company
from koios.core.acts import act
from koios.customers import erasure, names
from koios.customers.models import Contact, Customer
from koios.quotes import searching
from koios.quotes.models import Acceptance, Need, Quote, QuoteMessage


def why_kept(record) -> str:
    """Why the data of this person must stay; empty when no proof of an approval needs them."""
    years = company.get("quotes.retention_years")
    today = calendar.today()
    since = date(today.year - years, today.month, min(today.day, 28))
    if any(calendar.day_of(acceptance.at) > since for acceptance in acceptances_of(record)):
        return _("Aprobó cotizaciones, y la empresa debe conservar la prueba %(years)s años.") % {
            "years": years
        }
    return ""


@act
def forget(record, *, by):
    """Erase who asked from the requests of a person who was erased elsewhere, and who approved
    from the proofs that nothing obliges to keep any more."""
    erased = str(_("Persona suprimida"))
    for need in needs_of(record):
        erasure.blank(need, by, "", contact_name=erased)
        searching.index_need(need)
    for acceptance in acceptances_of(record):
        erasure.blank(acceptance, by, "", name=erased)
    for quote in refusals_of(record):
        erasure.blank(quote, by, "", answered_by=erased)
    messages_of(record).update(name="")


def needs_of(record) -> list[Need]:
    """The requests that this person made."""
    if isinstance(record, Customer):
        return list(Need.objects.filter(customer__in=record.lineage()))
    mine = Q(contact__in=_contacts(record))
    needs = Need.objects.filter(mine | by_mail(record, "contact_email"))
    key, contacts = name_key(record), set(_contacts(record).values_list("pk", flat=True))
    return [
        need
        for need in needs.select_related("customer")
        if need.contact_id in contacts or names.key(need.contact_name) == key
    ]


def acceptances_of(record) -> list[Acceptance]:
    """The approvals that this person gave. Without a number, e-mail and name must both agree."""
    if isinstance(record, Customer):
        return list(Acceptance.objects.filter(quote__customer__in=record.lineage()))
    found = Acceptance.objects.filter(
        by_mail(record, "email") | Q(quote__contact__in=_contacts(record))
    )
    number, key = number_of(record), name_key(record)
    theirs = [acceptance for acceptance in found if names.key(acceptance.name) == key]
    if number:
        theirs += [
            acceptance
            for acceptance in Acceptance.objects.filter(document__contains=number[-3:])
            if digits(acceptance.document) == number
        ]
    return list({acceptance.pk: acceptance for acceptance in theirs}.values())


def refusals_of(record) -> list[Quote]:
    """The quotes that this person said no to: with their name, for a customer who knows them."""
    refused = Quote.objects.exclude(answered_by="")
    if isinstance(record, Customer):
        return list(refused.filter(customer__in=record.lineage()))
    known = _contacts(record).values("customer")
    key = name_key(record)
    found = refused.filter(Q(customer__in=known) | Q(contact__in=_contacts(record)))
    return [quote for quote in found if names.key(quote.answered_by) == key]


def messages_of(record):
    """What they asked on the page of a quote, under their name."""
    if isinstance(record, Customer):
        return QuoteMessage.objects.filter(quote__customer__in=record.lineage())
    name = record.name
    return QuoteMessage.objects.filter(quote__contact__in=_contacts(record), name__iexact=name)


def _contacts(record):
    if isinstance(record, Contact):
        return Contact.objects.filter(pk=record.pk)
    return Contact.objects.filter(subject=record)


def by_mail(record, field):
    return Q(**{f"{field}__iexact": record.email}) if record.email else Q(pk=None)


def name_key(record):
    return names.key(record.name) or None


def number_of(record):
    subject = record.subject if isinstance(record, Contact) else record
    return digits(subject.document_number) if subject else ""


def digits(text):
    return "".join(filter(str.isdigit, text or ""))
