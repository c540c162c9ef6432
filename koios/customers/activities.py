"""What a company lives on: the classes of CIIU revision 4 adapted for Colombia."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from koios.core.refusals import Refusal

LIST = Path(__file__).parent / "data" / "ciiu.csv"


class UnknownActivity(Refusal):
    """The text names no class of the CIIU."""


@dataclass(frozen=True)
class Activity:
    """A line of the classification at any of its four levels."""

    code: str
    level: str
    parent: str
    name: str

    def __str__(self):
        return f"{self.code} {self.name}"


@cache
def every() -> dict[str, Activity]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: Activity(**row) for row in csv.DictReader(lines)}


@cache
def classes() -> tuple[Activity, ...]:
    """The four-digit level, the one that a RUT carries."""
    return tuple(activity for activity in every().values() if activity.level == "class")


def named(code: str) -> str:
    """The name of a class; empty for a code that the list does not have."""
    return every()[code].name if code in every() else ""


def section_of(code: str) -> Activity:
    activity = every()[code]
    while activity.parent:
        activity = every()[activity.parent]
    return activity


def read(text: str) -> str:
    """The code of a class from `C2711 - Fabricación de…`, `O8430- …`, `111` or `4921`.

    Spreadsheets drop the first zero (111 is 0111), so three digits are a class of section A or B.
    Empty text, and the bare dash that some files leave, name nothing.
    """
    text = str(text).strip()
    if not re.search(r"\w", text):
        return ""
    match = re.match(r"^([A-Ua-u])?[\s.-]*(\d{3,4})(?!\d)(?:[.,]0+)?", text, re.ASCII)
    code = match[2].zfill(4) if match else ""
    if code not in every():
        raise UnknownActivity(
            _("«%(text)s» no es una clase de la CIIU: se esperan sus cuatro cifras.")
            % {"text": text[:60]}
        )
    letter = match[1]
    if letter and section_of(code).code != letter.upper():
        raise UnknownActivity(
            _("La clase %(code)s es de la sección %(right)s de la CIIU, no de la %(wrong)s.")
            % {"code": code, "right": section_of(code).code, "wrong": letter.upper()}
        )
    return code
