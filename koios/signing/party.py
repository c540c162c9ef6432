"""Somebody to be asked to sign."""

from dataclasses import dataclass

from koios.accounts.models import User
from koios.signing.states import Kind, Side


@dataclass(frozen=True)
class Party:
    """Somebody to be asked: as `SigningRequest.ask` takes them."""

    name: str
    email: str
    side: str = Side.THEIRS
    kind: str = Kind.SIGNER
    document: str = ""
    capacity: str = ""
    position: int = 1
    user: User | None = None
