"""What a list of PQRS of the past may bring, and by which titles and words it calls it."""

from django.utils.translation import gettext_lazy as _

from koios.cases.models import Case, Kind, Status
from koios.core.imports import Column

S = Status

# A case of the past comes in at one of these: the others carry data that a list does not have.
STATES = (
    *(S.RECEIVED, S.IN_TRIAGE, S.ASSIGNED, S.IN_PROGRESS, S.ANSWERED, S.CLOSED, S.TRANSFERRED),
    *(S.WITHDRAWN, S.TACITLY_WITHDRAWN, S.REJECTED, S.DUPLICATE, S.NOT_A_CASE),
)

KIND_WORDS = {
    "petición": Kind.PETITION_PARTICULAR,
    "peticiones": Kind.PETITION_PARTICULAR,
    "derecho de petición": Kind.PETITION_PARTICULAR,
    "solicitud": Kind.PETITION_PARTICULAR,
    "interés particular": Kind.PETITION_PARTICULAR,
    "interés general": Kind.PETITION_GENERAL,
    "solicitud de información": Kind.INFO_REQUEST,
    "solicitudes de información": Kind.INFO_REQUEST,
    "información": Kind.INFO_REQUEST,
    "solicitud de documentos": Kind.DOC_REQUEST,
    "documentos": Kind.DOC_REQUEST,
    "copias": Kind.DOC_REQUEST,
    "consultas": Kind.CONSULTATION,
    "quejas": Kind.COMPLAINT,
    "reclamos": Kind.CLAIM,
    "reclamación": Kind.CLAIM,
    "reclamaciones": Kind.CLAIM,
    "sugerencias": Kind.SUGGESTION,
    "felicitaciones": Kind.PRAISE,
    "agradecimiento": Kind.PRAISE,
    "denuncias": Kind.REPORT,
    "habeas data": Kind.HD_CLAIM,
    "requerimiento": Kind.AUTHORITY,
}
STATUS_WORDS = {
    "abierto": S.RECEIVED,
    "abierta": S.RECEIVED,
    "nuevo": S.RECEIVED,
    "nueva": S.RECEIVED,
    "radicada": S.RECEIVED,
    "pendiente": S.RECEIVED,
    "sin respuesta": S.RECEIVED,
    "asignado": S.ASSIGNED,
    "en trámite": S.IN_PROGRESS,
    "en proceso": S.IN_PROGRESS,
    "respondido": S.ANSWERED,
    "contestada": S.ANSWERED,
    "contestado": S.ANSWERED,
    "cerrado": S.CLOSED,
    "archivado": S.CLOSED,
    "archivada": S.CLOSED,
    "finalizado": S.CLOSED,
    "finalizada": S.CLOSED,
    "resuelto": S.CLOSED,
    "resuelta": S.CLOSED,
    "solucionado": S.CLOSED,
    "trasladado": S.TRANSFERRED,
    "remitida": S.TRANSFERRED,
    "desistido": S.WITHDRAWN,
    "desistimiento": S.WITHDRAWN,
    "rechazado": S.REJECTED,
    "duplicado": S.DUPLICATE,
}
CHANNEL_WORDS = {
    "web": Case.Channel.WEB,
    "sitio web": Case.Channel.WEB,
    "formulario": Case.Channel.WEB,
    "electrónico": Case.Channel.WEB,
    "virtual": Case.Channel.WEB,
    "telefónico": Case.Channel.PHONE,
    "llamada": Case.Channel.PHONE,
    "call center": Case.Channel.PHONE,
    "presencial": Case.Channel.PERSON,
    "personal": Case.Channel.PERSON,
    "verbal": Case.Channel.PERSON,
    "ventanilla": Case.Channel.PERSON,
    "correo electrónico": Case.Channel.EMAIL,
    "e mail": Case.Channel.EMAIL,
    "email": Case.Channel.EMAIL,
    "escrito": Case.Channel.LETTER,
    "oficio": Case.Channel.LETTER,
    "físico": Case.Channel.LETTER,
    "correspondencia": Case.Channel.LETTER,
}
IDENTITY_WORDS = {
    "anónimo": Case.Identity.ANONYMOUS,
    "anónima": Case.Identity.ANONYMOUS,
    "reservada": Case.Identity.CONFIDENTIAL,
    "confidencial": Case.Identity.CONFIDENTIAL,
    "identificado": Case.Identity.NAMED,
    "con nombre": Case.Identity.NAMED,
}
OUTCOME_WORDS = {
    "a favor": Case.Outcome.UPHELD,
    "favorable": Case.Outcome.UPHELD,
    "sí procede": Case.Outcome.UPHELD,
    "procedente": Case.Outcome.UPHELD,
    "parcial": Case.Outcome.PARTLY,
    "parcialmente": Case.Outcome.PARTLY,
    "en contra": Case.Outcome.NOT_UPHELD,
    "desfavorable": Case.Outcome.NOT_UPHELD,
    "improcedente": Case.Outcome.NOT_UPHELD,
}


def _text(name, label, length, *aliases, **more):
    return Column(name, label, aliases, max_length=length, **more)


