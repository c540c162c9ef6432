"""What a list of customers may bring, and by which titles it calls it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import settings as company_settings
from koios.core.imports import Column
from koios.customers import identity, names
from koios.customers.models import Customer


def _document_type(text):
    named = identity.type_named(text)
    if not named:
        raise ValueError(_("no es un tipo de documento: NIT, CC, CE, TI, PPT o PA"))
    return named


def _segment(text):
    """The company's own spelling of it, if it has one."""
    for segment in company_settings.get("customers.segments"):
        if names.fold(segment) == names.fold(text):
            return segment
    return names.tidy(text)[:60]


def _text(name, label, length, *aliases, **more):
    return Column(name, label, aliases, max_length=length, **more)


COLUMNS = [
    Column(
        "document",
        gettext_lazy("Documento"),
        (
            "nit",
            "número de documento",
            "número de identificación",
            "identificación",
            "documento",
            "cédula",
            "nits_nit",
            "nit cliente",
            "nit empresa",
            "cc o nit",
            "nit o cc",
            "nit / cc",
        ),
        required=True,
        help=gettext_lazy("Con o sin dígito de verificación."),
    ),
    Column(
        "dv",
        gettext_lazy("Dígito de verificación"),
        ("dv", "dígito verificación", "d.v."),
    ),
    Column(
        "document_type",
        gettext_lazy("Tipo de documento"),
        ("tipo documento", "tipo de identificación", "tipo identificación", "tipo id"),
        parse=_document_type,
    ),
    _text(
        "legal_name",
        gettext_lazy("Razón social o nombres"),
        250,
        "razón social",
        "nombre o razón social",
        "razón social o nombre",
        "nombres y apellidos",
        "nombre completo",
        "nombre del cliente",
        "nombre cliente",
        "cliente",
        "empresa",
        "tercero",
        "nombre",
        "nombres",
        required=True,
    ),
    _text(
        "trade_name",
        gettext_lazy("Nombre comercial"),
        250,
        "nombre comercial",
        "nombre del establecimiento",
        "nombre prestador",
        "sigla",
    ),
    Column(
        "kind",
        gettext_lazy("Persona o empresa"),
        ("tipo de persona", "tipo persona", "clase persona", "naturaleza"),
        kind="choice",
        choices=Customer.Kind.choices,
        words={
            "jurídica": Customer.Kind.COMPANY,
            "jurídico": Customer.Kind.COMPANY,
            "persona jurídica": Customer.Kind.COMPANY,
            "empresa": Customer.Kind.COMPANY,
            "natural": Customer.Kind.PERSON,
            "persona natural": Customer.Kind.PERSON,
        },
    ),
    Column(
        "status",
        gettext_lazy("Estado"),
        ("estado del cliente", "estado cliente", "estado"),
        kind="choice",
        choices=[one for one in Customer.Status.choices if one[0] != Customer.Status.MERGED],
        words={
            "cliente": Customer.Status.ACTIVE,
            "vigente": Customer.Status.ACTIVE,
            "activa": Customer.Status.ACTIVE,
            "potencial": Customer.Status.PROSPECT,
            "retirado": Customer.Status.INACTIVE,
            "inactiva": Customer.Status.INACTIVE,
        },
    ),
    Column(
        "city",
        gettext_lazy("Municipio"),
        (
            "ciudad",
            "municipio",
            "ciudad domicilio",
            "ciudad del cliente",
            "muni_nombre",
            "nombre municipio",
            "código municipio",
            "divipola",
            "ciudad y departamento",
        ),
    ),
    Column(
        "department",
        gettext_lazy("Departamento"),
        ("departamento", "departamento domicilio", "depa_nombre", "nombre departamento", "depto"),
    ),
    _text(
        "address",
        gettext_lazy("Dirección"),
        250,
        "dirección principal",
        "dirección domicilio",
        "domicilio",
    ),
    _text(
        "phone",
        gettext_lazy("Teléfono"),
        60,
        "teléfonos",
        "teléfono fijo",
        "celular",
        "móvil",
        "tel",
    ),
    Column(
        "email",
        gettext_lazy("Correo electrónico"),
        ("correo", "e-mail", "email", "mail", "correo principal"),
        kind="email",
        max_length=254,
    ),
    Column(
        "billing_email",
        gettext_lazy("Correo de facturación"),
        ("correo facturación electrónica", "email facturación", "correo factura"),
        kind="email",
        max_length=254,
    ),
    Column(
        "activity",
        gettext_lazy("Actividad (CIIU)"),
        ("ciiu", "código ciiu", "actividad económica", "ciiu principal"),
    ),
    Column(
        "segment",
        gettext_lazy("Segmento"),
        ("segmento cliente", "tipo de cliente"),
        parse=_segment,
    ),
    Column(
        "owner",
        gettext_lazy("Responsable"),
        ("ejecutivo", "ejecutivo de cuenta", "asesor", "vendedor", "comercial"),
        help=gettext_lazy("Nombre o correo de una persona de la empresa."),
    ),
    Column(
        "since",
        gettext_lazy("Cliente desde"),
        ("fecha de ingreso", "fecha de vinculación", "fecha vinculación"),
        kind="date",
    ),
    _text("representative_name", gettext_lazy("Representante legal"), 150, "rep legal", "gerente"),
    _text(
        "representative_document",
        gettext_lazy("Documento del representante"),
        30,
        "cédula representante legal",
        "documento representante legal",
    ),
    Column(
        "vat",
        gettext_lazy("IVA"),
        ("régimen", "régimen iva", "responsabilidad iva", "régimen tributario"),
        kind="choice",
        choices=Customer.Vat.choices,
        words={
            "responsable": Customer.Vat.LIABLE,
            "régimen común": Customer.Vat.LIABLE,
            "común": Customer.Vat.LIABLE,
            "no responsable": Customer.Vat.NOT_LIABLE,
            "régimen simplificado": Customer.Vat.NOT_LIABLE,
            "simplificado": Customer.Vat.NOT_LIABLE,
        },
    ),
    Column(
        "is_large_taxpayer",
        gettext_lazy("Gran contribuyente"),
        ("grandes contribuyentes",),
        kind="yes_no",
    ),
    Column("is_self_withholder", gettext_lazy("Autorretenedor"), (), kind="yes_no"),
    _text(
        "self_withholder_resolution",
        gettext_lazy("Resolución de autorretenedor"),
        40,
        "resolución",
        "número de resolución",
    ),
    Column(
        "self_withholder_on",
        gettext_lazy("Fecha de la resolución"),
        ("fecha resolución", "fecha"),
        kind="date",
        help=gettext_lazy("Solo cuenta en un archivo que también trae la resolución."),
    ),
    Column(
        "payment_days",
        gettext_lazy("Plazo de pago en días"),
        ("plazo de pago", "plazo", "días de crédito", "plazo días"),
        kind="integer",
    ),
    _text("contact_name", gettext_lazy("Contacto"), 150, "nombre contacto", "persona de contacto"),
    _text("contact_position", gettext_lazy("Cargo del contacto"), 120, "cargo"),
    Column(
        "contact_email",
        gettext_lazy("Correo del contacto"),
        ("email contacto", "correo contacto"),
        kind="email",
        max_length=254,
    ),
    _text(
        "contact_phone",
        gettext_lazy("Teléfono del contacto"),
        60,
        "celular contacto",
        "teléfono contacto",
    ),
]
