"""What a list of contracts of the past may bring, and by which titles and words it calls it."""

from django.utils.translation import gettext_lazy as _

from koios.contracts.models import Status, UserGroup
from koios.core.imports import Column

S = Status
# A contract of the past comes in at one of these
STATES = (S.SIGNED, S.ACTIVE, S.SUSPENDED, S.EXPIRED, S.TERMINATED, S.LIQUIDATED)
STATUS_WORDS = {
    "en ejecución": S.ACTIVE,
    "ejecución": S.ACTIVE,
    "activo": S.ACTIVE,
    "modificado": S.ACTIVE,
    "prorrogado": S.ACTIVE,
    "adicionado": S.ACTIVE,
    "aprobado": S.SIGNED,
    "celebrado": S.SIGNED,
    "cerrado": S.LIQUIDATED,
    "finalizado": S.EXPIRED,
    "terminado": S.TERMINATED,
    "cedido": S.TERMINATED,
    "cancelado": S.TERMINATED,
    "suspendido": S.SUSPENDED,
}

COLUMNS = [
    Column(
        "number",
        _("Número"),
        ("id contrato", "número de contrato", "contrato", "no contrato", "consecutivo"),
        required=True,
        max_length=60,
    ),
    Column(
        "customer",
        _("Cliente"),
        ("nit", "nit entidad", "entidad", "contratante", "id entidad", "nombre entidad", "empresa"),
        required=True,
        max_length=250,
        help=_("Documento o nombre. Si no está en la lista de clientes, se crea."),
    ),
    Column(
        "customer_prefix",
        _("Palabra antes del cliente"),
        (),
        max_length=60,
        help=_("Para listas que traen solo un código: «Entidad» hace de 118 «Entidad 118»."),
    ),
    Column(
        "object",
        _("Objeto"),
        ("descripción", "objeto del contrato", "descripción del proceso", "servicio"),
        required=True,
        max_length=5000,
    ),
    Column(
        "status",
        _("Estado"),
        ("estado contrato", "estado del contrato"),
        kind="choice",
        choices=[(one.value, one.label) for one in STATES],
        words=STATUS_WORDS,
    ),
    Column(
        "group",
        _("Grupo de usuarios"),
        ("tipo de usuarios",),
        kind="choice",
        choices=UserGroup.choices,
    ),
    Column(
        "signed_on", _("Firmado el"), ("fecha firma", "fecha de firma", "suscripción"), kind="date"
    ),
    Column("start_on", _("Empieza"), ("fecha inicio", "fecha de inicio", "inicio"), kind="date"),
    Column(
        "end_on",
        _("Termina"),
        ("fecha fin", "fecha de fin", "fecha de terminación", "fin"),
        kind="date",
    ),
    Column("value", _("Valor"), ("valor del contrato", "valor total", "cuantía"), kind="money"),
    Column("paid", _("Pagado"), ("valor pagado", "pagado"), kind="money"),
    Column("notes", _("Notas"), ("observaciones", "modalidad"), max_length=5000),
]
