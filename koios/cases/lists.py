"""The company's own lists: causes, processes, templates of answers, rules of assignment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import Area, User
from koios.cases.terms import Kind
from koios.core import audit
from koios.core.acts import act
from koios.core.lists import Listed
from koios.core.states import Recorded
from koios.customers.models import Customer


class Cause(Listed):
    """Why it happened, for the analysis of a period."""

    class Meta(Listed.Meta):
        verbose_name = _("causa")
        verbose_name_plural = _("causas")


class Process(Listed):
    """The process of the company in which it happened."""

    class Meta(Listed.Meta):
        verbose_name = _("proceso")
        verbose_name_plural = _("procesos")


class AnswerTemplate(Recorded):
    """A text to begin an answer with; fields in braces take the data of the case."""

    FIELDS = {
        "nombre": _("quien pregunta"),
        "radicado": _("el número de la PQRS"),
        "recibido": _("el día en que llegó"),
        "asunto": _("de qué trata"),
        "tipo": _("queja, reclamo, petición…"),
        "vence": _("el último día para responder"),
        "firma": _("la persona responsable"),
        "empresa": _("la razón social de la empresa"),
    }

    name = models.CharField(_("nombre"), max_length=120, unique=True)
    kind = models.CharField(
        _("tipo"), max_length=24, choices=Kind, blank=True, help_text=_("Vacío: para todos.")
    )
    text = models.TextField(_("texto"))
    active = models.BooleanField(_("se ofrece"), default=True)

    LEGAL_FIELDS = ("name", "kind", "text", "active")

    class Meta:
        ordering = ["name"]
        verbose_name = _("plantilla de respuesta")
        verbose_name_plural = _("plantillas de respuesta")

    def __str__(self):
        return self.name

    @classmethod
    def offered_for(cls, case):
        """The templates to begin an answer with: those of the type first, then the general ones."""
        offered = cls.objects.filter(active=True, kind__in=["", case.kind])
        return offered.order_by("-kind", "name")


class AssignmentRule(Recorded):
    """Whose a new case is: the first rule that fits decides; an empty condition fits all."""

    order = models.PositiveSmallIntegerField(_("orden"), default=100)
    kind = models.CharField(_("tipo"), max_length=24, choices=Kind, blank=True)
    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, blank=True, verbose_name=_("cliente")
    )
    words = models.CharField(
        _("palabras"),
        max_length=300,
        blank=True,
        help_text=_("Separadas por comas; basta una en el asunto, los hechos o la solicitud."),
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name=_("área"))
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("responsable")
    )
    active = models.BooleanField(_("activa"), default=True)

    LEGAL_FIELDS = ("order", "kind", "customer_id", "words", "area_id", "owner_id", "active")

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("regla de asignación")
        verbose_name_plural = _("reglas de asignación")

    def __str__(self):
        return f"{self.order}"


CAUSES = (
    "Incumplimiento del horario",
    "Servicio no prestado",
    "Cambio de ruta o de parada",
    "Trato del conductor",
    "Conducción insegura",
    "Estado o aseo del vehículo",
    "Falla mecánica",
    "Vehículo distinto del acordado",
    "Sobrecupo",
    "Objeto perdido",
    "Cobro o facturación",
    "Documentos del servicio",
    "Información errada o incompleta",
    "Demora en atender o responder",
    "Tratamiento de datos personales",
    "Ajena a la empresa",
)
PROCESSES = (
    "Gestión comercial",
    "Programación de servicios",
    "Operación del transporte",
    "Conductores",
    "Mantenimiento de vehículos",
    "Seguridad vial",
    "Seguridad y salud en el trabajo",
    "Servicio al cliente",
    "Facturación y cartera",
    "Proveedores y propietarios de vehículos",
    "Gestión documental y sistemas",
    "Sistema integrado de gestión",
)
# name, type, text
TEMPLATES = (
    (
        "Respuesta general",
        "",
        """Respetado(a) {nombre}:

Damos respuesta a su {tipo} {radicado}, recibida el {recibido}, sobre «{asunto}».

Lo que usted pide:

Lo que revisamos y encontramos:

Nuestra respuesta a cada punto:

Quedamos atentos a lo que necesite.""",
    ),
    (
        "Respuesta a una queja",
        Kind.COMPLAINT,
        """Respetado(a) {nombre}:

Gracias por contarnos lo que pasó. Recibimos su queja {radicado} el {recibido} y la revisamos \
con las personas y los registros del servicio.

Qué encontramos:

Qué decidimos y por qué:

Qué hicimos para que no vuelva a pasar, y desde cuándo:

Lamentamos lo ocurrido. Su queja nos ayuda a cuidar mejor a quienes transportamos.""",
    ),
    (
        "Respuesta a un reclamo",
        Kind.CLAIM,
        """Respetado(a) {nombre}:

Resolvemos su reclamo {radicado}, recibido el {recibido}, sobre «{asunto}».

Lo que usted reclama:

Los hechos y las pruebas en que nos basamos (van adjuntas):

Decisión: su reclamo procede / procede en parte / no procede, porque:

Cómo y cuándo se cumple lo que le corresponde:

Si no está de acuerdo puede pedirnos que lo revisemos de nuevo.""",
    ),
)


@act
def seed():
    """What a company of special transport may begin with, where its own lists are still empty."""
    for model, names in ((Cause, CAUSES), (Process, PROCESSES)):
        if not model.objects.exists():
            for name in names:
                model(name=name).begin(by=audit.SYSTEM, verb="seeded")
    if not AnswerTemplate.objects.exists():
        for name, kind, text in TEMPLATES:
            template = AnswerTemplate(name=name, kind=kind, text=text)
            template.begin(by=audit.SYSTEM, verb="seeded")
