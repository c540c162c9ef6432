"""What a customer fills in on the page of a quote."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.customers import identity
from koios.customers.identity import DocumentType
from koios.quotes.models import LossReason
from koios.quotes.public import intents

OF_PEOPLE = (DocumentType.CC, DocumentType.CE, DocumentType.PPT, DocumentType.PA)


class AcceptanceForm(forms.Form):
    """Who takes the quote, and where the code goes that proves it."""

    name = forms.CharField(
        label=_("Nombre de quien aprueba"),
        max_length=150,
        error_messages={"required": _("Escriba su nombre completo.")},
    )
    role = forms.CharField(
        label=_("Cargo"),
        max_length=120,
        error_messages={"required": _("Escriba su cargo.")},
    )
    document_type = forms.ChoiceField(
        label=_("Documento"), choices=[(kind, kind.label) for kind in OF_PEOPLE]
    )
    document = forms.CharField(
        label=_("Número"),
        max_length=40,
        error_messages={"required": _("Escriba el número de su documento.")},
    )
    address = forms.ChoiceField(
        label=_("¿A qué correo le enviamos el código?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Escoja uno de los correos.")},
    )
    consent = forms.BooleanField(
        label=_("Su acuerdo"),
        error_messages={"required": _("Marque la casilla si está de acuerdo.")},
    )

    def __init__(self, data=None, *, quote, initial=None):
        super().__init__(data, auto_id="aceptar_%s", initial=initial)
        doors = intents.doors_of(quote)
        self.fields["address"].choices = [
            (key, intents.masked(one, doors.values())) for key, one in doors.items()
        ]
        if len(doors) == 1:
            self.fields["address"].initial = next(iter(doors))
            self.fields["address"].required = False
        if quote.customer.kind == quote.customer.Kind.PERSON:
            self.fields["role"].required = False
        self._doors = doors

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_address(self):
        """The address itself; nobody chooses where there is one."""
        key = self.cleaned_data["address"] or next(iter(self._doors))
        return self._doors[key]

    def clean(self):
        told = super().clean()
        if told.get("document") and told.get("document_type"):
            try:
                read = identity.read(told["document"], type=told["document_type"])
            except identity.BadDocument as bad:
                self.add_error("document", bad.message)
            else:
                told["document"] = str(read)
        return told


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Código de seis dígitos"),
        max_length=12,
        error_messages={"required": _("Escriba el código que le llegó al correo.")},
    )


class QuestionForm(forms.Form):
    use_required_attribute = False  # files alone are enough, so the browser must not insist

    text = forms.CharField(
        label=_("Su pregunta"),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": _("Escriba lo que quiere preguntar.")},
    )
    name = forms.CharField(label=_("Su nombre"), max_length=150, required=False)


class DeclineForm(forms.Form):
    """Why it is not taken; one reason of the company's list."""

    reason = forms.ModelChoiceField(
        label=_("¿Por qué?"),
        queryset=LossReason.objects.filter(active=True, for_customers=True),
        empty_label=_("Escoja una razón"),
        error_messages={
            "required": _("Escoja la razón que más se parezca."),
            "invalid_choice": _("Escoja una razón de la lista."),
        },
    )
    comment = forms.CharField(
        label=_("¿Quiere contarnos algo más?"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )
    name = forms.CharField(label=_("Su nombre"), max_length=150, required=False)
