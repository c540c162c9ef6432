"""Who is served at the same time.

Requests are read in many threads and answered in few. Who sends ten photos over a bad line keeps a
thread of the server busy for minutes, and eight of them would leave no page to anybody. And few at
a time are served sooner than many, who would wait for each other at each step and hold their
memory meanwhile (docs/performance.md).
"""

import io
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from koios.core import memory

PIECE = 64 * 1024
IN_MEMORY = 4 * PIECE
READ_AHEAD = 128 * 1024 * 1024  # ten files of the largest, and their form


class Seats:
    """A WSGI application that answers so many at a time, in each process."""

    def __init__(self, application, seats: int):
        self._application = application
        # Its threads begin with the first request: after the server has made its processes.
        self._pool = ThreadPoolExecutor(seats, thread_name_prefix="seat")

    def __call__(self, environ, start_response):
        if environ.get("CONTENT_LENGTH", "0") not in ("", "0"):
            environ["wsgi.input"] = io.BufferedReader(Body(environ["wsgi.input"]), PIECE)
        return self._pool.submit(self._answer, environ, start_response).result()

    def _answer(self, environ, start_response):
        response = self._application(environ, start_response)
        if getattr(response, "streaming", True):
            return response  # goes out in the thread that it came in by
        try:
            return [b"".join(response)]
        finally:
            response.close()
            memory.give_back()


class Body(io.RawIOBase):
    """What a visitor sends: it was kept aside as it came in, in memory and then on disk; what did
    not fit is read when somebody asks for it."""

    def __init__(self, coming):
        self._coming = coming
        self._memory, self._disk, self._over = io.BytesIO(), None, b""
        with suppress(OSError):  # the disk is full, or the visitor went: who reads on is told
            self._take_in()
        self._memory.seek(0)
        if self._disk:
            self._disk.seek(0)

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self):
        if self._disk:
            self._disk.close()
        super().close()

    def _next(self, size):
        if piece := self._memory.read(size):
            return piece
        if self._disk and (piece := self._disk.read(size)):
            return piece
        if self._over:
            piece, self._over = self._over[:size], self._over[size:]
            return piece
        return self._coming.read(size)

    def _take_in(self):
        left = READ_AHEAD
        while left > 0 and (piece := self._coming.read(PIECE)):
            left -= len(piece)
            if self._memory.tell() < IN_MEMORY:
                self._memory.write(piece)
            else:
                self._put_aside(piece)

    def _put_aside(self, piece):
        self._over = piece
        if self._disk is None:
            self._disk = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        while self._over:
            self._over = self._over[self._disk.write(self._over) :]
