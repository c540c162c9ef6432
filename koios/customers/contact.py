"""The people at a customer, and what each of them receives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core import clock
from koios.core.acts import act
from koios.core.states import Recorded
from koios.customers import searching
from koios.customers.consent import DataSubject
from koios.customers.customer import Customer

# What a person may be written to about; the names of fields of `Contact`
ROLES = {
    "commercial": _("Cotizaciones"),
    "contract": _("Contratos"),
    "survey": _("Encuestas"),
    "cases": _("PQRS"),
    "billing": _("Facturación"),
}


class ContactQuerySet(models.QuerySet):
    def current(self):
        return self.filter(retired_at=None)

    def who_receive(self, role):
        """Those to write to about a role: `survey`, `billing`… see `ROLES`."""
        if role not in ROLES:
            raise ValueError(f"{role!r} is no role of a contact")
        return self.current().filter(**{role: True})


class Contact(Recorded):
    """A person at a customer."""

    class Part(models.TextChoices):
        """What they have to do with us, in a word."""

        DECIDES = "decides", _("Decide y firma")
        SUPERVISES = "supervises", _("Supervisa")
        PAYS = "pays", _("Paga")
        USES = "uses", _("Usa el servicio")
        OTHER = "other", _("Otro")

    LEGAL_FIELDS = (
        "customer",
        "name",
        "position",
        "part",
        "email",
        "phone",
        *ROLES,
        "retired_at",
    )
    PERSONAL_FIELDS = ("name", "position", "email", "phone")

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="contacts", verbose_name=_("cliente")
    )
    name = models.CharField(_("nombre"), max_length=150)
    position = models.CharField(_("cargo"), max_length=120, blank=True)
    part = models.CharField(_("papel"), max_length=10, choices=Part, default=Part.OTHER)
    email = models.EmailField(_("correo electrónico"), blank=True, db_index=True)
    phone = models.CharField(_("teléfono o celular"), max_length=60, blank=True)
    commercial = models.BooleanField(ROLES["commercial"], default=False)
    contract = models.BooleanField(ROLES["contract"], default=False)
    survey = models.BooleanField(ROLES["survey"], default=False)
    cases = models.BooleanField(ROLES["cases"], default=False)
    billing = models.BooleanField(ROLES["billing"], default=False)
    subject = models.ForeignKey(
        DataSubject, models.PROTECT, null=True, related_name="contacts", editable=False
    )
    retired_at = models.DateTimeField(_("retirado"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("contacto")
        verbose_name_plural = _("contactos")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{self.customer.get_absolute_url()}#contact-{self.pk}"

    @property
    def roles(self):
        """The names of what they receive, in the order of the list."""
        return [str(label) for role, label in ROLES.items() if getattr(self, role)]

    @classmethod
    @act
    def introduce(cls, customer, *, by, **fields):
        """A person at a customer of whom we did not know."""
        contact = cls(customer=customer, **fields).begin(by=by, verb="introduced")
        searching.index(customer)
        return contact

    @act
    def revise(self, *, by, reason="", **changes):
        changed = self.amend(by=by, verb="revised", reason=reason, **changes)
        if changed and self.subject:
            self.subject.amend(by=by, name=self.name, email=self.email, phone=self.phone)
        searching.index(self.customer)
        return changed

    @act
    def as_subject(self, *, by):
        """The person, as the ledger of consents knows them."""
        if self.subject is None:
            self.subject = DataSubject.known_as(
                name=self.name, email=self.email, phone=self.phone, by=by
            )
            self.save(update_fields=["subject"])
        return self.subject

    @act
    def retire(self, *, by, reason=""):
        """They left: nothing more is sent to them, and what was stays on record."""
        self.amend(by=by, verb="retired", reason=reason, retired_at=clock.now())
        searching.index(self.customer)
