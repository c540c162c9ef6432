"""Signatures in a PDF: all fields first, then one signature after the other, and their validation.

    prepared = prepare(pdf, sheet=…, places=[Place("firma-1", …)])   # before the first signature
    signed = sign(prepared, field="firma-1", mark=Mark(…), at=clock.now())
    read(signed).is_intact

Each step adds a revision behind the bytes that were there, so the document that was agreed upon
stays the beginning of the signed file. This package knows no business, and nothing in it loads
pyHanko before somebody signs or looks at a signature.
"""

from koios.core.signatures.identity import (
    Identity,
    UnfitCertificate,
    adopt,
    current,
    drop,
    from_pkcs12,
    given,
    must_hold,
    own,
    renew,
)
from koios.core.signatures.known import Paper
from koios.core.signatures.preparing import Place, prepare
from koios.core.signatures.signing import Mark, TimeStampFailed, seal, sign
from koios.core.signatures.validating import Finding, Reading, State, read, read_apart

__all__ = [
    "Finding",
    "Identity",
    "Mark",
    "Paper",
    "Place",
    "Reading",
    "State",
    "TimeStampFailed",
    "UnfitCertificate",
    "adopt",
    "current",
    "drop",
    "from_pkcs12",
    "given",
    "must_hold",
    "own",
    "prepare",
    "read",
    "read_apart",
    "renew",
    "seal",
    "sign",
]
