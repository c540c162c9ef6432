"""A person who is asked to sign, to approve, or to be sent a copy, and their own page."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core import tokens
from koios.core.states import Stateful
from koios.signing.replacing import Replaceable
from koios.signing.signing import Signs
from koios.signing.states import STEPS, TO_SIGN, Kind, Side, Step


class Signer(Signs, Replaceable, Stateful):
    """Somebody's part in a request; who takes over from them is another row of the same place."""

    LEGAL_FIELDS = (
        *("request_id", "key", "kind", "side", "position", "place", "name", "document"),
        *("capacity", "email", "user_id", "status", "token_version", "previous_id", "why"),
    )
    PERSONAL_FIELDS = ("name", "document", "capacity", "email")
    MOVES = STEPS

    request = models.ForeignKey("signing.SigningRequest", models.PROTECT, related_name="signers")
    key = models.CharField(max_length=16, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    side = models.CharField(max_length=6, choices=Side)
    position = models.PositiveSmallIntegerField(_("turno"), default=1)
    place = models.PositiveSmallIntegerField(null=True)  # on the sheet; a copy has none
    name = models.CharField(_("nombre"), max_length=150)
    document = models.CharField(_("documento"), max_length=40, blank=True)
    capacity = models.CharField(_("calidad en que firma"), max_length=120, blank=True)
    email = models.EmailField(_("correo"))
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="signers")
    status = models.CharField(max_length=10, choices=Step, default=Step.WAITING)
    token_version = models.PositiveSmallIntegerField(default=1)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="successor"
    )  # whose place they took
    invited_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)  # days after which they last were
    why = models.TextField(blank=True)  # they declined, delegated or were replaced

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("firmante")
        verbose_name_plural = _("firmantes")
        indexes = [models.Index(fields=["user", "status"], name="signer_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="copy", place=None) | (~Q(kind="copy") & Q(place__isnull=False)),
                name="signer_has_a_place",
            ),
            models.UniqueConstraint(
                fields=["request", "place"],
                condition=Q(status__in=["waiting", "invited", "signed", "declined"]),
                name="signer_place_once",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.request.get_absolute_url()

    @property
    def token(self) -> str:
        """The secret of their page; the key finds them, the rest opens it."""
        return f"{self.key}-{tokens.token_for('signing', self.pk, self.token_version)}"

    @property
    def public_url(self) -> str:
        return reverse("public_signing:sign", args=[self.token])

    @property
    def is_to_sign(self) -> bool:
        return self.kind != Kind.COPY and self.status in TO_SIGN

    @property
    def field(self) -> str:
        return field_of(self.place)


def field_of(place: int) -> str:
    """The name of a field in the file."""
    return f"Firma{place}"
