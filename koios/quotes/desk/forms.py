"""What the acts on a quote ask for."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.core.permissions import APPROVE
from koios.quotes.models import LossReason, QuoteTemplate
from koios.ui import formats
from koios.ui.acts import ActForm
from koios.ui.widgets import DayInput

LONG = {"widget": forms.Textarea, "max_length": 2000}


class ApprovalForm(ActForm):
    """The company's own yes or no before a quote leaves."""

    decision = forms.ChoiceField(
        label=_("¿Puede salir así?"),
        choices=[("yes", _("Sí, puede enviarse")), ("no", _("No: debe cambiar"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Escoja una de las dos.")},
    )
    note = forms.CharField(
        label=_("Nota para quien la pidió"),
        required=False,
        help_text=_("Si no puede salir: qué debe cambiar."),
        **LONG,
    )

    def clean(self):
        told = super().clean()
        if told.get("decision") == "no" and not told.get("note", "").strip():
            self.add_error("note", _g("Diga qué debe cambiar."))
        return told


class AcceptanceForm(ActForm):
    """The customer took it, and here is the paper that proves it."""

    takes_files = True

    name = forms.CharField(label=_("Quién la aprobó"), max_length=150)
    role = forms.CharField(label=_("Cargo"), max_length=120, required=False)
    on = forms.DateField(label=_("Fecha de la aprobación"), widget=DayInput)
    chosen = forms.MultipleChoiceField(
        label=_("Opcionales que tomó"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Nota"),
        required=False,
        help_text=_("Por ejemplo, el número de la orden de compra."),
        **LONG,
    )

    def prepare(self):
        quote = self.record
        self.initial |= {"on": calendar.today(), "name": quote.contact and quote.contact.name}
        optional = [(str(line.pk), _optional(line)) for line in quote.optional_lines]
        if optional:
            self.fields["chosen"].choices = optional
        else:
            del self.fields["chosen"]


class RejectionForm(ActForm):
    reason = forms.ModelChoiceField(
        LossReason.objects.none(), label=_("Por qué no la tomaron"), empty_label=_("Elija")
    )
    competitor = forms.CharField(
        label=_("Quién la ganó"), max_length=160, required=False, help_text=_("Si se sabe.")
    )
    name = forms.CharField(label=_("Quién lo dijo"), max_length=150, required=False)
    comment = forms.CharField(label=_("Lo que dijeron"), required=False, **LONG)

    def prepare(self):
        self.fields["reason"].queryset = LossReason.objects.filter(active=True)


class VoidingForm(ActForm):
    reason = forms.CharField(
        label=_("Por qué fue un error enviarla"),
        error_messages={"required": _("Diga por qué: queda junto al número.")},
        **LONG,
    )


class TemplateForm(ActForm):
    """Keep what a quote says under a name, to begin others with it."""

    name = forms.CharField(label=_("Nombre de la plantilla"), max_length=120)

    def prepare(self):
        self.initial["name"] = self.record.title[:120]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        standing = QuoteTemplate.objects.filter(name__iexact=name).exists()
        if standing and not self.user.may("quotes", APPROVE):
            raise forms.ValidationError(_g("Ya hay una plantilla con ese nombre: escriba otro."))
        return name


def _optional(line):
    return f"{line.description}, {formats.pesos(line.net)}"
