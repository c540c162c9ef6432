"""Texts about personal data, as who answers for them publishes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.customers.models import ConsentPurpose
from koios.ui.widgets import DayInput


class NoticeForm(forms.Form):
    body = forms.CharField(
        label=_("Texto"),
        max_length=3000,
        min_length=80,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Quién trata los datos, para qué, qué derechos hay y dónde está la política."),
    )


class PolicyForm(forms.Form):
    body = forms.CharField(
        label=_("Texto"),
        max_length=40_000,
        min_length=200,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_(
            "Deje una línea en blanco entre párrafos. «## » hace un título y «- » una lista."
        ),
    )
    effective_on = forms.DateField(label=_("Rige desde"), widget=DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("effective_on", calendar.today())

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day < calendar.today():
            raise forms.ValidationError(_("No puede regir desde antes de publicarse."))
        return day


class PurposeForm(forms.ModelForm):
    class Meta:
        model = ConsentPurpose
        fields = ["name", "question", "hint", "order", "is_active"]
        help_texts = {
            "question": _("Si cambia, es otra finalidad: habrá que preguntarla otra vez a todos."),
        }

    def _post_clean(self):
        """The verb of the purpose saves."""
