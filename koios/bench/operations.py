"""What is measured, and the floor beside each."""

import random
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from koios.bench import codes, quotes

ACCEPTANCES, SIGNATURES = 60, 30
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|basket|opened)" value="([^"]*)"')


@dataclass(frozen=True)
class Operation:
    """A thing that people do, the most it should take in milliseconds, and how often it is done."""

    name: str
    ask: Callable  # (visitor, n) -> what is timed
    floor: Callable | None = None
    aim: int | None = None
    number: int = 200
    slow: bool = False  # done a few times only
    per_second: int | None = None  # the aim with eight visitors


def operations(told, mail) -> list[Operation]:
    """Those of a home that was filled: `told` is what its seeding said of it, `mail` the server
    that its letters go to."""
    start, end = told["year"]
    some_from, some_to, _some = told["some"]
    first = "/cases/?queue=all"
    deep = f"{first}&after={told['after']}"
    year = f"from={start}&to={end}"
    some = f"received_from={some_from}&received_to={some_to}"

    def floor(name, query=""):
        return _page(f"/bench/floor/{name}/?{query}")

    def number_of(n):
        return told["numbers"][n % len(told["numbers"])]

    def customer_of(n):
        return told["customers"][n % len(told["customers"])]

    def quote_of(n):
        return told["quotes"][n % len(told["quotes"])]

    def offer_of(n):
        return told["offers"][n % len(told["offers"])]

    half = len(told["to_sign"]) // 2
    return [
        Operation("formulario: GET", _page("/pqrs/"), floor("form"), 15),
        Operation("formulario: POST con archivo", _filing, _floor_of_filing, 15, 120),
        Operation("formulario: GET + POST", _whole_filing, None, 15, 120, per_second=100),
        Operation("cola: abiertas", _page("/cases/"), floor("queue"), 15),
        Operation("cola: primera página", _page(first), floor("queue"), 15),
        Operation(
            "cola: mil páginas después",
            _page(deep),
            floor("queue", f"after={told['after_day']}"),
            15,
        ),
        Operation(
            "cola: por estado", _page(f"{first}&status=closed"), floor("queue", "status=closed"), 15
        ),
        Operation(
            "búsqueda de texto",
            _page(f"{first}&q={told['word']}"),
            floor("queue", f"q={told['word']}"),
            15,
        ),
        Operation(
            "búsqueda general",
            _page(f"/search/?q={told['word']}"),
            floor("queue", f"q={told['word']}"),
            15,
        ),
        Operation(
            "una PQRS",
            _each("/cases/{}/", number_of),
            _each("/bench/floor/case/?number={}", number_of),
            20,
        ),
        Operation(
            "un cliente",
            _each("/customers/{}/", customer_of),
            _each("/bench/floor/customer/?pk={}", customer_of),
            20,
        ),
        Operation(
            "informe de un año",
            _page(f"/cases/report/?{year}"),
            floor("report", year),
            90,
            16,
            slow=True,
        ),
        Operation(
            "exportar XLSX (4.500 filas)",
            _page(f"/cases/export.xlsx?queue=all&{some}"),
            floor("export", f"from={some_from}&to={some_to}"),
            None,
            8,
            slow=True,
        ),
        Operation(
            "cotizaciones: primera página",
            _page("/quotes/?tab=all"),
            floor("quotes"),
            15,
        ),
        Operation(
            "cotizaciones: aprobadas",
            _page("/quotes/?tab=approved"),
            floor("quotes", "status=approved"),
            15,
        ),
        Operation(
            "una cotización",
            _each("/quotes/{}/", quote_of),
            _each("/bench/floor/quote/?ref={}", quote_of),
            20,
        ),
        Operation("cotización de 10 líneas: POST", quotes.writing(told), None, 60, 60),
        Operation(
            "PDF de una cotización", _page(f"/quotes/{told['draft']}/preview/"), None, 60, 60
        ),
        Operation("cotización pública", _each("{}", offer_of), None, 20),
        Operation(
            "aprobar una cotización con código",
            codes.acceptance(told["to_accept"], mail),
            _one_row,
            60,
            ACCEPTANCES,
        ),
        Operation(
            "firmar un contrato con código",
            codes.signature(told["to_sign"][:half], mail),
            _one_row,
            100,
            SIGNATURES,
        ),
        Operation(
            "firmar, y que esté en el archivo",
            codes.signature(told["to_sign"][half:], mail, lands=True),
            _one_row,
            100,
            SIGNATURES,
        ),
        Operation(
            "informe comercial de un año",
            _page(f"/quotes/report/?{year}"),
            floor("quotes_report", year),
            500,
            16,
            slow=True,
        ),
    ]


def _page(path):
    return lambda visitor, n: lambda: visitor.get(path)


def _each(path, key_of):
    return lambda visitor, n: lambda: visitor.get(path.format(quote(str(key_of(n)), safe="/")))


def _filing(visitor, n):
    hidden = _open_the_form(visitor)
    content = picture()
    return lambda: _file(visitor, hidden, n, content)


def _whole_filing(visitor, n):
    content = picture()
    return lambda: _file(visitor, _open_the_form(visitor), n, content)


def _floor_of_filing(visitor, n):
    content = picture()
    return lambda: visitor.post_with_file("/bench/floor/filing/", _told_in(n), "foto.png", content)


def _one_row(visitor, n):
    return lambda: visitor.post("/bench/floor/act/", {})


def _open_the_form(visitor):
    page = visitor.get("/pqrs/")
    return dict(HIDDEN.findall(page.decode()))


def _file(visitor, hidden, n, content):
    visitor.post_with_file("/pqrs/", hidden | _told_in(n), "foto.png", content)
    if "/recibo/" not in visitor.location:
        raise RuntimeError(f"the form did not go in: {visitor.location}")


def _told_in(n):
    return {
        "kind": "CLAIM",
        "identity": "named",
        "name": f"Sandra Milena Arango {n}",
        "document": "41.935.118",
        "email": "sandra@correo.example",
        "facts": "La ruta 7 no pasó por el paradero de la carrera 14 con calle 9. " * 6,
        "request": "Que expliquen por qué no pasó\nQue me devuelvan el taxi",
    }


def picture():
    """A small PNG that is like no other, so that its bytes are kept anew."""
    rows = b"".join(b"\x00" + random.randbytes(48 * 3) for _row in range(48))  # noqa: S311
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 48, 48, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    told = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + told
