"""What stands on the paper of a finished verification, as plain JSON for its template."""

from itertools import groupby

from django.utils.translation import gettext as _

from koios.core import clock, files
from koios.ui import formats
from koios.verification.compliance import Verdict
from koios.verification.questions import Kind

TONES = {
    Verdict.COMPLIES: "ok",
    Verdict.PARTLY: "warn",
    Verdict.DOES_NOT: "bad",
}


def of(verification) -> dict:
    contract = verification.contract
    kept = evidence_of(verification)
    items = verification.all_items
    return {
        "number": verification.number,
        "number_label": _("Verificación"),
        "date": formats.day_full(clock.local(verification.finished_at).date()),
        "title": _("Verificación del contrato %(number)s, %(year)s")
        % {"number": contract.label, "year": verification.for_year},
        "facts": [
            {"label": _("Cliente"), "value": str(contract.customer)},
            {"label": _("Objeto"), "value": contract.headline},
            {"label": _("Lista de verificación"), "value": str(verification.checklist)},
            {"label": _("Verificó"), "value": str(verification.finished_by)},
        ],
        "result": {
            "label": _("Cumplimiento"),
            "value": percent(verification.compliance),
            "counts": [
                {"label": str(verdict.label), "value": getattr(verification, str(verdict))}
                for verdict in Verdict
                if verdict != Verdict.NOT_APPLICABLE
            ],
            "formula": _(
                "No aplica: %(n)s. El cumplimiento es (cumple + ½ en parte) ÷ (cumple + en parte + "
                "no cumple), cada ítem por su peso."
            )
            % {"n": verification.not_applicable},
        },
        "conclusion_label": _("Conclusión"),
        "conclusion": verification.conclusion,
        "sections": [
            {"title": section, "items": [_item(one, kept) for one in its]}
            for section, its in groupby(items, key=lambda one: one.section)
        ],
    }


def percent(value) -> str:
    """«87,50 %»; where nothing counts there is none."""
    return "–" if value is None else formats.percent(value, 2)


def measured(value) -> str:
    """«97,5», with as many decimals as it has."""
    return formats.number(value, -min(value.normalize().as_tuple().exponent, 0))


def found_of(item) -> str:
    """What was found, in a word or two: a verdict, a measure with its target, a decision."""
    if item.kind == Kind.CHOICE:
        return item.choice
    if item.kind == Kind.MEASURE and item.value is not None:
        return f"{item.get_verdict_display()}: {measured(item.value)} {item.unit}".strip()
    return item.get_verdict_display()


def evidence_of(verification) -> dict:
    """The evidence of every item, in one question."""
    found = {}
    keys = [str(one.pk) for one in verification.all_items]
    rows = files.File.objects.filter(subject_type="verification.verificationitem")
    for one in rows.filter(subject_id__in=keys).select_related("blob"):
        found.setdefault(int(one.subject_id), []).append(one)
    return found


def _item(item, kept):
    return {
        "code": item.code,
        "statement": item.statement,
        "found": found_of(item),
        "tone": TONES.get(item.verdict, ""),
        "note": item.note,
        "proves": item.proves,
        "files": [{"name": one.name, "hash": one.sha256[:16]} for one in kept.get(item.pk, ())],
    }
