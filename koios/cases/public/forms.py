"""What a person fills in to file a PQRS, to follow it and to say what they think of the answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.models import Case, Kind, Rating, Term
from koios.core import calendar
from koios.customers import identity
from koios.customers.forms.public import AsksConsents, typed_address

# What the page offers at once, and what it offers to who asks for it (`?tipo=`)
OFFERED = [
    (Kind.CLAIM, gettext_lazy("El servicio no se prestó, falló o le cobraron mal.")),
    (Kind.COMPLAINT, gettext_lazy("Alguien de la empresa lo trató mal o actuó mal.")),
    (
        Kind.PETITION_PARTICULAR,
        gettext_lazy("Necesita que hagamos algo o que decidamos un asunto."),
    ),
    (Kind.INFO_REQUEST, gettext_lazy("Quiere un dato, una copia o un certificado.")),
    (Kind.SUGGESTION, gettext_lazy("Tiene una idea para mejorar el servicio.")),
    (Kind.PRAISE, gettext_lazy("Quiere reconocer a una persona o un buen servicio.")),
]
ON_REQUEST = [
    (Kind.REPORT, gettext_lazy("Conoce una irregularidad o un posible delito.")),
    (Kind.HD_QUERY, gettext_lazy("Quiere saber qué datos suyos tenemos.")),
    (Kind.HD_CLAIM, gettext_lazy("Quiere corregir o borrar sus datos, o retirar un permiso.")),
    (Kind.PETITION_GENERAL, gettext_lazy("Lo que pide interesa a una comunidad.")),
    (Kind.DOC_REQUEST, gettext_lazy("Quiere copia de documentos.")),
    (Kind.CONSULTATION, gettext_lazy("Quiere nuestro concepto sobre un asunto.")),
]
NAMES = {
    Kind.PETITION_PARTICULAR: gettext_lazy("Petición"),
    Kind.INFO_REQUEST: gettext_lazy("Información o documentos"),
}
LONGEST = 20_000


def _name(kind):
    return NAMES.get(kind, kind.label)


class FilingForm(AsksConsents, forms.Form):
    """A PQRS as the page takes it in. Only what the law needs is asked for."""

    kind = forms.ChoiceField(
        label=gettext_lazy("¿Qué quiere presentar?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Escoja lo que más se parezca.")},
    )
    identity = forms.ChoiceField(
        label=gettext_lazy("¿Cómo quiere identificarse?"),
        widget=forms.RadioSelect,
        choices=Case.Identity.choices,
        initial=Case.Identity.NAMED,
    )
    name = forms.CharField(
        label=gettext_lazy("Nombres y apellidos"), max_length=200, required=False
    )
    document = forms.CharField(
        label=gettext_lazy("Cédula u otro documento"), max_length=40, required=False
    )
    email = forms.CharField(
        label=gettext_lazy("Correo electrónico"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Si no tiene, le respondemos en la página de seguimiento."),
    )
    phone = forms.CharField(label=gettext_lazy("Celular"), max_length=30, required=False)
    represents = forms.CharField(
        label=gettext_lazy("¿Lo presenta en nombre de otra persona o empresa?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Escriba su nombre completo."),
    )
    happened_on = forms.CharField(
        label=gettext_lazy("Día"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("El día en que ocurrió, aproximado si no lo recuerda"),
    )
    service = forms.CharField(
        label=gettext_lazy("Ruta, placa o servicio"), max_length=120, required=False
    )
    facts = forms.CharField(
        label=gettext_lazy("Los hechos"),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Cuéntenos qué pasó, con sus palabras.")},
    )
    request = forms.CharField(
        label=gettext_lazy("Su solicitud"),
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy(
            "Si pide varias cosas, escriba cada una en un renglón: respondemos cada una."
        ),
    )

    def __init__(self, *args, asked_kind="", **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_consents()
        wanted = self.data.get("kind") or asked_kind
        offered = OFFERED + [pair for pair in ON_REQUEST if pair[0] == wanted]
        self.fields["kind"].choices = [(kind, _name(kind)) for kind, _note in offered]
        self.fields["kind"].notes = {kind: (note, _term(kind)) for kind, note in offered}
        if asked_kind in dict(offered):
            self.initial["kind"] = asked_kind
        self.fields["identity"].notes = {
            Case.Identity.NAMED: _("Le respondemos por correo y en la página de seguimiento."),
            Case.Identity.CONFIDENTIAL: _(
                "Solo lo ve quien investiga. Cada consulta de su nombre queda registrada."
            ),
            Case.Identity.ANONYMOUS: _(
                "No pedimos ningún dato. Le damos un código para leer la respuesta."
            ),
        }

    @property
    def is_anonymous(self):
        return self.cleaned_data.get("identity") == Case.Identity.ANONYMOUS

    def clean_email(self):
        email = self.cleaned_data["email"].strip()
        if not email or self.data.get("identity") == Case.Identity.ANONYMOUS:
            return ""
        return typed_address(email)

    def clean(self):
        told = super().clean()
        if not self.is_anonymous:
            if not told.get("name", "").strip():
                self.add_error("name", _("Escriba su nombre, o escoja «Sin dar mi nombre»."))
            if not told.get("document", "").strip():
                self.add_error("document", _("Escriba el número de su documento."))
        return told

    def petitioner(self) -> dict | None:
        """The fields of `Petitioner`; a document that no rule knows is kept as it was written."""
        if self.is_anonymous:
            return None
        told = self.cleaned_data
        document = self.read_document()
        return {
            "name": told["name"].strip(),
            "document_type": document.type if document else "",
            "document_number": document.number if document else told["document"].strip()[:30],
            "email": told["email"],
            "phone": told["phone"].strip(),
            "represents": told["represents"].strip(),
        }

    def read_document(self):
        try:
            return identity.read(self.cleaned_data["document"])
        except identity.BadDocument:
            return None


class FindForm(forms.Form):
    """The radicado and its key open a case; the radicado alone never does."""

    number = forms.CharField(label=gettext_lazy("Radicado"), max_length=60)
    token = forms.CharField(label=gettext_lazy("Clave"), max_length=40)


class MessageForm(forms.Form):
    use_required_attribute = False  # files alone are enough, so the browser must not insist

    text = forms.CharField(
        label=gettext_lazy("Agregue información"),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Escriba lo que quiere agregar.")},
    )


class RatingForm(forms.Form):
    score = forms.TypedChoiceField(
        label=gettext_lazy("¿La respuesta resolvió lo que pidió?"),
        choices=list(Rating.LABELS.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Escoja un número de 1 a 5.")},
    )
    comment = forms.CharField(
        label=gettext_lazy("¿Qué faltó?"), widget=forms.Textarea, max_length=2000, required=False
    )


class ReasonForm(forms.Form):
    """Why the answer did not solve it, or why they no longer want to go on."""

    reason = forms.CharField(
        label=gettext_lazy("Cuéntenos por qué"),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Escriba la razón.")},
    )


def _term(kind):
    """«Le respondemos en 15 días hábiles»"""
    if kind == Kind.PRAISE:
        return _("Se la hacemos llegar")
    days = Term.objects.in_force(kind, calendar.today()).business_days
    return _("Le respondemos en %(days)s días hábiles") % {"days": days}
