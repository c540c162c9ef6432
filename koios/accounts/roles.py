"""What a kind of work may do: the company's own list, with a first proposal."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import audit
from koios.core.acts import act
from koios.core.permissions import APPROVE, CONFIGURE, EDIT, LEVELS, SEE
from koios.core.refusals import Refusal
from koios.core.states import Recorded


def reaches(granted, level):
    """Whether a granted level ("" for none) holds the level asked for: each holds those before."""
    return granted in LEVELS and LEVELS.index(granted) >= LEVELS.index(level)


class Role(Recorded):
    """A kind of work in the company, and how far it reaches in each module."""

    LEGAL_FIELDS = ("key", "name", "grants", "require_second_factor")

    key = models.SlugField(_("clave"), max_length=40, unique=True, editable=False)
    name = models.CharField(
        _("nombre"),
        max_length=80,
        unique=True,
        error_messages={"unique": _("Ya hay un rol con ese nombre.")},
    )
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

    def get_absolute_url(self):
        return reverse("accounts:role", args=[self.key])

    def may(self, module, level):
        return reaches(self.grants.get(module, ""), level)

    def reach(self, module):
        """The level as the matrix shows it; "" for none."""
        level = self.grants.get(module, "")
        return level if level in LEVELS else ""

    # Verbs

    @act
    def add(self, *, by, like=None):
        """Put a new role on the list, empty or reaching as far as another one."""
        if like is not None:
            self.grants = dict(like.grants)
            self.require_second_factor = like.require_second_factor
        self.key = _free_key(self.name)
        return self.begin(by=by, facts={"like": like.key} if like is not None else None)

    @act
    def change(self, *, by, **fields):
        """Rename it, describe it, or ask for a second factor."""
        return self.amend(by=by, **fields)

    @act
    def drop(self, *, by):
        """Take away a role that nobody has."""
        if self.people.exists():
            raise Refusal(
                _g("Todavía hay personas con el rol %(role)s. Deles otro antes de quitarlo.")
                % {"role": self}
            )
        self.remove(by=by, changes={"name": (self.name, None)})


def _free_key(name):
    base = slugify(name)[:36] or "role"
    taken = set(Role.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(key for key in _numbered(base) if key not in taken)


def _numbered(base):
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


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
            "quotes": CONFIGURE,
            "contracts": CONFIGURE,
            "scheduling": CONFIGURE,
            "actions": CONFIGURE,
            "users": CONFIGURE,
            "settings": CONFIGURE,
            "trail": SEE,
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
            "quotes": APPROVE,
            "contracts": APPROVE,
            "scheduling": APPROVE,
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
            "quotes": EDIT,
            "contracts": EDIT,
            "scheduling": SEE,
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
            "quotes": SEE,
            "contracts": SEE,
            "scheduling": EDIT,
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
            "quotes": SEE,
            "contracts": SEE,
            "scheduling": SEE,
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
            "quotes": SEE,
            "contracts": SEE,
            "scheduling": SEE,
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
            "quotes": SEE,
            "contracts": SEE,
            "scheduling": SEE,
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
    held = set(Role.objects.values_list("key", flat=True))
    for proposal in DEFAULT_ROLES:
        if proposal["key"] not in held:
            Role(**proposal).begin(by=audit.SYSTEM)
    teach_roles()


@act
def teach_roles():
    """The roles of the company know the modules that came since, as they are proposed; a role that
    it took off its list does not come back."""
    held = {role.key: role for role in Role.objects.all()}
    for proposal in DEFAULT_ROLES:
        role = held.get(proposal["key"])
        undecided = {
            module: level
            for module, level in proposal["grants"].items()
            if role is not None and module not in role.grants
        }
        if undecided:
            role.amend(by=audit.SYSTEM, grants={**role.grants, **undecided})
