"""The people who work with Koios and the areas they answer for."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koios.accounts.roles import LEVELS, Role, reaches
from koios.core import audit, clock
from koios.core.acts import act
from koios.core.permissions import CONFIGURE, SEE


class Area(models.Model):
    """A part of the company that answers for something, as a receipt names it."""

    name = models.CharField(_("nombre"), max_length=80, unique=True)
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
        return self.who_may("users", CONFIGURE)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())

    def create_person(self, email, name, roles=(), *, by=audit.SYSTEM, password=None, **fields):
        """A person of the company. `roles` are Role rows or their keys; without a
        password they get in by an invitation (see links.py)."""
        person = self.model(email=email.strip().lower(), name=name.strip(), **fields)
        person.set_password(password)
        rows = [role if isinstance(role, Role) else Role.objects.get(key=role) for role in roles]
        with act():
            person.save()
            person.roles.set(rows)
            audit.record(
                person,
                "added",
                by=by,
                changes={
                    "email": ("", person.email),
                    "name": ("", person.name),
                    "roles": ([], sorted(role.key for role in rows)),
                },
            )
        return person


class User(AbstractBaseUser):
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
        for grants in self._roles_held.values():
            for module, level in grants["grants"].items():
                if level in LEVELS and not reaches(best.get(module, ""), level):
                    best[module] = level
        return best

    @cached_property
    def _roles_held(self):
        rows = self.roles.values("key", "grants", "require_second_factor")
        return {row["key"]: row for row in rows}

    def may(self, module, level=SEE):
        return self.is_active and reaches(self.grants.get(module, ""), level)

    def must_have_second_factor(self):
        return any(row["require_second_factor"] for row in self._roles_held.values())

    def is_administrator(self):
        return self.may("users", CONFIGURE)

    def forget_grants(self):
        """Reads the roles again the next time: they have just changed."""
        for name in ("grants", "_roles_held"):
            self.__dict__.pop(name, None)
