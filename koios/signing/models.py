"""The models of signing, each written in the module that speaks of it."""

from koios.signing.landing import Revision
from koios.signing.party import Party
from koios.signing.request import SigningRequest
from koios.signing.signer import Signer
from koios.signing.signing import Proof, Signature
from koios.signing.states import Kind, Side, Status, Step

__all__ = [
    "Kind",
    "Party",
    "Proof",
    "Revision",
    "Side",
    "Signature",
    "Signer",
    "SigningRequest",
    "Status",
    "Step",
]
