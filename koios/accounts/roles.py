"""What a kind of work may do: the company's own list, with a first proposal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core.permissions import APPROVE, CONFIGURE, EDIT, SEE

LEVELS = (SEE, EDIT, APPROVE, CONFIGURE)  # each holds those before it


def reaches(granted, level):
    """Whether a granted level ("" for none) is at least the level asked for."""
    return granted in LEVELS and LEVELS.index(granted) >= LEVELS.index(level)


class Role(models.Model):
    """A kind of work in the company, and how far it reaches in each module."""

    key = models.SlugField(_("clave"), max_length=40, unique=True)
    name = models.CharField(_("nombre"), max_length=80, unique=True)
    description = models.CharField(_("para qué es"), max_length=200, blank=True)
    # {"cases": "edit", "users": ""}: "" was decided, a missing module never was.
    grants = models.JSONField(_("alcance"), default=dict, blank=True)
    require_second_factor = models.BooleanField(_("exige segundo factor"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("rol")
        verbose_name_plural = _("roles")

    def __str__(self):
        return self.name

    def may(self, module, level):
        return reaches(self.grants.get(module, ""), level)


# The first proposal. Operations does not see who complains in confidence: the
# complaint is often about one of their drivers. The auditor reads everything else.
DEFAULT_ROLES = [
    {
        "key": "admin",
        "name": "Administración",
        "description": "Personas, ajustes y todo lo demás",
        "grants": {
            "cases": CONFIGURE,
            "customers": CONFIGURE,
            "actions": CONFIGURE,
            "users": CONFIGURE,
            "settings": CONFIGURE,
            "trail": CONFIGURE,
            "identities": SEE,
        },
    },
    {
        "key": "management",
        "name": "Gerencia",
        "description": "Ve todo, aprueba y decide",
        "grants": {
            "cases": APPROVE,
            "customers": APPROVE,
            "actions": APPROVE,
            "users": SEE,
            "settings": SEE,
            "trail": SEE,
            "identities": SEE,
        },
    },
    {
        "key": "sales",
        "name": "Comercial",
        "description": "Clientes, cotizaciones y contratos",
        "grants": {
            "cases": EDIT,
            "customers": EDIT,
            "actions": SEE,
            "users": "",
            "settings": "",
            "trail": "",
            "identities": "",
        },
    },
    {
        "key": "operations",
        "name": "Operaciones",
        "description": "Programa los servicios e investiga lo que pasó",
        "grants": {
            "cases": EDIT,
            "customers": SEE,
            "actions": EDIT,
            "users": "",
            "settings": "",
            "trail": "",
            "identities": "",
        },
    },
    {
        "key": "service",
        "name": "Servicio al cliente",
        "description": "Recibe y responde PQRS",
        "grants": {
            "cases": EDIT,
            "customers": EDIT,
            "actions": EDIT,
            "users": "",
            "settings": "",
            "trail": "",
            "identities": SEE,
        },
    },
    {
        "key": "quality",
        "name": "Calidad",
        "description": "Aprueba respuestas, lleva las acciones y configura el proceso",
        "grants": {
            "cases": CONFIGURE,
            "customers": EDIT,
            "actions": CONFIGURE,
            "users": SEE,
            "settings": SEE,
            "trail": SEE,
            "identities": SEE,
        },
    },
    {
        "key": "auditor",
        "name": "Auditor",
        "description": "Lee todo y no cambia nada; no ve identidades en reserva",
        "grants": {
            "cases": SEE,
            "customers": SEE,
            "actions": SEE,
            "users": SEE,
            "settings": SEE,
            "trail": SEE,
            "identities": "",
        },
    },
]


def ensure_roles():
    """The proposed roles exist; what the company already decided stays as it is."""
    for proposal in DEFAULT_ROLES:
        role, created = Role.objects.get_or_create(key=proposal["key"], defaults=proposal)
        undecided = {m: g for m, g in proposal["grants"].items() if m not in role.grants}
        if not created and undecided:
            role.grants |= undecided
            role.save(update_fields=["grants"])
