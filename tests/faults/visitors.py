"""Visitors without a browser, who press again when the connection breaks."""

import http.cookiejar
import re
import time
import urllib.error
import urllib.request
from html import unescape
from urllib.parse import urlencode

from koios.bench.traffic import multipart

HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
BROKEN = (OSError, EOFError, http.client.HTTPException)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Visitor:
    """Somebody with cookies, at an address; an answer is (status, body, location)."""

    def __init__(self, url):
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, _Stay)

    def get(self, path):
        return self._ask(urllib.request.Request(self.url + path))

    def post(self, path, fields):
        return self._send(path, urlencode(fields, doseq=True).encode(), None)

    def post_with_file(self, path, fields, name, content):
        return self._send(path, *multipart(fields, name, content))

    def sign_in(self, email, password):
        fields = self.form("/sign-in/")
        status, body, _there = self.post(
            "/sign-in/", fields | {"login": email, "password": password}
        )
        assert status == 302, body
        return self

    def form(self, path) -> dict:
        """The hidden fields of a page's forms."""
        status, body, there = self.get(path)
        assert status == 200, f"{path}: {status} {there}"
        return hidden(body)

    def _send(self, path, body, kind):
        headers = {"Referer": self.url + path} | ({"Content-Type": kind} if kind else {})
        return self._ask(urllib.request.Request(self.url + path, body, headers))

    def _ask(self, request):
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(), ""
        except urllib.error.HTTPError as answer:
            body = answer.read().decode()
            return answer.code, body, answer.headers.get("Location", "").replace(self.url, "")


def hidden(body) -> dict:
    return {name: unescape(value) for name, value in HIDDEN.findall(body)}


def patiently(act, *, seconds=60):
    """Do it until the connection holds: whoever gets no answer presses again."""
    until = time.monotonic() + seconds
    while True:
        try:
            return act()
        except BROKEN:
            assert time.monotonic() < until, f"no answer in {seconds} s"
            time.sleep(0.2)
