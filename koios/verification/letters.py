"""The words that a mail with the copy of a verification begins with; who sends it edits them."""

from django.utils.translation import gettext as _

from koios.core import company
from koios.core import settings as decided
from koios.verification import papers


def proposed(verification, by) -> tuple[str, str]:
    """Subject and text, in the language in which the company writes."""
    with company.speaking():
        told = {"contract": verification.contract.label, "year": verification.for_year}
        lines = [
            _("Buenos días:"),
            _("Le enviamos la verificación de %(year)s del contrato %(contract)s.") % told,
        ]
        if verification.compliance is not None:
            result = {"percent": papers.percent(verification.compliance)}
            lines[-1] += " " + _("El cumplimiento fue de %(percent)s.") % result
        lines += [
            _(
                "El documento adjunto dice, ítem por ítem, qué se pidió y qué se encontró. Si "
                "tiene observaciones, responda este correo."
            ),
            _("Cordialmente,"),
            "\n".join(filter(None, [by.name, decided.get("company.legal_name")])),
        ]
        return _("Verificación de %(year)s del contrato %(contract)s") % told, "\n\n".join(lines)
