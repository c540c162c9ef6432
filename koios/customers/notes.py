"""What was talked about with a customer, dated and signed (ISO 9001, 8.2.1)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core import clock
from koios.core.acts import act
from koios.core.states import Recorded
from koios.customers.contact import Contact
from koios.customers.customer import Customer


class Note(Recorded):
    """A call, a visit, a letter or a thought, on the story of a customer. Never rewritten."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Nota del equipo")
        CALL = "call", _("Llamada")
        VISIT = "visit", _("Visita")
        MEETING = "meeting", _("Reunión")
        MAIL = "mail", _("Correo o mensaje")

    ICONS = {
        Kind.NOTE: "note",
        Kind.CALL: "phone",
        Kind.VISIT: "map-pin",
        Kind.MEETING: "users",
        Kind.MAIL: "mail",
    }
    LEGAL_FIELDS = ("customer", "contact", "kind", "minutes", "text", "happened_at", "author")
    PERSONAL_FIELDS = ("text",)

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="notes")
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, verbose_name=_("con quién")
    )
    kind = models.CharField(_("fue"), max_length=8, choices=Kind, default=Kind.CALL)
    minutes = models.PositiveSmallIntegerField(_("minutos"), null=True, blank=True)
    text = models.TextField(_("qué se dijo o se acordó"), max_length=5000)
    happened_at = models.DateTimeField(_("cuándo"), default=clock.now)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["customer", "-happened_at"], name="note_of_customer")]
        verbose_name = _("nota")
        verbose_name_plural = _("notas")

    def __str__(self):
        return self.text[:80]

    @property
    def icon(self):
        return self.ICONS[self.kind]

    @classmethod
    @act
    def write(cls, customer, *, by, **fields):
        fields.setdefault("happened_at", clock.now())
        return cls(customer=customer, author=by, **fields).begin(by=by, verb="written")
