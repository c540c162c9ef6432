"""What a draft of a checklist asks while somebody writes it: rows that are added, moved and taken
out by a press, with or without script."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.contracts.models import UserGroup
from koios.core.refusals import Refusal
from koios.ui.numbers import NumberField
from koios.verification.models import Better, Checklist, Kind, Question

MOST = 150
PREFIX = "i"


class NameForm(forms.Form):
    """What the checklist is called and for whom it is."""

    name = forms.CharField(
        label=_("Nombre"), max_length=120, error_messages={"required": _("Póngale un nombre.")}
    )
    group = forms.ChoiceField(
        label=_("Para qué contratos"),
        required=False,
        help_text=_("La de un grupo de usuarios va antes que la general."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _g("Todos")), *UserGroup.choices]


class QuestionForm(forms.Form):
    """An item; a row without a statement is none."""

    code = forms.CharField(
        label=_("Código"),
        max_length=12,
        required=False,
        help_text=_("El mismo de una versión a otra, para comparar años. Vacío: el que sigue."),
    )
    section = forms.CharField(label=_("Sección"), max_length=120, required=False)
    statement = forms.CharField(
        label=_("Qué se verifica"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Cómo se responde"), choices=Kind.choices)
    weight = forms.IntegerField(
        label=_("Peso"), min_value=1, max_value=100, initial=1, required=False
    )
    evidence = forms.CharField(
        label=_("Qué se mira"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needs_file = forms.BooleanField(label=_("Pide adjuntar un archivo"), required=False)
    proves = forms.CharField(
        label=_("Qué requisito o cláusula demuestra"), max_length=200, required=False
    )
    unit = forms.CharField(label=_("Unidad"), max_length=30, required=False)
    better = forms.ChoiceField(label=_("Cumple con"), choices=Better.choices, required=False)
    target = NumberField(
        label=_("Meta"), thousands=False, required=False, max_digits=12, decimal_places=2
    )
    partly_from = NumberField(
        label=_("En parte desde"), thousands=False, required=False, max_digits=12, decimal_places=2
    )
    options = forms.CharField(
        label=_("Opciones"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Una por renglón."),
    )

    def clean_options(self):
        lines = (line.strip() for line in self.cleaned_data["options"].splitlines())
        return tuple(dict.fromkeys(line[:120] for line in lines if line))

    def clean(self):
        told = super().clean()
        if told.get("statement") and not self.errors:
            try:
                self.asked("?")
            except Refusal as refusal:
                self.add_error(None, refusal.message.replace("? ", ""))
        return told

    @property
    def is_blank(self):
        return not self.cleaned_data.get("statement")

    def asked(self, code) -> Question:
        """As the checklist keeps it: of a kind only what that kind needs."""
        told = {**self.cleaned_data, "code": self.cleaned_data.get("code") or code}
        told["weight"] = told.get("weight") or 1
        told["better"] = told.get("better") or Better.HIGHER
        if told["kind"] != Kind.MEASURE:
            told |= {"unit": "", "better": Better.HIGHER, "target": None, "partly_from": None}
        if told["kind"] != Kind.CHOICE:
            told["options"] = ()
        return Question(**told)


Rows = forms.formset_factory(QuestionForm, extra=0, max_num=MOST, absolute_max=MOST)


class Draft:
    """A checklist while it is written: its name, its rows, and what a press does with them."""

    def __init__(self, sent=None, checklist=None):
        self.sent, self.checklist = sent, checklist
        self.why = ""
        begun = checklist or Checklist()
        named = {"name": begun.name, "group": begun.group}
        self.form = NameForm(sent, initial=named)
        self.seen = sent.get("seen", "") if sent else begun.fingerprint
        told = [_typed(one) for one in begun.questions]
        self.rows = Rows(sent, initial=told or [{}], prefix=PREFIX)

    def is_valid(self) -> bool:
        """Both, so that all that is wrong is told at once."""
        return all([self.form.is_valid(), self.rows.is_valid()])

    @property
    def is_full(self):
        return len(self.rows.forms) >= MOST

    def do(self, what):
        """Add a row, move one or take it out; what was typed stays as it is."""
        typed = self._as_typed()
        act, _dash, at = what.partition("-")
        at = int(at) if at.isdecimal() and int(at) < len(typed) else None
        if act == "add" and len(typed) < MOST:
            typed.append({"section": typed[-1]["section"]} if typed else {})
        elif act == "remove" and at is not None:
            del typed[at]
        elif act in ("up", "down") and at is not None:
            other = at + (1 if act == "down" else -1)
            if 0 <= other < len(typed):
                typed[at], typed[other] = typed[other], typed[at]
        named = {name: self.sent.get(name, "") for name in NameForm.base_fields}
        self.form = NameForm(initial=named)
        self.rows = Rows(initial=typed or [{}], prefix=PREFIX)

    @property
    def questions(self) -> list:
        """What it asks; a row without a code takes the next number that nobody has."""
        filled = [row for row in self.rows if not row.is_blank]
        taken = {row.cleaned_data["code"] for row in filled}
        free = (f"{n:02}" for n in range(1, 1000) if f"{n:02}" not in taken)
        return [row.asked(row.cleaned_data["code"] or next(free)) for row in filled]

    def save(self, *, by) -> Checklist:
        told = {**self.form.cleaned_data, "questions": self.questions}
        if self.checklist is None:
            return Checklist.draft(by=by, **told)
        return self.checklist.write(by=by, seen=self.seen, **told)

    def _as_typed(self):
        count = min(self.rows.total_form_count(), MOST)
        return [
            {name: self.sent.get(f"{PREFIX}-{n}-{name}", "") for name in QuestionForm.base_fields}
            for n in range(count)
        ]


def _typed(question) -> dict:
    told = {name: getattr(question, name) for name in QuestionForm.base_fields}
    return told | {"options": "\n".join(question.options)}
