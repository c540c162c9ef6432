"""What is said of one item, in its place on the page of its verification."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.ui.numbers import NumberField, written
from koios.ui.widgets import DayInput
from koios.verification.compliance import Verdict
from koios.verification.questions import Better, Kind

FIELDS_OF = {
    Kind.COMPLIANCE: {"verdict"},
    Kind.MEASURE: {"value", "not_applicable"},
    Kind.CHOICE: {"choice"},
}
COMMON = {"note", "finding_owner", "finding_due_on", "seen"}


class AnswerForm(forms.Form):
    """The answer to an item: the fields of its kind, and who mends what lacks."""

    verdict = forms.ChoiceField(
        label=_("Resultado"), required=False, choices=Verdict.choices, widget=forms.RadioSelect
    )
    value = NumberField(
        label=_("Medida"), thousands=False, required=False, max_digits=12, decimal_places=2
    )
    not_applicable = forms.BooleanField(label=_("No aplica"), required=False)
    choice = forms.ChoiceField(label=_("Decisión"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Qué se vio"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    finding_owner = forms.ChoiceField(label=_("Quién lo corrige"), required=False)
    finding_due_on = forms.DateField(label=_("Para cuándo"), required=False, widget=DayInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, item, people, **kwargs):
        super().__init__(*args, auto_id=f"{item.code}-%s", **kwargs)
        self.item, self.people = item, {str(one.pk): one for one in people}
        for name in set(self.fields) - FIELDS_OF[item.kind] - COMMON:
            del self.fields[name]
        if item.kind == Kind.CHOICE:
            self.fields["choice"].choices = [(one, one) for one in item.options]
            del self.fields["finding_owner"], self.fields["finding_due_on"]
        else:
            usual = _g("Responsable del contrato")
            named = [(key, one.name) for key, one in self.people.items()]
            self.fields["finding_owner"].choices = [("", usual), *named]
        if item.kind == Kind.MEASURE:
            self.fields["value"].label = _g("Medida, %(unit)s") % {"unit": item.unit or "n.º"}
            self.fields["value"].help_text = target_of(item)
        self.initial = self._said(item)

    def look_again(self, theirs):
        """Somebody else answered first: what was typed stays, theirs has now been seen."""
        self.data = self.data.copy()
        self.data["seen"] = theirs.answered_at.isoformat()

    def told(self) -> dict:
        """As `VerificationItem.answer` takes it."""
        told = dict(self.cleaned_data)
        if told.pop("not_applicable", False):
            told |= {"verdict": Verdict.NOT_APPLICABLE, "value": None}
        told["finding_owner"] = self.people.get(told.get("finding_owner"))
        return told

    def clean_seen(self):
        told = self.cleaned_data["seen"]
        try:
            return datetime.fromisoformat(told) if told else None
        except ValueError:
            return None

    def _said(self, item):
        return {
            "verdict": item.verdict,
            "value": item.value,
            "not_applicable": item.verdict == Verdict.NOT_APPLICABLE,
            "choice": item.choice,
            "note": item.note,
            "finding_owner": item.finding_owner_id or "",
            "finding_due_on": item.finding_due_on,
            "seen": item.answered_at.isoformat() if item.answered_at else "",
        }


def target_of(item) -> str:
    """«Por lo menos 95 %; en parte desde 90 %»."""
    unit = f" {item.unit}".rstrip()
    higher = item.better == Better.HIGHER
    told = _g("Por lo menos %(n)s") if higher else _g("A lo sumo %(n)s")
    told %= {"n": f"{written(item.target)}{unit}"}
    if item.partly_from is None:
        return told
    partly = _g("en parte desde %(n)s") if higher else _g("en parte hasta %(n)s")
    return f"{told}; {partly % {'n': f'{written(item.partly_from)}{unit}'}}"
