"""Which bytes are text that a person wrote, and not a page or a program."""

import re

from django.utils.translation import gettext as _

from koios.core.files.refused import Unfit

# What a browser takes for a page (after the sniffing standard of the WHATWG)
_PAGE = re.compile(
    rb"<(html|head|body|script|iframe|h1|div|font|table|a|style|title|br?|p|(\w{1,20}:)?svg)[\s>/]",
    re.IGNORECASE,
)
_PAGE_DOCTYPE = re.compile(rb"<!doctype\s+(html|svg)", re.IGNORECASE)
_PROGRAM = re.compile(rb"\s*(#!\s*/|<\?php|<\?=|<%|@echo\s+off)", re.IGNORECASE)
_MAIL = re.compile(
    rb"(received|return-path|delivered-to|from|message-id|mime-version|date|subject|x-[\w-]+):\s",
    re.IGNORECASE,
)
_HEADERS = re.compile(rb"^(from|date|subject|message-id|received|mime-version):[ \t]", re.I | re.M)
# Control characters that no text holds; escape stays out too: terminals act on it
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def key_of(source, head, name):
    """`txt`, `csv` or `eml` for text; None for other bytes; `Unfit` for pages and programs."""
    if not _is_text(source, head):
        return None
    plain = _without_mark(head)
    if _is_page(plain):
        raise Unfit(_("es una página web o un dibujo SVG, que puede traer programas"))
    if _PROGRAM.match(plain):
        raise Unfit(_("es un programa"))
    if _MAIL.match(plain) and len(set(_HEADERS.findall(plain))) >= 2:
        return "eml"
    if name.lower().endswith((".csv", ".tsv")):
        return "csv"
    return "txt"


def _is_text(source, head):
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _reads_as(source, "utf-16")
    source.seek(0)
    content = source.read()
    return not _CONTROL.search(content)


def _is_page(plain):
    """Whether the first tag, behind comments and declarations, is that of a page or drawing."""
    rest = plain.lstrip()
    while rest.startswith((b"<!--", b"<?xml", b"<!")):
        if _PAGE_DOCTYPE.match(rest):
            return True
        closing = b"-->" if rest.startswith(b"<!--") else b">"
        rest = rest.partition(closing)[2].lstrip()
    return bool(_PAGE.match(rest))


def _reads_as(source, encoding):
    source.seek(0)
    try:
        text = source.read().decode(encoding)
    except UnicodeDecodeError:
        return False
    return "\0" not in text


def _without_mark(head):
    """The beginning in single bytes and without byte order mark, as the patterns read it."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf")
