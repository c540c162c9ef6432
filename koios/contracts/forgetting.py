"""The data of who was asked to sign a contract, when they ask to be forgotten.

(Ley 1581 de 2012, art. 8.e.) What both sides signed is proof: while the contract binds, and for
some years after (`contracts.retention_years`), the acts of its signers name them. Whoever did not
sign, or signed what never came to be, is kept for nobody. The signed file itself cannot be written
anew, so it says who signed for as long as it exists: whoever erases is told (`what_stays`).
"""

from datetime import date

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from koios.contracts.electronic import KINDS, record_of
from koios.contracts.models import Amendment, Contract
from koios.core import calendar
from koios.core import settings as company
from koios.core.acts import act
from koios.customers import erasure, names
from koios.customers.models import Customer
from koios.quotes.forgetting import by_mail, digits, name_key, number_of
from koios.signing.models import Side, Signer, Status, Step


def why_kept(record) -> str:
    """Why the data of this person must stay; empty when no signature needs them."""
    signers = signers_of(record)
    if any(one.request.is_open for one in signers):
        return _("Tiene un documento en firma: anule esa firma, o cambie a la persona.")
    if any(_must_stay(one) for one in signers):
        years = company.get("contracts.retention_years")
        return _("Firmó contratos, y la empresa debe conservar la prueba %(years)s años.") % {
            "years": years
        }
    return ""


def what_stays(record) -> str:
    """The signed papers that go on naming them."""
    titles = sorted(
        {str(record_of(one.request).label) for one in signers_of(record) if _proves(one)}
    )
    if not titles:
        return ""
    return _(
        "Los documentos firmados y sus constancias no se pueden reescribir y siguen diciendo quién "
        "firmó: %(titles)s. Se borran sus datos de los registros de la firma."
    ) % {"titles": ", ".join(titles)}


@act
def forget(record, *, by):
    """Erase who was asked to sign from the acts that nobody must prove any more."""
    erased = str(_("Persona suprimida"))
    for signer in signers_of(record):
        if signature := getattr(signer, "signature", None):
            erasure.blank(signature, by, "", name=erased)
        erasure.blank(signer, by, "", name=erased)


def signers_of(record) -> list[Signer]:
    """Where this person was asked to sign a contract or an amendment. Without a number, e-mail and
    name must both agree."""
    asked = Signer.objects.filter(request__subject_type__in=KINDS)
    asked = asked.select_related("request", "signature").order_by("pk")
    if isinstance(record, Customer):
        return list(asked.filter(_about(record), side=Side.THEIRS))
    key, number = name_key(record), number_of(record)
    found = Q(document__contains=number[-3:]) if number else Q(pk=None)
    return [
        one
        for one in asked.filter(found | by_mail(record, "email"))
        if (number and digits(one.document) == number)
        or (names.key(one.name) == key and one.email.lower() == record.email.lower())
    ]


def _about(customer):
    """Requests about the contracts of a customer, or their amendments."""
    contracts = Contract.objects.order_by().filter(customer__in=customer.lineage())
    amendments = Amendment.objects.order_by().filter(contract__in=contracts.values("pk"))
    told = Q(pk=None)
    for kind, found in zip(KINDS, (contracts, amendments), strict=True):
        keys = found.values_list(Cast("pk", CharField()))
        told |= Q(request__subject_type=kind, request__subject_id__in=keys)
    return told


def _proves(signer):
    return signer.status == Step.SIGNED and signer.request.status == Status.SIGNED


def _must_stay(signer):
    if not _proves(signer):
        return False
    years = company.get("contracts.retention_years")
    today = calendar.today()
    since = date(today.year - years, today.month, min(today.day, 28))
    contract = record_of(signer.request).contract
    last = contract.ended_on or signer.request.signed_on
    return contract.is_in_force or last > since
