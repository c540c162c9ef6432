"""The mail server of a journey: a real one, that shows what it was given."""

import time
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from koios.core.refusals import Refusal
from koios.demo.stage import free_port


class Inbox:
    """`with Inbox() as inbox:` it listens on this machine and keeps what it accepts."""

    def __init__(self):
        self.port = free_port()
        self.messages = []
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._server.start()
        return self

    def __exit__(self, *_failure):
        self._server.stop()

    @property
    def environment(self) -> dict:
        """What makes another process send its mail here."""
        return {
            "KOIOS_SMTP_HOST": "127.0.0.1",
            "KOIOS_SMTP_PORT": str(self.port),
            "KOIOS_SMTP_SECURITY": "none",
        }

    def wait_for(self, address, words, *, seconds=30):
        """The message to that address whose subject or text holds these words."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for message in reversed(self.messages):
                if address in message["To"] and words in message["Subject"] + text_of(message):
                    return message
            time.sleep(0.05)
        raise Refusal(f"No llegó a {address} el correo que dice «{words}»")

    async def handle_DATA(self, _server, _session, envelope):
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def text_of(message) -> str:
    body = message.get_body(("plain",))
    return body.get_content() if body else ""


def papers_of(message) -> list[bytes]:
    """The PDFs that came with it."""
    return [
        part.get_content()
        for part in message.iter_attachments()
        if part.get_content_type() == "application/pdf"
    ]
