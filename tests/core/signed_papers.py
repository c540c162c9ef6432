"""A letter with a sheet of signatures, unsigned, signed once and signed by both."""

from koios.core import clock, signatures
from koios.core.documents import compile
from koios.core.signatures import Mark, Place
from tests.core import papers

SIZE = (82, 38)
PLACES = [Place("Firma1", 0, 23, 110, *SIZE), Place("Firma2", 0, 111, 110, *SIZE)]
AT = "2026-07-22T10:18"


def sheet():
    boxes = [
        {
            "x": it.x,
            "y": it.y,
            "width": it.width,
            "height": it.height,
            "title": it.field,
            "note": "",
        }
        for it in PLACES
    ]
    told = {"title": "Firmas", "text": "Quienes firman.", "facts": [], "pages": [boxes]}
    return compile("core/sheet.typ", {"company": papers.COMPANY, **told})


def prepared():
    document = compile("core/letter.typ", papers.letter())
    return document, signatures.prepare(document, sheet=sheet(), places=PLACES)


def signed(pdf, field="Firma1", name="Carla Ocampo"):
    mark = Mark(name, ("CC 52.123.456, representante legal", "22 jul 2026"), "Huella ab12")
    return signatures.sign(pdf, field=field, mark=mark, size=SIZE, at=clock.read(AT), reason="Ok")


def both():
    _document, ready = prepared()
    return signed(signed(ready), "Firma2", "Diego Salazar")
