"""A message as it goes over the wire."""

from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from koios.core import clock
from koios.core.outbox import account

# Plain ASCII on the wire: no relay has to know 8BITMIME or SMTPUTF8.
WIRE = policy.SMTP.clone(cte_type="7bit")


def build(message) -> bytes:
    """The message with its files, in MIME. The policy refuses a header with a line break in it."""
    mail = EmailMessage(policy=WIRE)
    address = message.sender or account.sender()
    mail["From"] = Address(display_name=account.sender_name(), addr_spec=address)
    mail["To"] = _addresses(message.to)
    if message.cc:
        mail["Cc"] = _addresses(message.cc)
    if message.reply_to:
        mail["Reply-To"] = _addresses([message.reply_to])
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(clock.local(message.created_at))
    mail["Message-ID"] = message.message_id
    if message.automatic:
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's robot answers ours
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text, cte="quoted-printable")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    for file in message.files:
        _attach(mail, file)
    return mail.as_bytes()


def _attach(mail, file):
    main, _slash, sub = file.type.mime.partition("/")
    if main in ("message", "multipart"):
        main, sub = "application", "octet-stream"  # these may not be in base64 (RFC 2046)
    with file.open() as content:
        mail.add_attachment(content.read(), maintype=main, subtype=sub, filename=file.name)


def _addresses(texts):
    return [Address(addr_spec=text) for text in texts]
