"""The acts on a request, each with its address: GET asks, POST does."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core.acts import act
from koios.customers.models import Contact, Customer
from koios.quotes.models import Need
from koios.quotes.need_pages import forms
from koios.ui.acts import About, Act, Acts

S = Need.Status
FIRST = {
    S.OPEN: ("capability", "plan"),
    S.CLOSED: ("reopening",),
}


def found(request, number):
    """The request with this number, if this person may see it; else a 404."""
    related = ("customer", "contact", "owner", "reason")
    visible = Need.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(visible, number=number)


def _about(need):
    return About(_g("Solicitudes"), need.headline, need.get_absolute_url(), need.number)


def _is_open(need):
    return need.status == S.OPEN


def _is_live(need):
    return need.status != S.CLOSED


@act
def welcome(need, by, told):
    """Whoever asks becomes a customer, with the person who spoke as the first contact."""
    customer = Customer.register(
        by=by,
        document=told["document"],
        kind=told["kind"],
        legal_name=told["legal_name"],
        municipality=told["municipality"] or "",
        phone=need.contact_phone,
        email=need.contact_email,
        owner=need.owner,
    )
    contact = None
    if need.contact_name:
        contact = Contact.introduce(
            customer,
            name=need.contact_name,
            email=need.contact_email,
            phone=need.contact_phone,
            commercial=True,
            by=by,
        )
    need.recognise(customer, by=by, contact=contact)


def _recognise(need, by, told):
    contact = forms.contact_of(told["customer"], need.contact_name, need.contact_email)
    need.recognise(told["customer"], by=by, contact=contact)


ACTS = Acts(
    "quotes",
    found=found,
    of=_about,
    prefix="need_",
    key="number",
    acts=[
        Act(
            "capability",
            _("Revisar si podemos"),
            _("Registrar"),
            lambda need, by, told: need.check_capability(by=by, **told),
            forms.CapabilityForm,
            _is_live,
            _("Antes de comprometerse (ISO 9001, 8.2.3). Queda con su nombre y la fecha."),
            _("La revisión quedó registrada."),
            icon="checks",
        ),
        Act(
            "plan",
            _("Planear el próximo paso"),
            _("Guardar"),
            lambda need, by, told: need.plan(by=by, **told),
            forms.StepForm,
            _is_open,
            icon="calendar-plus",
        ),
        Act(
            "handover",
            _("Entregar a otra persona"),
            _("Entregar"),
            lambda need, by, told: need.hand_to(told["person"], by=by, reason=told["reason"]),
            forms.HandoverForm,
            _is_live,
            _("Quien la recibe queda como responsable y se le avisa."),
            _("La solicitud tiene nuevo responsable."),
            icon="user-plus",
        ),
        Act(
            "customer",
            _("Enlazar con un cliente"),
            _("Enlazar"),
            _recognise,
            forms.RecognitionForm,
            text=_("Quien pide ya está en la lista de clientes."),
            done=_("La solicitud quedó en la historia del cliente."),
            icon="link",
        ),
        Act(
            "new-customer",
            _("Crear el cliente"),
            _("Crear"),
            welcome,
            forms.NewCustomerForm,
            lambda need: need.customer_id is None,
            _("Queda como prospecto, con la persona que pide como contacto de cotizaciones."),
            _("El cliente quedó registrado."),
            icon="building",
            also="customers",
        ),
        Act(
            "files",
            _("Agregar archivos"),
            _("Agregar"),
            lambda need, by, told: need.attach(told["basket"], by=by),
            forms.FilesForm,
            text=_("Pliegos, listas de pasajeros, planos: lo que explica lo que piden."),
            done=_("Los archivos quedaron guardados."),
            icon="paperclip",
        ),
        Act(
            "receipt-revocation",
            _("Anular el enlace del recibo"),
            _("Anular el enlace"),
            lambda need, by, told: need.revoke_receipt(by=by, **told),
            forms.RevocationForm,
            lambda need: need.has_receipt,
            _("El enlace que se le envió a quien pidió deja de abrir su recibo."),
            _("El enlace ya no abre nada."),
            danger=True,
            icon="link-off",
        ),
        Act(
            "closing",
            _("Cerrar sin cotización"),
            _("Cerrar"),
            lambda need, by, told: need.close(by=by, **told),
            forms.ClosingForm,
            _is_live,
            _("Termina aquí y se sabe por qué. Se puede abrir de nuevo."),
            _("La solicitud quedó cerrada."),
            danger=True,
            icon="circle-x",
            why_not=lambda need: (
                _g("Ya tiene una cotización: se cierra con la respuesta del cliente.")
                if need.quotes.exists()
                else ""
            ),
        ),
        Act(
            "reopening",
            _("Abrir de nuevo"),
            _("Abrir"),
            lambda need, by, told: need.reopen(by=by, comment=told["comment"]),
            forms.ReopeningForm,
            lambda need: need.status == S.CLOSED,
            done=_("La solicitud está otra vez por atender."),
            icon="rotate",
        ),
    ],
)
