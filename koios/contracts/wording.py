"""The terms of a contract in words: on its paper, in its clauses, on its page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.contracts import clauses, terms
from koios.contracts.clauses import Renewal, UserGroup
from koios.contracts.notice import NoticeUnit
from koios.core import company
from koios.core import settings as decided
from koios.quotes.wording import pesos_in_words
from koios.ui import formats

filled = clauses.filled


def fields_of(contract, policies) -> dict:
    """What each field of a clause says of a contract that asks for these policies."""
    customer, card = contract.customer, company.card()
    supervisor = contact_of(contract, "supervises")
    signer = contact_of(contract, "signs")
    return {
        "numero": contract.label,
        "contratante": customer.legal_name,
        "documento": str(customer.document or ""),
        "representante": customer.representative or (signer.name if signer else ""),
        "empresa": card["legal_name"] or card["name"],
        "nit": card["nit"],
        "objeto": contract.object.strip().rstrip("."),
        "grupo": str(UserGroup(contract.group).label).lower(),
        "recorridos": ", ".join(_lines(contract.routes)),
        "valor": value_in_words(contract.value),
        "inicio": formats.day_full(contract.start_on) if contract.start_on else "",
        "fin": formats.day_full(contract.end_on) if contract.end_on else _("sin fecha fija"),
        "prorroga": months(contract.renewal_months),
        "preaviso": notice(contract.notice_amount, contract.notice_unit),
        "supervisor": supervisor.name if supervisor else "",
        "polizas": ", ".join(str(policy).lower() for policy in policies),
        "municipio": card["city"],
    }


def terms_in_words(contract, changed=None) -> dict:
    """{name: (label, value)} of the terms that an amendment may change."""
    told = {**terms.of(contract), **(changed or {})}
    field = contract._meta.get_field
    words = {
        "value": value_in_words(told["value"]),
        "start_on": told["start_on"] and formats.day_full(told["start_on"]),
        "end_on": formats.day_full(told["end_on"]) if told["end_on"] else _("sin fecha fija"),
        "renewal": str(Renewal(told["renewal"]).label),
        "renewal_months": months(told["renewal_months"]),
        "notice_amount": notice(told["notice_amount"], told["notice_unit"]),
        "routes": ", ".join(_lines(told["routes"])),
    }
    return {
        name: (_capital(field(name).verbose_name), words.get(name, str(told[name] or "")))
        for name in terms.NAMES
        if name != "notice_unit"
    }


def facts_of(contract) -> list:
    """The terms as facts, for the head of the paper."""
    told = terms_in_words(contract)
    names = ("start_on", "end_on", "value", "renewal")
    rows = [(_("Grupo de usuarios"), UserGroup(contract.group).label)]
    rows += [told[name] for name in names]
    if contract.renewal == Renewal.SILENCE:
        rows.append(told["renewal_months"])
    if contract.renewal != Renewal.NONE and contract.notice_amount:
        rows.append(told["notice_amount"])
    if contract.routes.strip():
        rows.append(told["routes"])
    return [{"label": str(label), "value": str(value)} for label, value in rows if value]


def tariffs(rows) -> list:
    """The prices, each as it is read."""
    return [
        {
            "description": one.description,
            "note": ", ".join(filter(None, [one.code, one.vehicle_class, one.route])),
            "unit": str(one.get_unit_display()).lower(),
            "price": formats.pesos(one.price),
            "tax": str(one.get_tax_category_display()),
        }
        for one in rows
    ]


def requirement(one) -> dict:
    return {
        "kind": str(one.get_kind_display()),
        "statement": one.statement,
        "verification": one.verification,
        "owner": str(one.owner or ""),
    }


def value_in_words(value) -> str:
    """«$ 46.200.000 (cuarenta y seis millones doscientos mil pesos)»"""
    if value is None:
        return _("según los servicios que se presten, a las tarifas del contrato")
    words = pesos_in_words(value)
    return f"{formats.pesos(value)} ({words[:1].lower()}{words[1:]})"


def months(n) -> str:
    return ngettext("%(n)s mes", "%(n)s meses", n) % {"n": n}


def notice(amount, unit) -> str:
    """«30 días calendario antes de terminar»"""
    if not amount:
        return _("sin preaviso")
    told = {
        NoticeUnit.DAYS: ngettext("%(n)s día calendario", "%(n)s días calendario", amount),
        NoticeUnit.BUSINESS: ngettext("%(n)s día hábil", "%(n)s días hábiles", amount),
        NoticeUnit.MONTHS: ngettext("%(n)s mes", "%(n)s meses", amount),
    }[unit]
    return _("%(time)s antes de terminar") % {"time": told % {"n": amount}}


def contact_of(contract, role):
    """The person of the customer with a role, or None."""
    found = [one.contact for one in contract.people if one.role == role]
    return found[0] if found else None


def our_signer() -> dict:
    """Who signs for us, as the settings say."""
    return {
        "name": decided.get("contracts.signer_name"),
        "role": decided.get("contracts.signer_role"),
        "document": decided.get("contracts.signer_document"),
        "email": decided.get("contracts.signer_email"),
    }


def _lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _capital(label):
    text = str(label)
    return text[:1].upper() + text[1:]
