"""What the company tells people about their data, and what it asks them to allow.

Policy and notices are texts with versions: one that was published never changes, because what
people allowed rests on it (Ley 1581 de 2012, art. 9 and 12; Decreto 1377 de 2013, art. 7 and 13).
"""

import hashlib
from functools import cache
from pathlib import Path
from string import Template

from django.conf import settings as django_settings
from django.db import IntegrityError, models
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import audit, calendar, clock, company
from koios.core import settings as company_settings
from koios.core.acts import act
from koios.core.refusals import Refusal
from koios.core.states import Recorded

PROPOSALS = Path(__file__).parent / "data"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Published(Recorded):
    """A text with versions. Publishing is the only thing that can be done with it."""

    PROPOSAL = ""  # the file with the text that is proposed

    LEGAL_FIELDS = ("version", "body", "sha256", "effective_on")

    version = models.PositiveIntegerField(gettext_lazy("versión"))
    body = models.TextField(gettext_lazy("texto"))
    sha256 = models.CharField(max_length=64, editable=False)
    effective_on = models.DateField(gettext_lazy("rige desde"))
    published_at = models.DateTimeField(editable=False)
    published_by = models.ForeignKey(
        django_settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def blocks(self):
        """The text in pieces for a page: (kind, text or lines); `## ` a title, `- ` a list."""
        for piece in self.body.split("\n\n"):
            lines = [line.strip() for line in piece.strip().splitlines() if line.strip()]
            if not lines:
                continue
            if lines[0].startswith("## "):
                yield "title", lines[0][3:]
                lines = lines[1:]
            if lines and all(line.startswith("- ") for line in lines):
                yield "list", [line[2:] for line in lines]
            elif lines:
                yield "text", " ".join(lines)

    @classmethod
    def _publish(cls, body, *, by, effective_on=None, **among):
        body = body.replace("\r\n", "\n").strip()
        last = cls.objects.filter(**among).aggregate(last=Max("version"))["last"] or 0
        row = cls(
            version=last + 1,
            body=body,
            sha256=sha256(body),
            effective_on=effective_on or calendar.today(),
            published_at=clock.now(),
            published_by=by if isinstance(by, models.Model) else None,
            **among,
        )
        return row.begin(by=by, verb="published")

    @classmethod
    def _proposal(cls, **among):
        return cls.PROPOSAL

    @classmethod
    def _in_force(cls, **among):
        """The newest version that is in force. While nobody of the company has published one,
        it is the text that Koios proposes, with the company's data as they are today."""
        row = (
            cls.objects.filter(effective_on__lte=calendar.today(), **among)
            .order_by("-version")
            .first()
        )
        if row is None or row.published_by_id is None:
            body = proposal(cls._proposal(**among)).strip()
            if row is None or row.body != body:
                row = cls._proposed(body, among)
        return row

    @classmethod
    def _proposed(cls, body, among):
        try:
            with act():
                return cls._publish(body, by=audit.SYSTEM, **among)
        except IntegrityError:  # another process published it a moment ago
            return cls.objects.filter(**among).order_by("-version").first()


class PrivacyPolicy(Published):
    """The company's policy on personal data. Every version stays readable at its address."""

    PROPOSAL = "privacy_policy.txt"

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["version"], name="policy_version_once")]
        verbose_name = gettext_lazy("política de datos personales")

    def __str__(self):
        return _("Política de datos personales, versión %(version)s") % {"version": self.version}

    def get_absolute_url(self):
        return reverse("privacy:policy", args=[self.version])

    @classmethod
    @act
    def publish(cls, body, *, by, effective_on=None):
        return cls._publish(body, by=by, effective_on=effective_on)

    @classmethod
    def in_force(cls):
        return cls._in_force()


class PrivacyNotice(Published):
    """The short text beside a form (aviso de privacidad); proof of it is kept with each answer."""

    class Place(models.TextChoices):
        CASES = "cases", gettext_lazy("Formulario público de PQRS")
        PHONE = "phone", gettext_lazy("Atención por teléfono o en persona")
        REQUESTS = "requests", gettext_lazy("Formulario público de solicitudes de servicio")

    PROPOSAL = "privacy_notice.txt"
    PROPOSALS = {Place.REQUESTS: "privacy_notice_requests.txt"}
    LEGAL_FIELDS = ("place", *Published.LEGAL_FIELDS)

    place = models.CharField(gettext_lazy("dónde se muestra"), max_length=10, choices=Place)

    class Meta:
        ordering = ["place", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["place", "version"], name="notice_version_once")
        ]
        verbose_name = gettext_lazy("aviso de privacidad")

    def __str__(self):
        return _("Aviso de privacidad, versión %(version)s") % {"version": self.version}

    @classmethod
    @act
    def publish(cls, place, body, *, by, effective_on=None):
        return cls._publish(body, by=by, effective_on=effective_on, place=place)

    @classmethod
    def in_force(cls, place):
        return cls._in_force(place=place)

    @classmethod
    def _proposal(cls, *, place):
        return cls.PROPOSALS.get(place, cls.PROPOSAL)


