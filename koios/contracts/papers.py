"""What stands on the paper of a contract and of an amendment, as plain JSON for its template."""

from django.utils.translation import gettext as _

from koios.contracts import wording
from koios.core import calendar, company
from koios.core.together import ask
from koios.ui import formats


def of(contract) -> dict:
    """The contract as it will be read and signed."""
    policies = contract.policies.current()
    ask(policies, contract.people, contract.all_tariffs, contract.all_requirements)
    values = wording.fields_of(contract, policies)
    return {
        **_head(contract, _("Contrato")),
        "title": _("Contrato de prestación del servicio de transporte"),
        "opening": _opening(contract),
        "facts": [
            *wording.facts_of(contract),
            *_people(contract),
        ],
        "clauses": [
            {"title": f"{at}. {clause.title}", "text": wording.filled(clause.text, values)}
            for at, clause in enumerate(contract.clauses.all(), start=1)
        ],
        "tariffs_label": _("Tarifas"),
        "tariffs": wording.tariffs(contract.own_tariffs),
        "requirements_label": _("Requisitos que se cumplen"),
        "requirements": [
            wording.requirement(one.requirement)
            for one in contract.all_requirements
            if one.amendment_id is None
        ],
        "policies_label": _("Pólizas"),
        "policies": [str(policy) for policy in policies],
        **_annexes(contract),
        "closing": _("Leído y aprobado, las partes lo firman."),
    }


def of_amendment(amendment) -> dict:
    """The amendment: why, what changes from what to what, and that the rest stays."""
    contract = amendment.contract
    ask(contract.people, amendment.own_tariffs, amendment.additions, amendment.removals)
    return {
        **_head(amendment, _("Otrosí"), number=str(amendment.number or "–")),
        "title": _("Otrosí al contrato %(number)s") % {"number": contract.label},
        "opening": "\n\n".join(filter(None, [_opening(contract), amendment.reason.strip()])),
        "facts": [
            {"label": _("Contrato"), "value": contract.label},
            {"label": _("Rige desde"), "value": formats.day_full(amendment.effective_on)},
        ],
        "clauses": clauses_of(amendment),
        "tariffs_label": _("Tarifas desde esa fecha"),
        "tariffs": wording.tariffs(amendment.own_tariffs),
        "requirements_label": _("Requisitos que se agregan"),
        "requirements": [wording.requirement(one.requirement) for one in amendment.additions],
        "policies_label": "",
        "policies": [],
        **_annexes(amendment),
        "closing": _("En lo demás el contrato sigue como está. Las partes lo firman."),
    }


def clauses_of(amendment) -> list:
    """What changes, in order."""
    return [
        {"title": f"{at}. {title}", "text": text}
        for at, (title, text) in enumerate(_changes(amendment), start=1)
    ]


def _head(record, label, number=""):
    city = company.card()["city"]
    return {
        "number_label": label,
        "number": number or record.label,
        "date": ", ".join(filter(None, [city, formats.day_full(calendar.today())])),
        "parties": parties_of(record),
        "notes": "",
    }


def _opening(contract):
    """Who the parties are, in a sentence."""
    values = wording.fields_of(contract, policies=())
    return _(
        "Entre %(company)s, NIT %(nit)s, en adelante el transportador, y %(customer)s, "
        "%(document)s, representada por %(who)s, en adelante el contratante, se acuerda lo que "
        "sigue."
    ) % {
        "company": values["empresa"],
        "nit": values["nit"] or "–",
        "customer": values["contratante"],
        "document": values["documento"] or "–",
        "who": values["representante"] or "–",
    }


def parties_of(record) -> list:
    """Who signs, on both sides."""
    card = company.card()
    contract, customer = record.contract, record.contract.customer
    signer = wording.contact_of(contract, "signs")
    ours = wording.our_signer()
    return [
        {
            "label": _("El transportador"),
            "name": ours["name"] or card["legal_name"] or card["name"],
            "lines": [line for line in (ours["role"], card["legal_name"] or card["name"]) if line],
        },
        {
            "label": _("El contratante"),
            "name": signer.name if signer else customer.representative or customer.legal_name,
            "lines": [
                line for line in (signer.position if signer else "", customer.legal_name) if line
            ],
        },
    ]


def _people(contract):
    return [
        {
            "label": str(one.get_role_display()),
            "value": ", ".join(
                filter(None, [one.contact.name, one.contact.position, one.contact.email])
            ),
        }
        for one in contract.people
    ]


def _annexes(record):
    return {
        "annexes_label": _("Anexos"),
        "annexes": [{"name": file.name, "hash": file.sha256[:16]} for file in record.attachments()],
    }


def _changes(amendment):
    """(title, text) of each thing that changes."""
    now = wording.terms_in_words(amendment.contract)
    new = wording.terms_in_words(amendment.contract, amendment.new_values)
    for name, (label, value) in new.items():
        before = now[name][1]
        if value != before:
            yield (
                label,
                _("Pasa de «%(before)s» a «%(after)s».")
                % {
                    "before": before or _("nada"),
                    "after": value or _("nada"),
                },
            )
    if dropped := [f"- {one.requirement.statement}" for one in amendment.removals]:
        yield _("Requisitos que dejan de exigirse"), "\n".join(dropped)
    if amendment.own_tariffs:
        yield _("Tarifas"), _("Las tarifas del contrato se reemplazan por las de abajo.")
    if amendment.text.strip():
        yield _("Otras disposiciones"), amendment.text.strip()
