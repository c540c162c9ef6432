"""What who signs fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core.outbox import BadAddress, clean_address
from koios.signing import papers
from koios.signing.states import Kind

REQUIRED = {"required": _("Falta este dato.")}


class SignForm(forms.Form):
    """Who they are, as what they sign, that they agree, and how it looks."""

    name = forms.CharField(label=_("Nombre completo"), max_length=150, error_messages=REQUIRED)
    document = forms.CharField(
        label=_("Documento de identidad"),
        max_length=40,
        error_messages=REQUIRED,
        help_text=_("Con su tipo, como CC 52.123.456."),
    )
    capacity = forms.CharField(
        label=_("En calidad de"),
        max_length=120,
        error_messages=REQUIRED,
        help_text=_("Como Representante legal de Colegio La Arboleda."),
    )
    drawn = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    agrees = forms.BooleanField(
        label=_("Leí el documento y acepto el acuerdo sobre el método de firma"),
        error_messages={"required": _("Para firmar debe aceptarlo.")},
    )

    def __init__(self, *args, signer, **options):
        super().__init__(*args, **options)
        self.signer = signer
        if signer.kind == Kind.APPROVER:
            self.fields["agrees"].label = _(
                "Leí el documento, lo apruebo y acepto el acuerdo sobre el método de firma"
            )

    def clean_drawn(self):
        """Strokes that are no strokes are left out: the name in type stands there instead."""
        drawn = self.cleaned_data["drawn"].strip()
        return drawn if papers.STROKES.fullmatch(drawn) else ""

    @property
    def consent(self):
        """The words that they agreed to."""
        return str(self.fields["agrees"].label)

    def told(self):
        told = self.cleaned_data
        return {name: told[name].strip() for name in ("name", "document", "capacity", "drawn")}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Código de 6 dígitos"),
        max_length=12,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        ),
    )


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("¿Por qué no firma?"),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": _("Cuéntenos el motivo: se lo diremos a quien le envió esto.")},
    )


class DelegationForm(forms.Form):
    """Who signs instead."""

    name = forms.CharField(
        label=_("Nombre de quien firma por usted"), max_length=150, error_messages=REQUIRED
    )
    email = forms.EmailField(label=_("Su correo"), error_messages=REQUIRED)
    document = forms.CharField(label=_("Su documento"), max_length=40, required=False)
    capacity = forms.CharField(label=_("En calidad de"), max_length=120, required=False)
    reason = forms.CharField(
        label=_("Por qué delega"), max_length=500, widget=forms.Textarea, error_messages=REQUIRED
    )

    def clean_email(self):
        try:
            return clean_address(self.cleaned_data["email"])
        except BadAddress as wrong:
            raise forms.ValidationError(wrong.message) from None
