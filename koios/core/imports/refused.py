"""What is wrong with a map, line by line."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core.refusals import Refusal


class Fault(NamedTuple):
    """One error of a map; line 0 when it was not written in a file."""

    line: int
    text: str

    def __str__(self):
        if not self.line:
            return self.text
        return _("línea %(line)s: %(text)s") % {"line": self.line, "text": self.text}


class MapError(Refusal):
    """A map that cannot be used. `faults` are all of its errors, in the order of the file."""

    status = 422

    def __init__(self, faults):
        self.faults = sorted(faults)
        number = len(self.faults)
        head = ngettext(
            "El mapa tiene %(number)s error", "El mapa tiene %(number)s errores", number
        ) % {"number": number}
        super().__init__(f"{head}. " + " ".join(_sentence(fault) for fault in self.faults))


def _sentence(fault):
    text = str(fault)
    return text[0].upper() + text[1:]
