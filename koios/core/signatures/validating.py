"""What can be said of a PDF that somebody brings: who signed it, and whether it is as it was.

Whatever goes wrong while a signature is looked at makes it no good signature, never an error.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from koios.core.signatures import identity

log = logging.getLogger(__name__)

MOST = 60  # signatures that are looked at in one file


class State(TextChoices):
    NOT_PDF = "not_pdf", _("No es un PDF")
    ENCRYPTED = "encrypted", _("Protegido con contraseña")
    UNSIGNED = "unsigned", _("Sin firmas")
    INTACT = "intact", _("Íntegro")
    CHANGED = "changed", _("Alterado")


@dataclass(frozen=True)
class Finding:
    """One signature in a file."""

    field: str
    name: str = ""
    reason: str = ""
    at: datetime | None = None
    certificate: str = ""
    is_ours: bool = False
    is_good: bool = False


@dataclass(frozen=True)
class Reading:
    """A file with its signatures, in the order in which they were made."""

    state: State
    findings: tuple[Finding, ...] = ()

    @property
    def is_intact(self) -> bool:
        return self.state == State.INTACT

    @property
    def is_ours(self) -> bool:
        return bool(self.findings) and all(one.is_ours for one in self.findings)


def read(pdf: bytes) -> Reading:
    """Look at a file; nothing of it is kept, and nothing is asked of the network."""
    if b"%PDF-" not in pdf[:1024]:
        return Reading(State.NOT_PDF)
    try:
        return _read(pdf)
    except Exception as error:
        log.info("A PDF could not be read: %s", error)
        return Reading(State.NOT_PDF if b"/ByteRange" not in pdf else State.CHANGED)


def _read(pdf):
    from koios.core.signatures import reading  # not before somebody looks: it is large

    opened = reading.opened(pdf)
    if opened.encrypted:
        return Reading(State.ENCRYPTED)
    found = reading.signatures(opened)
    if not found:
        return Reading(State.UNSIGNED if b"/ByteRange" not in pdf else State.CHANGED)
    if len(found) > MOST:
        raise ValueError(f"{len(found)} signatures")
    ours = identity.remembered()
    findings = tuple(
        _finding(one, pdf, ours, is_last=number == len(found))
        for number, one in enumerate(found, start=1)
    )
    good = all(one.is_good for one in findings)
    return Reading(State.INTACT if good else State.CHANGED, findings)


def _finding(signature, pdf, ours, *, is_last):
    from koios.core.signatures import reading

    try:
        certificate = signature.signer_cert.dump()
        told = signature.sig_object
        return Finding(
            field=signature.field_name,
            name=str(told.get("/Name", "")),
            reason=str(told.get("/Reason", "")),
            at=signature.self_reported_timestamp,
            certificate=str(signature.signer_cert.subject.native.get("common_name", "")),
            is_ours=identity.fingerprint(certificate) in ours,
            is_good=reading.judged(signature, pdf, is_last=is_last, ours=ours.values()),
        )
    except Exception as error:
        log.info("A signature could not be validated: %s", error)
        return Finding(field=str(getattr(signature, "field_name", "")))
