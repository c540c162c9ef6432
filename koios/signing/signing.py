"""What a person does on their page: sign or approve, or say why not. The proof stays with the act.

Ley 527 de 1999, art. 7, and Decreto 2364 de 2012: who signs is told by data that are theirs alone
(a code sent to their address, or their own session), they agree on the method, and what they saw
is told by its hash. The signature in the file follows a moment later (`landing.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import audit, clock, origin, signatures
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.states import Recorded
from koios.signing import landing
from koios.signing.states import Kind, Status, Step


@dataclass(frozen=True)
class Proof:
    """How it is known who acted: a code that was sent and spent, or a session of their own."""

    method: str
    sent_at: datetime | None = None
    used_at: datetime | None = None

    @classmethod
    def code(cls, spent):
        return cls(Signature.Method.CODE, spent.issued_at, spent.used_at)

    @classmethod
    def session(cls):
        return cls(Signature.Method.SESSION)


class Signature(Recorded):
    """What a person did to sign: who, as what, of which bytes, agreeing to which words."""

    class Method(models.TextChoices):
        CODE = "code", gettext_lazy("Código al correo")
        SESSION = "session", gettext_lazy("Sesión propia en Koios")

    LEGAL_FIELDS = (
        *("signer_id", "request_id", "name", "document", "capacity", "email", "consent"),
        *("base_sha256", "seen_sha256", "drawn", "method", "code_sent_at", "code_used_at"),
        *("ip", "agent", "at"),
    )
    PERSONAL_FIELDS = ("name", "document", "capacity", "email", "ip", "agent", "drawn")

    signer = models.OneToOneField("signing.Signer", models.PROTECT, related_name="signature")
    request = models.ForeignKey("signing.SigningRequest", models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=150)
    document = models.CharField(max_length=40)
    capacity = models.CharField(max_length=120)
    email = models.EmailField()
    consent = models.TextField()  # the words that they agreed to
    base_sha256 = models.CharField(max_length=64)
    seen_sha256 = models.CharField(max_length=64)  # the file as it stood, with others' signatures
    drawn = models.TextField(blank=True)  # the strokes; empty when they typed their name
    method = models.CharField(max_length=8, choices=Method)
    code_sent_at = models.DateTimeField(null=True)
    code_used_at = models.DateTimeField(null=True)
    ip = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = gettext_lazy("firma")
        constraints = [
            models.CheckConstraint(
                condition=Q(method="code", code_used_at__isnull=False) | Q(method="session"),
                name="signature_has_proof",
            )
        ]

    def __str__(self):
        return f"{self.request_id} {self.name}"


class Signs:
    """A signer acts once, while they are invited and the request is open."""

    @act
    def open(self):
        """They looked at it as a person does; only the first time is told."""
        signer = lock(self)
        if signer.opened_at is None and signer.status == Step.INVITED:
            signer.amend(by=signer._actor(), verb="opened", opened_at=clock.now())

    @act
    def sign(
        self,
        *,
        name,
        document,
        capacity,
        consent,
        base_sha256,
        proof: Proof,
        drawn="",
        agent="",
        seen="",
    ):
        """They sign, or approve. `base_sha256` is what they were shown and agreed to; `seen` the
        file as it stood then, for somebody else may have signed meanwhile."""
        signatures.must_hold()
        request, signer = self._held()
        if base_sha256 != request.base_sha256:
            raise Refusal(_("El documento no es el que usted leyó. Vuelva a abrir la página."))
        verb = "approved" if signer.kind == Kind.APPROVER else "signed"
        told = {"name": name, "document": document, "capacity": capacity}
        by = signer._actor()
        signer.move_to(Step.SIGNED, by=by, verb=verb, done_at=clock.now(), **told)
        signature = Signature(
            signer=signer,
            request=request,
            email=signer.email,
            consent=consent,
            base_sha256=request.base_sha256,
            seen_sha256=_seen(request, seen),
            drawn=drawn,
            method=proof.method,
            code_sent_at=proof.sent_at,
            code_used_at=proof.used_at,
            ip=origin.ip(),
            agent=agent[:300],
            at=clock.now(),
            **told,
        ).begin(by=by, verb=verb)
        landing.land.enqueue(request=request.pk, unique=f"signing.land.{request.pk}")
        return signature

    @act
    def decline(self, *, reason):
        """They do not sign, and say why: the request ends for all."""
        request, signer = self._held()
        by = signer._actor()
        signer.move_to(
            Step.DECLINED, by=by, verb="declined", reason=reason, why=reason, done_at=clock.now()
        )
        request.end_declined(signer, reason=reason, by=by)
        return signer

    def _held(self):
        request = lock(self.request)
        signer = lock(self)
        signer.request = request
        if request.status != Status.OPEN or request.is_over_time:
            raise Refusal(_("Este documento ya no está en firma."))
        if signer.status != Step.INVITED:
            raise Refusal(_("Su parte en este documento ya terminó, o no ha llegado su turno."))
        return request, signer

    def _actor(self):
        return self.user or audit.PUBLIC


def _seen(request, sha256):
    hashes = list(request.revisions.values_list("sha256", flat=True))
    return sha256 if sha256 in hashes else hashes[-1]