class ConsentPurposeQuerySet(models.QuerySet):
    def asked(self):
        """Those that forms ask for today, in their order; the proposed ones the first time."""
        purposes = list(self.filter(is_active=True))
        if not purposes and not ConsentPurpose.objects.exists():
            ConsentPurpose.propose()
            purposes = list(self.filter(is_active=True))
        return purposes

    def by_key(self, key):
        return self.filter(key=key).first() or ConsentPurpose.propose().get(key=key)


class ConsentPurpose(Recorded):
    """One thing for which the company asks leave to use a person's data; each is its own choice.

    Another wording is another purpose (D1377, 5): it gets a new version, and what was allowed
    before does not hold for it.
    """

    LEGAL_FIELDS = ("key", "question", "hint", "version", "is_active", "order")

    key = models.SlugField(gettext_lazy("clave"), max_length=30, unique=True)
    name = models.CharField(gettext_lazy("nombre corto"), max_length=60)
    question = models.CharField(gettext_lazy("pregunta"), max_length=200)
    hint = models.CharField(gettext_lazy("qué pasa si dice que no"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_active = models.BooleanField(gettext_lazy("se pregunta"), default=True)
    order = models.PositiveSmallIntegerField(gettext_lazy("orden"), default=10)

    objects = ConsentPurposeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "key"]
        verbose_name = gettext_lazy("finalidad")
        verbose_name_plural = gettext_lazy("finalidades")

    def __str__(self):
        return self.name

    @act
    def reword(self, *, by, question, hint, **changes):
        """Another wording is a new version, for which leave must be asked again."""
        if question != self.question:
            changes["version"] = self.version + 1
        return self.amend(by=by, verb="reworded", question=question, hint=hint, **changes)

    @classmethod
    @act
    def propose(cls):
        """The purposes of the first day; those that exist stay as the company left them."""
        for proposal in PURPOSES:
            if not cls.objects.filter(key=proposal["key"]).exists():
                cls(**proposal).begin(by=audit.SYSTEM, verb="proposed")
        return cls.objects.all()


PURPOSES = [
    {
        "key": "call",
        "name": "Llamar si falta un dato",
        "question": "¿Podemos llamarlo si falta un dato?",
        "hint": "Solo sobre lo que nos pide aquí. Si dice que no, le escribimos.",
        "order": 10,
    },
    {
        "key": "ask",
        "name": "Preguntar cómo lo atendimos",
        "question": "¿Podemos preguntarle después cómo lo atendimos?",
        "hint": "Una encuesta corta, una sola vez. No cambia lo que le respondamos.",
        "order": 20,
    },
    {
        "key": "news",
        "name": "Novedades",
        "question": "¿Quiere recibir novedades de nuestros servicios?",
        "hint": "Puede retirarse cuando quiera. No cambia lo que le respondamos.",
        "order": 30,
    },
]


def proposal(name: str) -> str:
    """A proposed text with the company's own data in it; what is not known is left out."""
    told = {
        key: company_settings.get(f"company.{key}")
        for key in ("name", "legal_name", "nit", "address", "city", "phone", "email")
    }
    with company.speaking():  # another language would be another version
        who = [
            told["legal_name"] or told["name"],
            told["nit"] and _("NIT %(nit)s") % {"nit": told["nit"]},
            told["address"] and _("con domicilio en %(place)s") % {"place": told["address"]},
            told["city"],
            told["phone"] and _("teléfono %(phone)s") % {"phone": told["phone"]},
            told["email"] and _("correo %(email)s") % {"email": told["email"]},
        ]
        return _template(name).safe_substitute(
            who=", ".join(filter(None, who)),
            or_email=_(" o en %(email)s") % {"email": told["email"]} if told["email"] else "",
            url=django_settings.BASE_URL,
        )


@cache
def _template(name):
    return Template((PROPOSALS / name).read_text(encoding="utf-8"))


def check_body(body):
    """A policy must at least say who answers for the data and how to reach them."""
    if len(body) < 200:
        raise Refusal(_("El texto es muy corto para ser una política: revise que esté completo."))
