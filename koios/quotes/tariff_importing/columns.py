"""What a sheet of tariffs may bring, and by which titles it calls it."""

from django.utils.translation import gettext_lazy as _

from koios.core.imports import Column
from koios.quotes.models import TaxCategory, Unit

UNIT_WORDS = {
    "trayecto": Unit.TRIP,
    "recorrido": Unit.TRIP,
    "servicio": Unit.TRIP,
    "horas": Unit.HOUR,
    "días": Unit.DAY,
    "mensual": Unit.MONTH,
    "mensualidad": Unit.MONTH,
    "meses": Unit.MONTH,
    "kilómetros": Unit.KM,
    "kms": Unit.KM,
    "persona": Unit.PASSENGER,
    "pasajeros": Unit.PASSENGER,
    "puesto": Unit.PASSENGER,
    "vehículos": Unit.VEHICLE,
    "unidades": Unit.UNIT,
    "und": Unit.UNIT,
}
TAX_WORDS = {
    "excluido": TaxCategory.EXCLUDED,
    "no aplica": TaxCategory.EXCLUDED,
    "sin iva": TaxCategory.EXCLUDED,
    "exento": TaxCategory.EXEMPT,
    "0": TaxCategory.EXEMPT,
    "0 %": TaxCategory.EXEMPT,
    "5": TaxCategory.REDUCED,
    "5 %": TaxCategory.REDUCED,
    "reducido": TaxCategory.REDUCED,
    "19": TaxCategory.GENERAL,
    "19 %": TaxCategory.GENERAL,
    "0.19": TaxCategory.GENERAL,
    "0.05": TaxCategory.REDUCED,
    "general": TaxCategory.GENERAL,
}


def _text(name, label, length, *aliases, **more):
    return Column(name, label, aliases, max_length=length, **more)


COLUMNS = [
    _text(
        "code",
        _("Código"),
        20,
        *("código del servicio", "cod", "referencia", "ref", "ítem"),
        required=True,
    ),
    _text(
        "service",
        _("Servicio"),
        160,
        *("nombre del servicio", "nombre", "producto"),
        help=_("Hace falta si el servicio es nuevo."),
    ),
    _text("description", _("Descripción"), 2000, "descripción del servicio", "detalle", "incluye"),
    Column(
        "unit",
        _("Unidad"),
        ("unidad de medida", "unidad de cobro", "um"),
        kind="choice",
        choices=Unit.choices,
        words=UNIT_WORDS,
    ),
    Column(
        "tax",
        _("IVA"),
        ("impuesto", "tarifa de iva", "iva %"),
        kind="choice",
        choices=TaxCategory.choices,
        words=TAX_WORDS,
    ),
    Column("offered", _("Se ofrece"), ("activo", "vigente"), kind="yes_no"),
    _text(
        "vehicle_class",
        _("Clase de vehículo"),
        60,
        *("clase", "tipo de vehículo", "vehículo"),
        help=_("Vacío: para cualquiera."),
    ),
    _text(
        "route",
        _("Ruta"),
        120,
        *("recorrido", "trayecto", "origen - destino", "destino"),
        help=_("Vacío: para cualquiera."),
    ),
    Column(
        "price",
        _("Precio"),
        ("tarifa", "valor", "valor unitario", "precio unitario"),
        kind="money",
        places=2,
    ),
    _text(
        "list",
        _("Lista"),
        120,
        *("lista de tarifas", "nombre de la lista"),
        help=_("La que recibe los precios. Si no existe, se prepara."),
    ),
    _text("customer", _("Cliente"), 250, "nit", "nit cliente", help=_("Vacío: para todos.")),
    Column(
        "valid_from",
        _("Rige desde"),
        ("desde", "vigente desde", "fecha inicial", "inicio de vigencia"),
        kind="date",
        help=_("Hace falta si la lista es nueva."),
    ),
    Column(
        "valid_until",
        _("Rige hasta"),
        ("hasta", "vigente hasta", "fecha final", "fin de vigencia"),
        kind="date",
    ),
]
