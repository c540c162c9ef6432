"""Clauses: the company's own texts, with fields and the conditions under which each is proposed."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.states import Recorded

FIELD = re.compile(r"\{([a-z_]+)\}")


class UserGroup(models.TextChoices):
    """Who is carried (Decreto 1079 de 2015, 2.2.1.6.3)."""

    STUDENTS = "students", gettext_lazy("Estudiantes")
    BUSINESS = "business", gettext_lazy("Empresarial")
    TOURISTS = "tourists", gettext_lazy("Turistas")
    HEALTH = "health", gettext_lazy("Usuarios de salud")
    SPECIFIC = "specific", gettext_lazy("Grupo específico de usuarios")


class Renewal(models.TextChoices):
    NONE = "none", gettext_lazy("No se renueva: termina en su fecha")
    AGREED = "agreed", gettext_lazy("Se prorroga si las partes lo acuerdan por escrito")
    SILENCE = "silence", gettext_lazy("Se prorroga sola si nadie avisa")


# The fields that a text may carry, and what they say
FIELDS = {
    "numero": gettext_lazy("número del contrato"),
    "contratante": gettext_lazy("razón social del cliente"),
    "documento": gettext_lazy("documento del cliente"),
    "representante": gettext_lazy("representante legal del cliente, con su documento"),
    "empresa": gettext_lazy("nuestra razón social"),
    "nit": gettext_lazy("nuestro NIT"),
    "objeto": gettext_lazy("objeto del contrato"),
    "grupo": gettext_lazy("grupo de usuarios"),
    "recorridos": gettext_lazy("recorridos"),
    "valor": gettext_lazy("valor, en cifras y en letras"),
    "inicio": gettext_lazy("fecha en que empieza"),
    "fin": gettext_lazy("fecha en que termina"),
    "prorroga": gettext_lazy("meses de cada prórroga"),
    "preaviso": gettext_lazy("plazo del preaviso"),
    "supervisor": gettext_lazy("quien supervisa por el cliente"),
    "polizas": gettext_lazy("pólizas que se exigen"),
    "municipio": gettext_lazy("municipio de la empresa"),
}


def check_fields(text):
    """A field that nobody fills would be printed as it stands."""
    unknown = sorted(set(FIELD.findall(text)) - set(FIELDS))
    if unknown:
        raise ValidationError(
            _("Estos campos no existen: %(fields)s. Más abajo está la lista.")
            % {"fields": ", ".join(f"{{{name}}}" for name in unknown)}
        )


def filled(text, values) -> str:
    """The text with its fields in words."""
    return FIELD.sub(lambda found: values.get(found[1], found[0]), text)


class ClauseQuerySet(models.QuerySet):
    def fitting(self, contract) -> list:
        """Those whose conditions a contract meets, in their order."""
        return [one for one in self.filter(active=True) if one.fits(contract)]


class ClauseTemplate(Recorded):
    """A clause as the company words it, and when it is proposed."""

    class Who(models.TextChoices):
        ANY = "", gettext_lazy("Cualquier cliente")
        CONSUMER = "consumer", gettext_lazy("Si el cliente es consumidor")
        COMPANY = "company", gettext_lazy("Si no lo es")

    LEGAL_FIELDS = ("title", "text", "order", "group", "renewal", "who", "active")

    title = models.CharField(gettext_lazy("título"), max_length=120, unique=True)
    text = models.TextField(gettext_lazy("texto"), max_length=10_000, validators=[check_fields])
    order = models.PositiveSmallIntegerField(gettext_lazy("orden"), default=100)
    group = models.CharField(
        gettext_lazy("grupo de usuarios"), max_length=10, choices=UserGroup, blank=True
    )
    renewal = models.CharField(gettext_lazy("prórroga"), max_length=8, choices=Renewal, blank=True)
    who = models.CharField(gettext_lazy("de quién"), max_length=8, choices=Who, blank=True)
    active = models.BooleanField(gettext_lazy("se propone"), default=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = gettext_lazy("cláusula de la casa")
        verbose_name_plural = gettext_lazy("cláusulas de la casa")

    def __str__(self):
        return self.title

    def fits(self, contract) -> bool:
        consumer = self.Who.CONSUMER if contract.is_consumer else self.Who.COMPANY
        return (
            self.group in ("", contract.group)
            and self.renewal in ("", contract.renewal)
            and self.who in ("", consumer)
        )
