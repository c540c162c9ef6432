"""What `bin/koios check` looks at in the outbox."""

from datetime import timedelta

from koios.core import clock
from koios.core.checks import checks
from koios.core.outbox.message import Message

LONG = timedelta(days=1)


def check_outbox():
    """Each message says what it said when it was queued, went where it says, and is not stuck."""
    told = {"accepted", "partly"}
    since = clock.now() - LONG
    rows = Message.objects.prefetch_related("attachments__file", "attempts")
    # SQLite ends at a thousand terms in what a chunk asks of its attachments and attempts.
    for message in rows.iterator(chunk_size=500):
        hashes = [attached.file.sha256 for attached in message.attachments.all()]
        if message.print_of(hashes) != message.fingerprint:
            yield f"outbox: {message}: it does not say what it said when it was queued"
        outcomes = {attempt.outcome for attempt in message.attempts.all()}
        if message.accepted_at and not outcomes & told:
            yield f"outbox: {message}: no attempt tells that the server took it"
        if message.status == Message.Status.SENT and not message.accepted_at:
            yield f"outbox: {message}: it was sent and nobody knows when"
        if message.status in Message.IN_THE_OUTBOX and message.next_at and message.next_at < since:
            yield f"outbox: {message}: it should have left on {message.next_at:%Y-%m-%d}"


checks.add("outbox", check_outbox)
