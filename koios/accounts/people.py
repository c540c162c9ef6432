"""The people who work with Koios and the areas they answer for."""

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as NO_PASSWORD
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.handovers import handovers
from koios.accounts.mail import tell_new_email, tell_new_password
from koios.accounts.roles import Role, reaches
from koios.core import audit, clock
from koios.core.acts import act, lock
from koios.core.permissions import CONFIGURE, EDIT, LEVELS, SEE
from koios.core.refusals import Refusal
from koios.core.states import Recorded
from koios.core.together import counted


class Area(Recorded):
    """A part of the company that answers for something, as a receipt names it."""

    LEGAL_FIELDS = ("name", "phone", "email", "head")

    name = models.CharField(
        _("nombre"),
        max_length=80,
        unique=True,
        error_messages={"unique": _("Ya hay un área con ese nombre.")},
    )
    phone = models.CharField(_("teléfono"), max_length=40, blank=True)
    email = models.EmailField(_("correo electrónico"), blank=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,  # written below: the two know each other
        models.PROTECT,
        null=True,
        blank=True,
        related_name="areas_headed",
        verbose_name=_("jefe"),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("área")
        verbose_name_plural = _("áreas")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("accounts:area", args=[self.pk])


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def who_may(self, module, level):
        """Active people with a role that reaches so far."""
        roles = [role.pk for role in Role.objects.all() if role.may(module, level)]
        return self.active().filter(
            pk__in=User.roles.through.objects.filter(role__in=roles).values("user")
        )

    def administrators(self):
        """Who may configure people and has a password to come in with."""
        return self.who_may("users", CONFIGURE).exclude(password__startswith=NO_PASSWORD)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())

    @act
    def create_person(self, email, name, roles=(), *, by=audit.SYSTEM, password=None, **fields):
        """A person of the company, with roles (rows or keys).

        Without a password they come in by an invitation (`AccessLink.invite`).
        """
        person = self.model(email=email.strip().lower(), name=name.strip(), **fields)
        person.set_password(password)
        person.save(force_insert=True)
        rows = [role if isinstance(role, Role) else Role.objects.get(key=role) for role in roles]
        person.roles.set(rows)
        audit.record(
            person,
            "added",
            by=by,
            changes={
                "email": (None, person.email),
                "name": (None, person.name),
                "roles": ([], _names(rows)),
            },
        )
        return person


