"""Where customers are: the municipalities of DIVIPOLA, found from what people write.

Files bring `COTA-CUNDINAMARCA` in one cell, `Cali` in the column of departments, `LÓPEZ` for López
de Micay, `Bogotá D.C.` in a dozen ways. A place is taken when only one can be meant; else the
refusal names those that could be.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from koios.core.refusals import Refusal
from koios.customers import names

LIST = Path(__file__).parent / "data" / "divipola.csv"

# Other names of the departments, folded, with the two digits of their code.
OTHER_NAMES = {
    "bogota": "11",
    "bogota dc": "11",
    "bogota distrito capital": "11",
    "distrito capital": "11",
    "distrito capital de bogota": "11",
    "santafe de bogota": "11",
    "santafe de bogota dc": "11",
    "santa fe de bogota": "11",
    "santa fe de bogota dc": "11",
    "dc": "11",
    "valle": "76",
    "guajira": "44",
    "norte santander": "54",
    "n de santander": "54",
    "n santander": "54",
    "san andres": "88",
    "san andres y providencia": "88",
    "san andres islas": "88",
    "san andres providencia y santa catalina": "88",
    "archipielago de san andres": "88",
    "cundi": "25",
}


class UnknownPlace(Refusal):
    """No municipality, or more than one, answers to what was written."""


@dataclass(frozen=True)
class Municipality:
    code: str
    name: str
    department: str

    @property
    def department_code(self):
        return self.code[:2]

    @property
    def is_capital(self):
        return self.code.endswith("001")

    def __str__(self):
        if self.name == self.department and len(_of_department(self.department_code)) == 1:
            return self.name  # Bogotá, D.C.
        return f"{self.name}, {self.department}"


@cache
def every() -> dict[str, Municipality]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: Municipality(**row) for row in csv.DictReader(lines)}


@cache
def departments() -> dict[str, str]:
    """{code: name} of the 33 departments."""
    return {place.department_code: place.department for place in every().values()}


def named(code: str) -> str:
    """«Armenia, Quindío»; empty for a code that the list does not have."""
    return str(every()[code]) if code in every() else ""


def find(city: str, department: str = "") -> str:
    """The code of the municipality; empty when no city was written."""
    said, city = city, names.fold(_cleaned(city))
    within = _department_code(names.fold(_cleaned(department)))
    if not city:
        alone = [place for place in _places() if place.department_code == within]
        return alone[0].code if len(alone) == 1 else ""
    if code := _as_code(city):
        return code
    for found in _candidates(city, within):
        if len(found) == 1:
            return found[0].code
        if found:
            raise UnknownPlace(_several(said, found))
    raise UnknownPlace(
        _("«%(city)s» no está en la lista de municipios del DANE%(where)s.")
        % {"city": said, "where": f" ({departments()[within]})" if within else ""}
    )


def _candidates(city, within):
    """What could be meant, in the order of trust: the name as written or with the department cut
    off its end; then names that contain its words; at last without the department, which in some
    files is wrong."""
    cut, cut_code = _cut_department(city)
    for match in (_exact, _containing):
        yield match(city, within)
        if cut:
            yield match(cut, cut_code)
    if within:
        yield _exact(city, "")


def _exact(name, where):
    if where and len(only := _of_department(where)) == 1:
        return only  # Bogotá: whatever the city says, a locality for one, it is there
    squeezed = name.replace(" ", "")
    found = [place for place in _within(where) if _folded(place).replace(" ", "") == squeezed]
    return _preferred(found, where)


def _containing(name, where):
    words = set(name.split())
    found = [place for place in _within(where) if words <= set(_folded(place).split())]
    return _preferred(found, where)


def _preferred(found, where):
    """Armenia, said alone, is the capital of Quindío and not the one of Antioquia."""
    if len(found) > 1 and not where:
        return [place for place in found if place.is_capital] or found
    return found


def _within(where):
    return _of_department(where) if where else _places()


def _cut_department(city):
    """`santa marta magdalena` → (`santa marta`, `47`): the longest department at its end."""
    words = city.split()
    for start in range(1, len(words)):
        if code := _department_names().get(" ".join(words[start:])):
            return " ".join(words[:start]), code
    return "", ""


def _department_code(name):
    """Its code; if it is a city («Cali» in the column of departments), that of its department."""
    if not name:
        return ""
    name = re.sub(r"^(?:departamento|depto|dpto)(?: de| del)? ", "", name)
    if name.isdigit() and name.zfill(2) in departments():
        return name.zfill(2)
    if code := _department_names().get(name):
        return code
    places = _exact(name, "") or _containing(name, "")
    return places[0].department_code if len(places) == 1 else ""


def _as_code(city):
    """`05001`, or `5001` where a spreadsheet dropped the zero, perhaps with the name behind."""
    digits = city.split()[0]
    if digits.isdigit() and len(digits) in (4, 5) and digits.zfill(5) in every():
        return digits.zfill(5)
    return ""


def _several(said, found):
    shown = "; ".join(str(place) for place in found[:4])
    return _("«%(city)s» puede ser %(places)s. Escriba también el departamento.") % {
        "city": said,
        "places": shown + ("…" if len(found) > 4 else ""),
    }


def _cleaned(text):
    text = str(text or "").strip()
    return "" if names.fold(text) in {"na", "nan", "null", "none", "no aplica"} else text


@cache
def _places():
    return tuple(every().values())


@cache
def _of_department(code):
    return tuple(place for place in _places() if place.department_code == code)


@cache
def _folded(place):
    return names.fold(place.name)


@cache
def _department_names():
    return {names.fold(name): code for code, name in departments().items()} | OTHER_NAMES
