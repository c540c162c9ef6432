"""Visitors of the benchmark: a connection that stays open, cookies, and a watch."""

import http.client
import secrets
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from koios.core.refusals import Refusal

FORM = "application/x-www-form-urlencoded"


class Visitor:
    """One visitor: keeps the connection and what the server gave them to keep."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}
        self._connection = http.client.HTTPConnection("localhost", port, timeout=120)

    def get(self, path) -> str:
        return self._ask("GET", path)

    def post(self, path, fields) -> str:
        return self._ask("POST", path, urlencode(fields).encode(), FORM)

    def post_with_file(self, path, fields, name, content) -> str:
        body, kind = multipart(fields, name, content)
        return self._ask("POST", path, body, kind)

    def _ask(self, verb, path, body=None, kind=""):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers |= {"Content-Type": kind, "Referer": f"http://localhost:{self.port}/"}
        self._connection.request(verb, path, body, headers)
        answer = self._connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, value = line.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        content = answer.read()
        self.location = answer.headers.get("Location", "")
        if answer.status >= 400:
            raise Refusal(f"{verb} {path}: {answer.status} {content[:300]!r}")
        return content.decode("utf-8", "replace") if kind or answer.status != 200 else content


def multipart(fields, name, content) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    parts.append(
        f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: image/png\r\n\r\n".encode()
        + content
        + b"\r\n"
    )
    parts.append(f"--{edge}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={edge}"


@dataclass
class Measured:
    """How long each of some requests took, in milliseconds, and all of them together; `spent` is
    what of each meter went by for one of them, in thousandths."""

    times: list = field(repr=False)
    seconds: float
    spent: dict = field(default_factory=dict)

    @property
    def p50(self):
        return self._at(50)

    @property
    def p95(self):
        return self._at(95)

    @property
    def per_second(self):
        return round(len(self.times) / self.seconds, 1)

    def _at(self, share):
        ordered = sorted(self.times)
        return round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1)

    def told(self):
        told = {"p50_ms": self.p50, "p95_ms": self.p95, "per_second": self.per_second}
        return told | self.spent


def share_of(number, visitors) -> int:
    """How many of so many requests each of some visitors does."""
    return -(-number // visitors)


def measure(visitors, ask, *, number, meters=dict) -> Measured:
    """Each visitor asks its share, one after the other; all of them at the same time.

    `ask(visitor, n)` does what is not timed and gives what is: a function of no arguments. All of
    that is prepared before the first is timed. `meters()` gives what has been spent so far.
    """
    times, failures, before = [], [], {}
    share = share_of(number, len(visitors))
    start = threading.Barrier(len(visitors) + 1, action=lambda: before.update(meters()))

    def visit(visitor, first):
        try:
            prepared = [ask(visitor, n) for n in range(first, first + share)]
        except Exception as failure:
            prepared = []
            failures.append(failure)
        start.wait()
        try:
            for timed in prepared:
                began = time.perf_counter()
                timed()
                times.append((time.perf_counter() - began) * 1000)
        except Exception as failure:
            failures.append(failure)

    threads = [
        threading.Thread(target=visit, args=(visitor, at * share), daemon=True)
        for at, visitor in enumerate(visitors)
    ]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds, after = time.perf_counter() - began, meters()
    if failures:
        raise failures[0]
    spent = {
        name: round((after[name] - before[name]) * 1000 / len(times), 1)
        for name in after
        if name in before
    }
    return Measured(times, seconds, spent)
