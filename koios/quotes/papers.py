"""What stands on the paper of a quote: the data that its template prints, as plain JSON."""

from django.utils.translation import gettext as _

from koios.core import company
from koios.quotes import pricing
from koios.quotes.services import TaxCategory, Unit
from koios.quotes.wording import pesos_in_words
from koios.ui import formats


def of(quote) -> dict:
    """The frozen data of a quote, as it will be read."""
    return {
        "title": quote.title,
        "number": quote.label if quote.number else _("Borrador"),
        "number_label": _("Cotización"),
        "date": ", ".join(filter(None, [company.card()["city"], _day(quote.sent_on)])),
        "facts": _facts(quote),
        "customer_label": _("Para"),
        "customer": _customer(quote),
        "introduction": quote.introduction,
        "columns": {
            "description": _("Descripción"),
            "quantity": _("Cantidad"),
            "price": _("Precio"),
            "discount": _("Desc."),
            "tax": _("IVA"),
            "net": _("Valor"),
        },
        "has_discount": any(line.discount for line in quote.all_lines),
        "sections": _sections(quote, optional=False),
        "optional_label": _("Opcionales, no incluidos en el total"),
        "optional": _sections(quote, optional=True),
        **sums_of(quote),
        "conditions_label": _("Condiciones"),
        "conditions": quote.conditions,
        "seller": _seller(quote),
        "attachments_label": _("Anexos"),
        "attachments": [file.name for file in quote.attachments()],
    }


def quantity(line) -> str:
    """«22», «1,5»"""
    return formats.number(line.quantity.normalize(), _places(line.quantity))


def percent(number) -> str:
    """«19 %», «7,5 %»"""
    return formats.percent(number, _places(number))


def sums_of(quote) -> dict:
    """What it comes to, as it will be read."""
    sums = quote.sums
    return {
        "totals": _totals(sums),
        "total_label": _("Total"),
        "total": formats.pesos(sums.total),
        "in_words": pesos_in_words(sums.total),
        "withholding": _("Valores antes de retenciones."),
    }


def _facts(quote):
    service = " – ".join(
        formats.day(day) for day in (quote.service_from, quote.service_until) if day
    )
    rows = [
        (_("Fecha"), _day(quote.sent_on)),
        (_("Válida hasta"), _day(quote.valid_until)),
        (_("Servicio"), service),
        (_("Reemplaza a"), quote.previous.label if quote.previous_id else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _customer(quote):
    customer, contact = quote.customer, quote.contact
    document = f"{customer.document}" if customer.document else ""
    lines = [
        customer.legal_name,
        document,
        ", ".join(filter(None, [contact.name, contact.position])) if contact else "",
        customer.address,
        str(customer.place or ""),
    ]
    return [line for line in lines if line]


def _sections(quote, *, optional):
    """The lines in the order in which they stand, under the heading of each section."""
    sections = []
    for line in quote.all_lines:
        if line.optional != optional:
            continue
        if not sections or sections[-1]["title"] != line.section:
            sections.append({"title": line.section, "lines": []})
        sections[-1]["lines"].append(line_in_words(line))
    return sections


def line_in_words(line) -> dict:
    """A line as it is read on the paper."""
    note = ", ".join(filter(None, [line.code, line.vehicle_class, line.route]))
    return {
        "description": line.description,
        "note": note,
        "quantity": quantity(line),
        "unit": Unit(line.unit).word(line.quantity),
        "price": formats.pesos(line.price),
        "discount": percent(line.discount) if line.discount else "",
        "tax": tax_in_words(line.tax_category, line.tax_rate),
        "net": formats.pesos(line.net),
    }


def tax_in_words(category, rate) -> str:
    """«Excluido», «Exento», «19 %»"""
    if category == TaxCategory.EXCLUDED:
        return _("Excluido")
    if category == TaxCategory.EXEMPT:
        return _("Exento")
    return percent(rate)


def _totals(sums: pricing.Totals):
    rows = []
    if sums.discount:
        rows.append((_("Valor bruto"), formats.pesos(sums.net + sums.discount)))
        rows.append((_("Descuento"), f"− {formats.pesos(sums.discount)}"))
    rows.append((_("Subtotal"), formats.pesos(sums.net)))
    for tax in sums.taxes:
        rows.append((_tax_row(tax), formats.pesos(tax.amount)))
    return [{"label": label, "value": value} for label, value in rows]


def _tax_row(tax):
    base = formats.pesos(tax.base)
    if tax.category == TaxCategory.EXCLUDED:
        return _("Excluido de IVA sobre %(base)s") % {"base": base}
    if tax.category == TaxCategory.EXEMPT:
        return _("Exento de IVA sobre %(base)s") % {"base": base}
    return _("IVA %(rate)s sobre %(base)s") % {"rate": percent(tax.rate), "base": base}


def _seller(quote):
    seller = quote.owner
    if seller is None:
        return [company.card()["name"]]
    return [line for line in (seller.name, seller.job_title, seller.email) if line]


def _day(day):
    return formats.day_full(day) if day else ""


def _places(number):
    return max(0, -number.normalize().as_tuple().exponent)
