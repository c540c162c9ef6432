"""A customer, as who knows it fills it in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core.permissions import EDIT
from koios.core.refusals import Refusal
from koios.customers import identity
from koios.customers.forms.fields import (
    ActivityField,
    NameField,
    PhoneField,
    PlaceField,
    SegmentField,
)
from koios.customers.identity import DocumentType
from koios.customers.models import Customer
from koios.ui.widgets import DayInput

PARTS = [
    (
        gettext_lazy("Quién es"),
        gettext_lazy("Un número de documento es un solo cliente."),
        ["kind", ("document_type", "document_text"), "legal_name", "trade_name", "stage"],
    ),
    (
        gettext_lazy("Dónde está"),
        gettext_lazy("La sede principal. Las demás direcciones se agregan después."),
        ["address", "municipality", ("phone", "email")],
    ),
    (
        gettext_lazy("Quién lo atiende"),
        "",
        [("segment", "owner"), ("since", "activity")],
    ),
    (
        gettext_lazy("Representante legal"),
        gettext_lazy("Quien firma por él, con el documento que dice la Cámara de Comercio."),
        [("representative_name", "representative_document")],
    ),
    (
        gettext_lazy("Facturación"),
        gettext_lazy("Los valores se cotizan antes de retenciones."),
        [
            "billing_email",
            ("payment_days", "vat"),
            "is_large_taxpayer",
            "is_self_withholder",
            ("self_withholder_resolution", "self_withholder_on"),
            "is_on_hold",
        ],
    ),
]
"""The parts of the page; a tuple stands in one row."""


class CustomerForm(forms.ModelForm):
    """What is known of a customer. `document` comes out read: a `Document`, or None."""

    WATCHED = ("document_text", "legal_name", "trade_name")  # who is alike is told meanwhile

    document_text = forms.CharField(
        label=gettext_lazy("Número de documento"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Con o sin dígito de verificación, puntos y guion."),
    )
    legal_name = NameField(
        label=gettext_lazy("Razón social, o nombres y apellidos"), max_length=250
    )
    trade_name = NameField(
        label=gettext_lazy("Nombre comercial"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Como lo llaman ustedes; si es el mismo, déjelo vacío."),
    )
    municipality = PlaceField(required=False)
    activity = ActivityField(required=False)
    phone = PhoneField(required=False)
    segment = SegmentField()
    stage = forms.ChoiceField(
        label=gettext_lazy("Hoy es"),
        choices=[
            (Customer.Status.PROSPECT, gettext_lazy("Prospecto")),
            (Customer.Status.ACTIVE, gettext_lazy("Cliente activo")),
        ],
        initial=Customer.Status.PROSPECT,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Customer
        fields = [
            "kind",
            "document_type",
            "legal_name",
            "trade_name",
            "address",
            "municipality",
            "phone",
            "email",
            "segment",
            "owner",
            "since",
            "activity",
            "representative_name",
            "representative_document",
            "billing_email",
            "payment_days",
            "vat",
            "is_large_taxpayer",
            "is_self_withholder",
            "self_withholder_resolution",
            "self_withholder_on",
            "is_on_hold",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "since": DayInput,
            "self_withholder_on": DayInput,
        }
        help_texts = {
            "billing_email": gettext_lazy("Donde recibe la factura electrónica."),
            "payment_days": gettext_lazy("0 es de contado."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        customer = self.instance
        self.fields["kind"].label = _("Es")
        self.fields["document_type"].choices = [("", _("Aún no se sabe")), *DocumentType.choices]
        self.fields["owner"].queryset = _owners(customer)
        self.fields["owner"].empty_label = _("Nadie por ahora")
        self.fields["vat"].choices = [("", _("No se sabe")), *Customer.Vat.choices]
        self.fields["segment"].offer(customer.segment)
        self.fields["payment_days"].max_value = 365
        if customer.pk:
            del self.fields["stage"]
            self.initial["document_text"] = _bare(customer)

    @property
    def parts(self):
        """[(title, text, rows of bound fields)] in the order of the page."""
        for title, text, wanted in PARTS:
            rows = [[row] if isinstance(row, str) else row for row in wanted]
            shown = [[self[name] for name in row if name in self.fields] for row in rows]
            yield title, text, [row for row in shown if row]

    def clean(self):
        told = super().clean()
        told["document"] = self._document(told)
        if told["document"]:
            told["document_type"] = told["document"].type
        stage = told.get("stage") or self.instance.status
        if told["document"] is None and stage != Customer.Status.PROSPECT:
            self._complain(_("Solo un prospecto puede quedar sin documento."))
        if told.get("trade_name") == told.get("legal_name"):
            told["trade_name"] = ""
        if told.get("self_withholder_resolution") or told.get("self_withholder_on"):
            told["is_self_withholder"] = True
        return told

    def _document(self, told):
        text = (told.get("document_text") or "").strip()
        if not text:
            return None
        try:
            document = identity.read(text, type=told.get("document_type") or "")
        except Refusal as refusal:
            self._complain(refusal.message)
            return None
        other = Customer.objects.carrying(document)
        if other is not None and other.pk != self.instance.pk:
            self._complain(
                format_html(
                    _('Ya es el documento de <a href="{}">{}</a>.'), other.get_absolute_url(), other
                )
            )
        return document

    def _complain(self, message):
        if "document_text" not in self.errors:
            self.add_error("document_text", ValidationError(message))

    def _post_clean(self):
        """The verbs of the customer save and check; the instance is left as it was."""

    def told(self) -> dict:
        """What to give to `register` or `revise`."""
        fields = set(self.Meta.fields) - {"document_type"}
        told = {name: self.cleaned_data[name] for name in fields if name in self.cleaned_data}
        return told | {"document": self.cleaned_data["document"]}


def _owners(customer):
    people = User.objects.who_may("customers", EDIT)
    if customer.owner_id:
        people = people | User.objects.filter(pk=customer.owner_id)
    return people.distinct()


def _bare(customer):
    """«890204771-6»: the number as one would type it, with its check digit."""
    digit = customer.check_digit
    return f"{customer.document_number}-{digit}" if digit else customer.document_number
