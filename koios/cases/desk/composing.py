"""What is written from the page of a case: the answer, a message, a note."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from koios.cases.models import AnswerTemplate, Case
from koios.cases.wording import filled_in


class AnswerForm(forms.Form):
    """The draft of the answer, with the version that its author was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Decisión"),
        required=False,
        choices=[("", gettext_lazy("Sin decidir")), *Case.Outcome.choices],
    )
    text = forms.CharField(
        label=gettext_lazy("Texto de la respuesta"),
        widget=forms.Textarea,
        max_length=50_000,
        error_messages={"required": gettext_lazy("Escriba la respuesta.")},
    )

    def __init__(self, data=None, *, case, template=""):
        """`template`: the key of the one to begin with, "0" for a blank sheet."""
        self.case, self.answer = case, case.answer
        self.template = template
        self.is_blank = data is None and self.answer is None
        super().__init__(data, initial=self._standing())
        self.attended = (
            {int(key) for key in data.getlist("asks") if key.isdecimal()}
            if data is not None
            else {at for at, ask in enumerate(case.asks) if ask["attended"]}
        )

    def _standing(self):
        if self.answer is None:
            return {"version": 0, "text": filled_in(self.chosen, self.case)}
        told = {name: getattr(self.answer, name) for name in ("version", "outcome", "text")}
        return told

    @property
    def chosen(self):
        """The template that an empty draft begins with: the one asked for, else the first."""
        if self.template == "0":
            return None
        asked = [one for one in self.offered if str(one.pk) == self.template]
        return next(iter(asked or self.offered), None)

    @cached_property
    def offered(self) -> list:
        """The templates for this case; nothing once there is a draft."""
        if not self.is_blank:
            return []
        return list(AnswerTemplate.offered_for(self.case))

    @property
    def asks(self):
        """The points that were asked, as `ui/_asks.html` shows them."""
        return [
            {"value": at, "text": ask["text"], "done": at in self.attended}
            for at, ask in enumerate(self.case.asks)
        ]

    def draft(self) -> dict:
        """What `Case.draft_answer` wants."""
        return {**self.cleaned_data, "attended": self.attended}

    def unjudged(self):
        """What was typed, without errors: only a file was taken out."""
        self._errors, self.cleaned_data = {}, {}
        return self

    def refresh(self, theirs):
        """Keep what was typed, and let the next save stand on the version that is there now."""
        self.data = self.data.copy()
        self.data["version"] = theirs.version


class MessageForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Mensaje"),
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": gettext_lazy("Escriba el mensaje.")},
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Nota interna"),
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": gettext_lazy("Escriba la nota.")},
    )