class User(AbstractBaseUser, Recorded):
    """A person who signs in. The e-mail is their sign-in name."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("Como el equipo")
        LIGHT = "light", _("Claro")
        DARK = "dark", _("Oscuro")

    PERSONAL_FIELDS = ("email", "name", "phone")

    email = models.EmailField(_("correo electrónico"), max_length=254)
    name = models.CharField(_("nombre"), max_length=120)
    job_title = models.CharField(_("cargo"), max_length=120, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("área"),
    )
    phone = models.CharField(_("teléfono"), max_length=40, blank=True)
    roles = models.ManyToManyField(Role, blank=True, related_name="people", verbose_name=_("roles"))
    is_active = models.BooleanField(_("activa"), default=True)
    is_demo = models.BooleanField(_("de la demostración"), default=False, editable=False)
    language = models.CharField(
        _("idioma"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    theme = models.CharField(
        _("apariencia"), max_length=5, choices=Theme.choices, default=Theme.AUTO
    )
    created_at = models.DateTimeField(_("desde"), default=clock.now, editable=False)
    last_login = None  # when they came and from where is told by their sessions

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name = _("persona")
        verbose_name_plural = _("personas")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email",
                violation_error_message=_("Ya hay una persona con ese correo."),
            )
        ]
        indexes = [models.Index(fields=["is_active", "name"], name="people_by_name")]

    def __str__(self):
        return self.name or self.email

    def get_absolute_url(self):
        return reverse("accounts:person", args=[self.pk])

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    def initials(self):
        """Andrea Ruiz → AR; what the round mark beside a name shows."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in words[:2]).upper() or self.email[:1].upper()

    # What they may do

    @cached_property
    def grants(self):
        """{module: level}, the furthest of their roles; one query per request."""
        best = {}
        for role in self._roles_held.values():
            for module, level in role.grants.items():
                if level in LEVELS and not reaches(best.get(module, ""), level):
                    best[module] = level
        return best

    @cached_property
    def _roles_held(self):
        return {role.key: role for role in self.roles.all()}

    def may(self, module, level=SEE):
        return self.is_active and reaches(self.grants.get(module, ""), level)

    def must_have_second_factor(self):
        return any(role.require_second_factor for role in self._roles_held.values())

    def is_administrator(self):
        return self.may("users", CONFIGURE)

    # Verbs

    @act
    def change(self, *, by, **details):
        """Correct their details; a new e-mail is a new sign-in name and ends open links."""
        before = lock(self).email
        if "email" in details:
            details["email"] = details["email"].strip().lower()
        changed = self.amend(by=by, **details)
        if self.email != before:
            self.links.open().revoke(by=by)
            tell_new_email(self, before)
        return changed

    @act
    def set_roles(self, roles, *, by):
        """Give them these roles and no others."""
        _hold_roles()
        before = list(self.roles.all())
        if {role.pk for role in before} == {role.pk for role in roles}:
            return False
        self.roles.set(roles)
        self.forget_grants()
        keep_an_administrator()
        told = {"roles": (_names(before), _names(roles))}
        audit.record(self, "roles_changed", by=by, changes=told)
        return True

    @act
    def set_new_password(self, password, *, by, verb="password_changed", keep=None):
        """A new password: it ends their other sessions. `keep` is the session that goes on."""
        self.set_password(password)
        self.is_demo = False  # it is no longer the password that the demo prints
        self.save(update_fields=["password", "is_demo"])
        audit.record(self, verb, by=by)
        if verb != "invitation_accepted":
            tell_new_password(self)
        self.sign_ins.open().exclude(session_key=keep or "").end(by=by, why="password")

    def open_work(self):
        """What waits for them, as (handover, count), leaving out what is empty."""
        numbers = counted({handover: handover.count(self) for handover in handovers})
        return [(handover, number) for handover, number in numbers.items() if number]

    def may_take_over(self, person, work) -> bool:
        """Whether the open work of that person may pass to this one, who can then do it."""
        modules = {handover.module for handover, _count in work if handover.module}
        return self != person and self.is_active and all(self.may(one, EDIT) for one in modules)

    @act
    def deactivate(self, *, by, successor=None, reason=""):
        """Close their door for good or for a while; someone takes over what they had open."""
        _hold_roles()
        lock(self)
        if self == by:
            raise Refusal(_g("Nadie desactiva su propia cuenta. Pídaselo a otra persona."))
        work = self.open_work()
        if work and successor is None:
            raise Refusal(_g("Diga quién recibe el trabajo abierto de %(name)s.") % {"name": self})
        if successor is not None and not successor.may_take_over(self, work):
            raise Refusal(_g("%(name)s no puede recibir el trabajo.") % {"name": successor})
        for handover, _count in work:
            handover.hand_over(self, successor, by)
        self.amend(
            by=by,
            verb="deactivated",
            reason=reason,
            facts={
                "handed_over": {handover.key: count for handover, count in work},
                "successor": successor.pk if successor is not None else None,
            },
            is_active=False,
        )
        keep_an_administrator()
        self.links.open().revoke(by=by)
        self.sign_ins.open().end(by=by, why="deactivated")

    @act
    def reactivate(self, *, by):
        """Open their door again, with the roles and the password that they had."""
        self.amend(by=by, verb="reactivated", is_active=True)

    def forget_grants(self):
        """Reads the roles again the next time: they have just changed."""
        for name in ("grants", "_roles_held"):
            self.__dict__.pop(name, None)


def keep_an_administrator():
    """Refuses, inside an act, what would leave nobody able to configure people."""
    if not User.objects.administrators().exists():
        raise Refusal(
            _g(
                "Así no quedaría nadie que pueda configurar personas. "
                "Dele antes ese alcance a otra persona que ya tenga contraseña."
            )
        )


def _names(roles):
    """As they were called when it happened: a role may get another name, or go."""
    return sorted(role.name for role in roles)


def _hold_roles():
    # Two administrators who take each other's role away at once must not both succeed.
    list(Role.objects.select_for_update().order_by("pk").values_list("pk"))
