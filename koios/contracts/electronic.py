"""Signing by electronic means: who is asked, and what follows (`koios.signing`)."""

from koios.contracts.models import Amendment, Contract, Signing, Version
from koios.contracts.wording import contact_of, our_signer
from koios.core import audit, company
from koios.core.acts import act
from koios.signing.models import Kind, Party, Side, SigningRequest

KINDS = ("contracts.contract", "contracts.amendment")


@act
def send_to_sign(record, parties, *, by, ordered=False, message="", expires_on=None):
    """The paper is frozen, and these people are asked to sign it."""
    version = record.prepare_to_sign(by=by)
    with company.speaking():
        title = f"{record.label}, {record.customer}"
    return SigningRequest.ask(
        version.document,
        about=record,
        title=title[:200],
        parties=parties,
        ordered=ordered,
        message=message,
        expires_on=expires_on,
        by=by,
    )


def proposed(record) -> list:
    """Who would sign: the customer's person first, then ours."""
    contact = contact_of(record.contract, "signs")
    customer, ours = record.customer, our_signer()
    theirs = Party(
        name=contact.name if contact else customer.representative_name,
        email=contact.email if contact else "",
        document="" if contact else customer.representative_document,
        capacity=contact.position if contact else "",
        side=Side.THEIRS,
    )
    mine = Party(
        name=ours["name"],
        email=ours["email"],
        document=ours["document"],
        capacity=ours["role"],
        side=Side.OURS,
        position=2,
    )
    return [theirs, mine]


def everybody_signed(request):
    """The last signature has landed: the record is signed with its last revision."""
    record = record_of(request)
    if record is not None and record.is_being_signed:
        record.mark_signed(
            by=audit.SYSTEM,
            on=request.signed_on,
            how=Signing.How.ELECTRONIC,
            file=request.final,
            signed_by=[one.name for one in request.people if one.kind == Kind.SIGNER],
        )


def proved(request):
    """What proves the signatures is sealed: it stands with the paper that was signed."""
    version = Version.objects.filter(document=request.document).select_related("signing").first()
    if version is not None and hasattr(version, "signing"):
        version.signing.amend(by=audit.SYSTEM, verb="proved", evidence=request.evidence_file)


def not_signed(request, *, by, reason):
    """Somebody declined, or time ran out: the record can be changed again."""
    record = record_of(request)
    if record is not None and record.is_being_signed:
        record.withdraw_from_signing(by=by, reason=reason)


def record_of(request) -> Contract | Amendment | None:
    """The contract or amendment that a request is about; None of any other record."""
    return request.about if request.subject_type in KINDS else None
