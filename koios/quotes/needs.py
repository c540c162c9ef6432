"""What a customer needs, before anything is offered: where the thread begins."""

from django.db import IntegrityError, models
from django.db.models import Q
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core import calendar, clock, files, notices, numbering
from koios.core import settings as company
from koios.core.acts import act
from koios.core.permissions import EDIT, SEE
from koios.core.refusals import Refusal
from koios.core.states import Stateful
from koios.customers.models import Contact, Customer
from koios.quotes import searching
from koios.quotes.acknowledging import Acknowledged
from koios.quotes.capability import check_capability
from koios.quotes.need_outline import Outline
from koios.quotes.reasons import LossReason


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.may("quotes", SEE) else self.none()

    def open(self):
        return self.filter(status=Need.Status.OPEN)

    def to_pursue(self, on):
        return self.open().filter(next_step_on__lte=on)


class Need(Outline, Acknowledged, Stateful):
    """A request for a service, as somebody told it, with who attends to it."""

    class Status(models.TextChoices):
        OPEN = "open", _("Por atender")
        QUOTED = "quoted", _("Cotizada")
        CLOSED = "closed", _("Sin cotización")

    class Channel(models.TextChoices):
        PHONE = "phone", _("Teléfono")
        EMAIL = "email", _("Correo")
        VISIT = "visit", _("Visita")
        WEB = "web", _("Página web")
        WHATSAPP = "whatsapp", _("WhatsApp")
        OTHER = "other", _("Otro canal")

    MOVES = {
        Status.OPEN: {Status.QUOTED, Status.CLOSED},
        Status.QUOTED: {Status.OPEN, Status.CLOSED},
        Status.CLOSED: {Status.OPEN},
    }
    LEGAL_FIELDS = ("number", "status", "channel", "customer_id", "what", "received_at")
    PERSONAL_FIELDS = ("contact_name", "contact_email", "contact_phone")

    number = models.CharField(_("número"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    status = models.CharField(_("estado"), max_length=6, choices=Status, default=Status.OPEN)
    channel = models.CharField(_("canal"), max_length=8, choices=Channel)
    received_at = models.DateTimeField(_("recibida"))
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("cliente"),
    )
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    company = models.CharField(_("empresa"), max_length=200, blank=True)
    contact_name = models.CharField(_("nombre"), max_length=150, blank=True)
    contact_email = models.EmailField(_("correo"), blank=True)
    contact_phone = models.CharField(_("teléfono"), max_length=60, blank=True)

    what = models.TextField(_("qué necesita"), max_length=5000)
    place = models.CharField(_("dónde"), max_length=300, blank=True)
    schedule = models.CharField(_("cuándo"), max_length=300, blank=True)
    passengers = models.CharField(_("cuántas personas"), max_length=120, blank=True)
    begins = models.CharField(_("desde cuándo"), max_length=120, blank=True)

    owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="needs", verbose_name=_("responsable")
    )
    next_step = models.CharField(_("próximo paso"), max_length=200, blank=True)
    next_step_on = models.DateField(_("fecha del próximo paso"), null=True, blank=True)
    reason = models.ForeignKey(
        LossReason, models.PROTECT, null=True, related_name="needs", verbose_name=_("razón")
    )
    submission = models.CharField(max_length=64, unique=True, null=True)
    token_version = models.PositiveSmallIntegerField(default=1)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("solicitud")
        verbose_name_plural = _("solicitudes")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="need_number_once"),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(reason__isnull=False),
                name="need_closed_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="need_by_receipt"),
            models.Index(fields=["status", "next_step_on", "id"], name="need_by_next_step"),
            models.Index(fields=["owner", "status", "next_step_on", "id"], name="need_by_owner"),
            models.Index(fields=["customer", "-received_at"], name="need_by_customer"),
        ]

    def __str__(self):
        return self.number

    @property
    def customer_name(self):
        return str(self.customer or "")

    @property
    def capability(self):
        """The last look at whether the company can."""
        return next(iter(self.checks.all()), None)

    @classmethod
    def take(cls, *, submission=None, **told):
        """A request comes in; the same `submission` gives the one that the first press made."""
        try:
            with act():
                return cls._take(submission=submission, **told)
        except IntegrityError:
            made = submission and cls.objects.filter(submission=submission).first()
            if not made:
                raise
            return made

    @classmethod
    def _take(cls, *, by, channel, what, submission=None, owner=None, basket="", **fields):
        now = clock.now()
        number = numbering.take("need", on=calendar.day_of(now))
        customer = fields.get("customer")
        need = cls(
            number=number.text,
            year=number.year,
            sequence=number.sequence,
            channel=channel,
            what=what,
            received_at=now,
            owner=owner or (customer.owner if customer else None),
            submission=submission or None,
            **fields,
        )
        if not need.next_step:
            need.next_step, need.next_step_on = _first_step()
        need.begin(by=by, verb="received")
        if basket:
            files.adopt(basket, about=need, by=by, public=True)
        searching.index_need(need)
        need._acknowledge()
        need._tell(by)
        return need

    @act
    def revise(self, *, by, **fields):
        """Correct or complete what is known of it."""
        changed = self.amend(by=by, verb="revised", **fields)
        if changed:
            searching.index_need(self)
        return changed

    @act
    def recognise(self, customer, *, by, contact=None):
        """Who asks is this customer; whoever looks after them attends to it, if nobody does."""
        changes = {"owner": customer.owner} if customer.owner and not self.owner else {}
        changed = self.amend(
            by=by, verb="recognised", customer=customer, contact=contact, **changes
        )
        if changed:
            searching.index_need(self)
        if "owner" in changes:
            self._tell(by)
        return self

    @act
    def attach(self, basket, *, by):
        """Files that came later: a drawing, a list of passengers, terms of reference."""
        if not files.adopt(basket, about=self, by=by):
            raise Refusal(_g("Escoja al menos un archivo."))

    @act
    def hand_to(self, person, *, by, reason=""):
        """Another person attends to it, and is told."""
        if self.amend(by=by, verb="handed_over", reason=reason, owner=person):
            self._tell(by)
        return self

    @act
    def plan(self, *, by, step, on):
        """What to do next, and when."""
        if not self.is_open:
            raise Refusal(_g("Esta solicitud ya no está por atender."))
        return self.amend(by=by, verb="planned", next_step=step, next_step_on=on)

    @act
    def check_capability(self, **told):
        return check_capability(self, **told)

    @act
    def answer_with(self, quote, *, by):
        """A quote was begun from it."""
        if self.status == self.Status.CLOSED:
            raise Refusal(_g("Esta solicitud se cerró sin cotización. Vuelva a abrirla."))
        changes = {"next_step": "", "next_step_on": None}
        if self.customer_id is None:
            changes["customer"] = quote.customer
        if self.is_open:
            self.move_to(
                self.Status.QUOTED, by=by, verb="quoted", facts={"quote": quote.key}, **changes
            )

    @act
    def lose_draft(self, *, by):
        """The only quote begun from it was thrown away: it waits again."""
        if self.status == self.Status.QUOTED and not self.quotes.exists():
            self.move_to(self.Status.OPEN, by=by, verb="waits_again", **_step_again())

    @act
    def close(self, *, by, reason, comment=""):
        """It ends without a quote, and is known why."""
        if self.quotes.exists():
            raise Refusal(_g("Ya tiene una cotización: se cierra con la respuesta del cliente."))
        self.move_to(
            self.Status.CLOSED,
            by=by,
            verb="closed",
            reason=comment,
            reason_id=reason.pk,
            next_step="",
            next_step_on=None,
        )

    @act
    def reopen(self, *, by, comment):
        """They ask again, or it was closed by mistake."""
        told = {"reason": comment, "reason_id": None, **_step_again()}
        self.move_to(self.Status.OPEN, by=by, verb="reopened", **told)

    def attachments(self):
        return files.File.for_record(self)

    def _tell(self, by):
        """Its owner; of one that nobody has and that came from outside, all who sell."""
        if self.owner:
            if self.owner != by:
                key = f"need.owner.{self.pk}.{calendar.today()}"
                self._notify(
                    self.owner, _("Quedó a su cargo la solicitud %(number)s: %(what)s"), key
                )
        elif not isinstance(by, User):
            for person in User.objects.who_may("quotes", EDIT):
                words = _("Llegó la solicitud %(number)s y nadie la tiene: %(what)s")
                self._notify(person, words, f"need.new.{self.pk}")

    def _notify(self, person, words, key):
        told = {"number": self.number, "what": self.headline}
        notices.tell(person, lambda: words % told, url=self.get_absolute_url(), key=key)


def _first_step():
    """What is done with a request that nobody has planned, and by when."""
    days = company.get("quotes.need_days")
    step = _g("Llamar para entender lo que necesita")
    return step, calendar.add_business_days(calendar.today(), days)


def _step_again() -> dict:
    step, on = _first_step()
    return {"next_step": step, "next_step_on": on}
