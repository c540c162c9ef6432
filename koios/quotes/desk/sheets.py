"""The list of quotes as it leaves: exactly what the list shows, in its order."""

from django.utils.translation import gettext_lazy as _

from koios.core.exports import Column

COLUMNS = [
    Column(_("Número"), "number"),
    Column(_("Versión"), "version", "number"),
    Column(_("Estado"), "get_status_display"),
    Column(_("Enviada"), "sent_on", "date"),
    Column(_("Qué se ofrece"), "title"),
    Column(_("Cliente"), "customer"),
    Column(_("Contacto"), "contact"),
    Column(_("Vendedor"), "owner"),
    Column(_("Subtotal"), "net", "money"),
    Column(_("IVA"), "tax", "money"),
    Column(_("Total"), "total", "money"),
    Column(_("Válida hasta"), "valid_until", "date"),
    Column(_("Servicio desde"), "service_from", "date"),
    Column(_("Servicio hasta"), "service_until", "date"),
    Column(_("Respondida"), "answered_on", "date"),
    Column(_("Razón"), "reason"),
    Column(_("Quién la ganó"), "competitor"),
    Column(_("Próximo paso"), "next_step"),
    Column(_("Fecha del próximo paso"), "next_step_on", "date"),
]
