"""A mail server that takes everything and gives it to nobody, so that the demo's letters have the
story that real ones have and none of them can ever leave."""

import socketserver
import threading
import time
from contextlib import contextmanager

from django.conf import settings

ANSWERS = {b"EHLO": b"250 demo", b"HELO": b"250 demo", b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self._say(b"220 demo")
        to = []
        for line in self.rfile:
            word = line[:4].upper()
            self._say(ANSWERS.get(word, b"250 2.0.0 OK"))
            if word == b"QUIT":
                return
            if word == b"RCPT":
                to.append(line.partition(b"<")[2].partition(b">")[0].decode())
            if word == b"DATA":
                self.server.take(to, b"".join(self._content()))
                to = []
                self._say(b"250 2.0.0 OK")

    def _content(self):
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            yield line

    def _say(self, answer):
        self.wfile.write(answer + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    keeps = ()  # whose last mail can be read: those with an address that ends so

    def take(self, to, content):
        self.kept |= {address: content for address in to if address.endswith(self.keeps)}
        self.instants.append(time.monotonic())

    @property
    def taken(self):
        """How many messages, since it opened."""
        return len(self.instants)

    @property
    def port(self):
        return self.server_address[1]


@contextmanager
def open_to_all(*, keeps=()):
    """The sink, for other processes: it listens on `port`, knows the `instants` at which it took
    something, and has `kept` the last mail to each address that ends in one of `keeps`."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.keeps, server.kept, server.instants = tuple(keeps), {}, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@contextmanager
def taking_all_mail():
    """While it lasts, the mail of this process goes to the sink."""
    with open_to_all() as server:
        before = settings.SMTP
        settings.SMTP = {
            "host": "127.0.0.1",
            "port": server.port,
            "user": "",
            "password": "",
            "security": "none",
        }
        try:
            yield
        finally:
            settings.SMTP = before
