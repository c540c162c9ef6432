"""Mail that leaves: a row for each message, with every attempt and what the server answered.

    outbox.send(kind="case.receipt", to=[address], subject=…, text=…, about=case)

The row is written in the transaction of the act that wants the message, and a job takes it to the
mail server afterwards. It is at least once on the wire and exactly once on record: a message whose
fate is unknown after a crash goes again with the same Message-ID, and its story says so.
"""

from koios.core.outbox import checks as _checks  # noqa: F401  registers what `check` looks at
from koios.core.outbox.account import is_configured
from koios.core.outbox.addresses import BadAddress, clean_address
from koios.core.outbox.attempt import Attachment, Attempt
from koios.core.outbox.message import Message
from koios.core.outbox.sending import send, wake

__all__ = [
    "Attachment",
    "Attempt",
    "BadAddress",
    "Message",
    "clean_address",
    "is_configured",
    "send",
    "wake",
]
