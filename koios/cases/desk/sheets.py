"""The list of cases as it leaves: exactly what the list shows, in its order."""

from django.utils.translation import gettext_lazy as _

from koios.core.exports import Column

COLUMNS = [
    Column(_("Radicado"), "number"),
    Column(_("Tipo"), "get_kind_display"),
    Column(_("Estado"), "get_status_display"),
    Column(_("Canal"), "get_channel_display"),
    Column(_("Asunto"), "subject"),
    Column(_("Peticionario"), "asked_by"),
    Column(_("Cliente"), "customer"),
    Column(_("Área"), "area"),
    Column(_("Responsable"), "owner"),
    Column(_("Recibida"), "received_at", "moment"),
    Column(_("Vence"), "due_on", "date"),
    Column(_("Respondida"), "answered_on", "date"),
    Column(_("Decisión"), "get_outcome_display"),
    Column(_("Causa"), "cause"),
    Column(_("Proceso"), "process"),
    Column(_("Número de origen"), "external_number"),
]
