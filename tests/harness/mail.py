"""A real SMTP server for the tests, which can be as bad as real ones are."""

import asyncio
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.harness.ports import free_port


@dataclass
class Received:
    """A message that the server accepted, with its envelope."""

    sender: str
    recipients: list[str]
    message: EmailMessage
    raw: bytes = field(repr=False)

    @property
    def subject(self) -> str:
        return self.message["Subject"]

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return _text(body)

    @property
    def html(self) -> str:
        body = self.message.get_body(("html",))
        return _text(body)

    @property
    def attachments(self) -> dict[str, bytes]:
        return {part.get_filename(): _bytes(part) for part in self.message.iter_attachments()}


class MailServer:
    """Listens on a port of this machine and keeps what it accepts, in `messages`.

    `smtp.is_slow(2)` waits that many seconds before each answer to DATA; `smtp.refuses(address)`
    answers 550 to that recipient until `smtp.accepts(address)`; `smtp.is_busy(3)` answers 451
    three times and then accepts; `smtp.hangs_up(1)` takes a message and breaks off before it
    answers; `smtp.goes_down()` and `smtp.comes_back()`. `forget()` is a new day.
    """

    def __init__(self):
        self.host = "127.0.0.1"
        self.port = free_port()
        self._controller = None
        self.forget()

    def forget(self) -> None:
        self.messages: list[Received] = []
        self.attempts = 0
        self._seconds = 0.0
        self._refused: dict[str, str] = {}
        self._busy = 0
        self._hang_ups = 0
        self.connections = 0

    @property
    def environment(self) -> dict[str, str]:
        """What makes another process send its mail here."""
        return {
            "KOIOS_SMTP_HOST": self.host,
            "KOIOS_SMTP_PORT": str(self.port),
            "KOIOS_SMTP_SECURITY": "none",
        }

    # How it misbehaves

    def is_slow(self, seconds: float) -> None:
        self._seconds = seconds

    def refuses(self, address: str, answer="550 5.1.1 No such user") -> None:
        self._refused[address.lower()] = answer

    def accepts(self, address: str) -> None:
        self._refused.pop(address.lower(), None)

    def hangs_up(self, times: int) -> None:
        self._hang_ups = times

    def is_busy(self, times: int) -> None:
        self._busy = times

    def goes_down(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    def comes_back(self) -> None:
        if not self._controller:
            self._controller = _Controller(self, hostname=self.host, port=self.port)
            self._controller.start()

    # What a test asks

    def to(self, address: str) -> list[Received]:
        return [got for got in self.messages if address in got.recipients]

    def last(self, address: str = "") -> Received:
        """The latest message, or the latest to an address."""
        return (self.to(address) if address else self.messages)[-1]

    def wait_for(self, count=1, *, to="", seconds=15) -> list[Received]:
        """The messages, as soon as there are so many; for mail that another process sends."""
        until = time.monotonic() + seconds
        while True:
            found = self.to(to) if to else list(self.messages)
            if len(found) >= count:
                return found
            assert time.monotonic() < until, f"{len(found)} of {count} messages in {seconds} s"
            time.sleep(0.05)

    # The conversation, as aiosmtpd calls it

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.lower() in self._refused:
            return self._refused[address.lower()]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.attempts += 1
        if self._seconds:
            await asyncio.sleep(self._seconds)
        if self._hang_ups:
            self._hang_ups -= 1
            server.transport.abort()
            return "451 4.3.0 Nobody hears this"
        if self._busy:
            self._busy -= 1
            return "451 4.3.0 Try again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(
            Received(envelope.mail_from, list(envelope.rcpt_tos), message, envelope.content)
        )
        return f"250 2.0.0 OK queued as {len(self.messages)}"


class _Controller(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="mail.example", enable_SMTPUTF8=True)


def _text(body) -> str:
    return body.get_content().replace("\r\n", "\n") if body else ""


def _bytes(part) -> bytes:
    content = part.get_content()
    return content.encode() if isinstance(content, str) else content