def _choice(name, label, choices, words, *aliases, **more):
    return Column(name, label, aliases, kind="choice", choices=choices, words=words, **more)


COLUMNS = [
    _text(
        "external_number",
        _("Número de origen"),
        60,
        *("radicado", "no radicado", "número de radicado", "caso", "no caso", "ticket"),
        *("consecutivo", "record_id", "número", "id"),
        help=_("El que tenía la PQRS antes de Koios."),
    ),
    _text(
        "source",
        _("De qué lista es el número"),
        80,
        help=_("Cuando dos listas numeran cada una desde el 1."),
    ),
    _choice(
        "kind",
        _("Tipo de PQRS"),
        Kind.choices,
        KIND_WORDS,
        *("tipo", "tipo pqrs", "tipo de solicitud", "tipo de petición", "clase", "tipología"),
        required=True,
    ),
    Column(
        "received_at",
        _("Recibida"),
        (
            *("fecha de recibo", "fecha de recibido", "fecha recepción", "fecha de radicación"),
            *("fecha radicado", "fecha creación", "fecha de creación", "fecha ingreso", "in_date"),
            *("fecha", "recibido", "fecha y hora"),
        ),
        kind="moment",
        required=True,
    ),
    Column(
        "due_on",
        _("Vencimiento"),
        (
            *("fecha de vencimiento", "fecha vencimiento", "vence", "fecha límite"),
            *("fecha máxima de respuesta", "fecha límite de respuesta", "plazo"),
        ),
        kind="date",
    ),
    Column(
        "answered_at",
        _("Respondida"),
        (
            *("fecha de respuesta", "fecha respuesta", "respuesta fecha", "fecha contestación"),
            *("fecha de solución", "out_date"),
        ),
        kind="moment",
    ),
    Column("ended_on", _("Cerrada"), ("fecha de cierre", "fecha cierre"), kind="date"),
    Column(
        "business_days",
        _("Días hábiles de respuesta"),
        ("días hábiles", "días hábiles respuesta", "tiempo de respuesta en días hábiles"),
        kind="integer",
    ),
    Column(
        "calendar_days",
        _("Días calendario de respuesta"),
        ("días", "días calendario", "días de respuesta", "tiempo de respuesta"),
        kind="integer",
    ),
    _choice(
        "status",
        _("Estado"),
        [(one.value, one.label) for one in STATES],
        STATUS_WORDS,
        *("estado de la pqrs", "estado solicitud", "situación"),
    ),
    _choice(
        "channel",
        _("Canal"),
        Case.Channel.choices,
        CHANNEL_WORDS,
        *("medio", "medio de recepción", "canal de recepción", "origen", "forma de presentación"),
    ),
    Column("subject", _("Asunto"), ("título", "asunto de la solicitud", "tema", "motivo")),
    Column(
        "facts",
        _("Hechos"),
        ("descripción", "detalle", "texto", "hechos de la queja", "descripción de los hechos"),
    ),
    Column("request", _("Lo que pide"), ("solicitud", "petición concreta", "pretensión")),
    Column("answer_text", _("Texto de la respuesta"), ("respuesta", "solución")),
    _choice("identity", _("Identidad"), Case.Identity.choices, IDENTITY_WORDS),
    _text(
        "petitioner_name",
        _("Peticionario"),
        200,
        *("nombre del peticionario", "nombre peticionario", "solicitante", "reclamante"),
        *("nombre", "nombres y apellidos", "usuario", "ciudadano"),
    ),
    _text(
        "petitioner_document",
        _("Documento del peticionario"),
        30,
        *("cédula", "número de documento", "identificación", "documento"),
    ),
    _text(
        "petitioner_email",
        _("Correo del peticionario"),
        254,
        *("correo", "correo electrónico", "e-mail", "email"),
    ),
    _text(
        "petitioner_phone",
        _("Celular del peticionario"),
        30,
        *("teléfono", "celular", "teléfono peticionario"),
    ),
    _text("petitioner_address", _("Dirección del peticionario"), 200, "dirección"),
    _text(
        "customer",
        _("Cliente"),
        250,
        *("nit", "nit cliente", "empresa", "razón social"),
        help=_("NIT o nombre de uno que ya está en Koios."),
    ),
    _text("area", _("Área"), 80, "dependencia", "área responsable", "oficina"),
    _text(
        "owner",
        _("Responsable"),
        200,
        *("asignado a", "funcionario", "gestor", "encargado"),
        help=_("Nombre o correo de una persona de la empresa."),
    ),
    _text("cause", _("Causa"), 120, "causal", "motivo de la queja"),
    _text("process", _("Proceso"), 120, "proceso involucrado"),
    _choice(
        "outcome",
        _("Decisión"),
        Case.Outcome.choices,
        OUTCOME_WORDS,
        *("procede", "resultado", "favorabilidad"),
    ),
    _text("service", _("Ruta, placa o servicio"), 120, "ruta", "placa", "servicio", "producto"),
    _text("happened_on", _("Día en que ocurrió"), 60, "fecha de los hechos", "fecha del hecho"),
]
