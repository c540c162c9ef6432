"""How a message comes into the outbox, and what sees to it that none stays there forgotten."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from koios.core import audit, clock
from koios.core.acts import act
from koios.core.files import File, reference
from koios.core.outbox import account
from koios.core.outbox.addresses import clean_address, clean_addresses
from koios.core.outbox.attempt import Attachment
from koios.core.outbox.message import Message, deliver

FORGOTTEN = timedelta(minutes=15)


@act
def send(
    *,
    kind: str,
    to: list[str],
    subject: str,
    text: str,
    html: str = "",
    cc=(),
    reply_to: str = "",
    attachments: list[File] = (),
    about=None,
    not_before: datetime | None = None,
    automatic: bool = True,
) -> Message:
    """Leave a message in the outbox, in the act that wants it; a job delivers it afterwards.

    `automatic` is false for what a person wrote, so that an out-of-office answer may come back.
    """
    to = clean_addresses(to)
    if not to:
        clean_address("")
    files = list(attachments)
    now = clock.now()
    about_type, about_id = reference(about) if about is not None else ("", "")
    message = Message(
        kind=kind,
        about_type=about_type,
        about_id=about_id,
        message_id=f"<{secrets.token_hex(16)}@{account.domain()}>",
        to=to,
        cc=[address for address in clean_addresses(cc) if address not in to],
        reply_to=clean_address(reply_to) if reply_to else "",
        subject=" ".join(subject.split())[:300],
        text=text,
        html=html,
        automatic=automatic,
        created_at=now,
        next_at=not_before or now,
    )
    message.waiting = message.recipients
    message.fingerprint = message.print_of(file.sha256 for file in files)
    message.begin(by=audit.SYSTEM, verb="queued")
    Attachment.objects.bulk_create(
        Attachment(message=message, file=file, position=number) for number, file in enumerate(files)
    )
    deliver.enqueue(message=message.pk, turn=message.turn, run_at=message.next_at)
    return message


def wake(many=500) -> int:
    """Give another turn to those that waited for the mail to be set up, or whose job was lost."""
    if not account.is_configured():
        return 0
    forgotten = Q(next_at=None) | Q(next_at__lt=clock.now() - FORGOTTEN)
    found = Message.objects.filter(forgotten, status__in=Message.IN_THE_OUTBOX).order_by("pk")[
        :many
    ]
    for message in found:
        message.put_off(clock.now())
    return len(found)
