"""What a list of past quotes may bring, and by which titles and words it calls it."""

from django.utils.translation import gettext_lazy as _

from koios.core.imports import Column
from koios.quotes.states import Status

STATES = (
    *(Status.DRAFT, Status.SENT, Status.APPROVED, Status.REJECTED, Status.EXPIRED),
    Status.VOIDED,
)
STATUS_WORDS = {
    "ganada": Status.APPROVED,
    "ganado": Status.APPROVED,
    "aceptada": Status.APPROVED,
    "aprobado": Status.APPROVED,
    "cerrada ganada": Status.APPROVED,
    "won": Status.APPROVED,
    "closed won": Status.APPROVED,
    "perdida": Status.REJECTED,
    "perdido": Status.REJECTED,
    "rechazado": Status.REJECTED,
    "cerrada perdida": Status.REJECTED,
    "lost": Status.REJECTED,
    "closed lost": Status.REJECTED,
    "enviado": Status.SENT,
    "en negociación": Status.SENT,
    "negociación": Status.SENT,
    "en espera": Status.SENT,
    "pendiente": Status.SENT,
    "engaging": Status.SENT,
    "proposal": Status.SENT,
    "negotiation": Status.SENT,
    "prospecto": Status.DRAFT,
    "prospección": Status.DRAFT,
    "en preparación": Status.DRAFT,
    "prospecting": Status.DRAFT,
    "qualification": Status.DRAFT,
    "vencido": Status.EXPIRED,
    "caducada": Status.EXPIRED,
    "expired": Status.EXPIRED,
    "anulado": Status.VOIDED,
    "cancelada": Status.VOIDED,
}


def _text(name, label, length, *aliases, **more):
    return Column(name, label, aliases, max_length=length, **more)


COLUMNS = [
    _text(
        "external_number",
        _("Número de origen"),
        60,
        *("cotización", "no cotización", "número de cotización", "número", "no", "id"),
        *("consecutivo", "oportunidad", "opportunity_id", "opportunity id"),
        help=_("El que tenía la cotización antes de Koios."),
    ),
    _text(
        "source",
        _("De qué lista es el número"),
        80,
        help=_("Cuando dos listas numeran cada una desde el 1."),
    ),
    _text(
        "customer",
        _("Cliente"),
        250,
        *("nit", "nit cliente", "empresa", "razón social", "nombre del cliente", "cuenta"),
        *("account", "account name", "company"),
        help=_("NIT o nombre. Uno que no está entra como cliente sin documento."),
    ),
    _text("segment", _("Segmento"), 60, "sector", "industria", "industry"),
    Column(
        "status",
        _("Estado"),
        ("etapa", "resultado", "situación", "deal_stage", "deal stage", "stage"),
        kind="choice",
        choices=[(one.value, one.label) for one in STATES],
        words=STATUS_WORDS,
        required=True,
    ),
    Column(
        "sent_on",
        _("Enviada"),
        (
            *("fecha de envío", "fecha envío", "fecha", "fecha cotización", "fecha de cotización"),
            *("engage_date", "engage date", "created date"),
        ),
        kind="date",
    ),
    Column(
        "answered_on",
        _("Respondida"),
        (
            *("fecha de respuesta", "fecha respuesta", "fecha de cierre", "fecha cierre"),
            *("fecha aprobación", "close_date", "close date"),
        ),
        kind="date",
    ),
    Column(
        "valid_until",
        _("Válida hasta"),
        ("vigencia", "vence", "fecha de vencimiento", "vencimiento"),
        kind="date",
    ),
    Column(
        "value",
        _("Valor"),
        (
            *("valor total", "total", "monto", "precio", "valor cotizado", "valor de la oferta"),
            *("close_value", "close value", "amount"),
        ),
        kind="money",
        help=_("El total, en pesos."),
    ),
    _text(
        "service",
        _("Servicio"),
        160,
        *("producto", "línea", "tipo de servicio", "product"),
        help=_("Código o nombre. Uno que no está se agrega a la lista, sin ofrecerse."),
    ),
    _text("title", _("Qué se ofreció"), 200, "asunto", "objeto", "descripción", "detalle"),
    _text(
        "seller",
        _("Vendedor"),
        150,
        *("asesor", "comercial", "responsable", "ejecutivo", "sales_agent", "sales agent"),
        *("owner", "seller"),
        help=_("Nombre o correo de una persona de la empresa; otro nombre queda como texto."),
    ),
    _text("reason", _("Razón de pérdida"), 120, "motivo", "causa", "razón", "loss reason"),
    _text("competitor", _("Quién la ganó"), 160, "competidor", "competencia"),
]
