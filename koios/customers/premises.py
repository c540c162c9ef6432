"""Other addresses of a customer: where buses stop, where invoices go, where branches are."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core import clock
from koios.core.acts import act
from koios.core.states import Recorded
from koios.customers import places
from koios.customers.customer import Customer


class Address(Recorded):
    """A place of a customer besides its seat, which the customer itself carries."""

    class Use(models.TextChoices):
        BRANCH = "branch", _("Sede")
        PICK_UP = "pick_up", _("Recogida de pasajeros")
        MAIL = "mail", _("Correspondencia")
        BILLING = "billing", _("Facturación")

    LEGAL_FIELDS = ("customer", "use", "name", "line", "municipality", "dropped_at")
    PERSONAL_FIELDS = ("line",)

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="addresses", verbose_name=_("cliente")
    )
    use = models.CharField(_("para qué es"), max_length=8, choices=Use, default=Use.BRANCH)
    name = models.CharField(_("nombre del lugar"), max_length=120, blank=True)
    line = models.CharField(_("dirección"), max_length=250)
    municipality = models.CharField(_("municipio"), max_length=5, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("dirección")
        verbose_name_plural = _("direcciones")

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.line, places.named(self.municipality)]))

    @classmethod
    @act
    def note_down(cls, customer, *, by, **fields):
        return cls(customer=customer, **fields).begin(by=by, verb="noted")

    @act
    def revise(self, *, by, **changes):
        return self.amend(by=by, verb="revised", **changes)

    @act
    def drop(self, *, by):
        """The customer is not there any more."""
        return self.amend(by=by, verb="dropped", dropped_at=clock.now())
