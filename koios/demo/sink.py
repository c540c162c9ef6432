"""A mail server that takes everything and gives it to nobody, so that the demo's letters have the
story that real ones have and none of them can ever leave."""

import socketserver
import threading
from contextlib import contextmanager

from django.conf import settings

ANSWERS = {b"EHLO": b"250 demo", b"HELO": b"250 demo", b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self._say(b"220 demo")
        for line in self.rfile:
            word = line[:4].upper()
            self._say(ANSWERS.get(word, b"250 2.0.0 OK"))
            if word == b"QUIT":
                return
            if word == b"DATA":
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.server.taken += 1
                self._say(b"250 2.0.0 OK")

    def _say(self, answer):
        self.wfile.write(answer + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    taken = 0  # messages, since it opened

    @property
    def port(self):
        return self.server_address[1]


@contextmanager
def open_to_all():
    """The sink, for other processes: it listens on `port` and counts what it has `taken`."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
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
