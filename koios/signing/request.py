"""A paper that people are asked to sign, from the asking to the last signature."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import calendar, clock, company, documents, files, notices, settings, signatures
from koios.core.acts import act, lock
from koios.core.files import reference
from koios.core.outbox import clean_address
from koios.core.refusals import Refusal
from koios.core.states import Stateful
from koios.signing import landing
from koios.signing.ending import Ending
from koios.signing.inviting import Inviting
from koios.signing.landing import Landing
from koios.signing.party import Party
from koios.signing.proving import Proving
from koios.signing.signer import Signer
from koios.signing.states import MOVES, ON_ITS_WAY, OUT, TO_SIGN, Kind, Status
from koios.signing.subjects import subjects

MOST = 20  # people who sign one paper


class SigningRequest(Inviting, Landing, Proving, Ending, Stateful):
    """Asks people of both sides to sign one frozen document, each on a page of their own."""

    LEGAL_FIELDS = (
        *("key", "subject_type", "subject_id", "document_id", "title", "ordered", "method"),
        *("status", "expires_on", "base_sha256", "signed_at", "why", "evidence_sha256"),
    )
    MOVES = MOVES

    key = models.CharField(max_length=16, unique=True, editable=False)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    document = models.ForeignKey(
        documents.Document, models.PROTECT, related_name="signing_requests"
    )
    title = models.CharField(max_length=200)
    message = models.TextField(blank=True)
    method = models.TextField()  # the agreement on the method, as it stood when they were asked
    ordered = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.PREPARING)
    base_sha256 = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_on = models.DateField()
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)  # it ended without all signatures
    evidence = models.OneToOneField(
        documents.Document, models.PROTECT, null=True, related_name="evidence_of"
    )
    evidence_file = models.OneToOneField(
        files.File, models.PROTECT, null=True, related_name="evidence_of"
    )
    evidence_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = gettext_lazy("proceso de firma")
        verbose_name_plural = gettext_lazy("procesos de firma")
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="signing_subject"),
            models.Index(fields=["status", "expires_on"], name="signing_to_expire"),
            models.Index(fields=["evidence_sha256"], name="signing_evidence"),
        ]

    def __str__(self):
        return self.title

    @classmethod
    @act
    def ask(
        cls, document, *, about, title, parties, by, ordered=False, message="", expires_on=None
    ):
        """Ask these people to sign a document; it may still be in preparation.

        In order, each position is asked when the one before has signed; else all at once.
        """
        subject_type, subject_id = reference(about)
        if subject_type not in subjects:
            raise ValueError(f"{subject_type} is not registered in koios.signing.subjects")
        signatures.must_hold()
        lock(about)
        if cls.open_of(about):
            raise Refusal(_("Este documento ya está en firma. Anule esa primero."))
        today = calendar.today()
        last = expires_on or today + timedelta(days=settings.get("signing.expiry_days"))
        if last < today:
            raise Refusal(_("El último día para firmar ya pasó."))
        with company.speaking():
            method = settings.get("signing.method")
        request = cls(
            key=new_key(),
            subject_type=subject_type,
            subject_id=subject_id,
            document=document,
            title=title,
            message=message,
            method=method,
            ordered=ordered,
            asked_by=by if isinstance(by, User) else None,
            asked_at=clock.now(),
            expires_on=last,
        )
        request.begin(by=by, verb="asked")
        request._seat(parties, by=by)
        if document.is_ready:
            landing.land.enqueue(request=request.pk)
        return request

    @classmethod
    def for_record(cls, record):
        """Those about a record, the newest first."""
        subject_type, subject_id = reference(record)
        return cls.objects.filter(subject_type=subject_type, subject_id=subject_id)

    @classmethod
    def open_of(cls, record):
        """The one that is on its way, or None."""
        return cls.for_record(record).filter(status__in=ON_ITS_WAY).first()

    def get_absolute_url(self):
        """The page of the record whose paper this is."""
        return self.subject.url(self.about)

    @property
    def is_open(self) -> bool:
        return self.status in ON_ITS_WAY

    @property
    def signed_on(self):
        return clock.local(self.signed_at).date() if self.signed_at else None

    @cached_property
    def about(self):
        """The record whose paper this is."""
        return apps.get_model(self.subject_type)._default_manager.get(pk=self.subject_id)

    @property
    def subject(self):
        return subjects[self.subject_type]

    @cached_property
    def people(self) -> list:
        """Who takes part, without those whose place somebody else took."""
        return [one for one in self.signers.all() if one.status not in OUT]

    @property
    def to_sign(self) -> list:
        return [one for one in self.people if one.kind != Kind.COPY]

    @property
    def missing(self) -> list:
        return [one for one in self.to_sign if one.status in TO_SIGN]

    @property
    def is_over_time(self) -> bool:
        return self.expires_on < calendar.today()

    def tell_owner(self, words, *, key, urgent=False):
        """Tell who asked and who owns the record, once for each key."""
        url = self.subject.url(self.about)
        for person in {self.asked_by, self.subject.owner(self.about)} - {None}:
            notices.tell(person, words, url=url, key=f"signing.{key}", urgent=urgent)

    def _seat(self, parties, *, by):
        """Give each who signs or approves a place on the sheet."""
        signing = [party for party in parties if party.kind != Kind.COPY]
        if not signing:
            raise Refusal(_("Falta al menos una persona que firme."))
        if len(signing) > MOST:
            raise Refusal(_("Pueden firmar hasta %(most)s personas.") % {"most": MOST})
        place = 0
        for party in parties:
            place += party.kind != Kind.COPY
            self._seat_one(party, place=place if party.kind != Kind.COPY else None, by=by)

    def _seat_one(self, party: Party, *, place, by, previous=None):
        if not party.name.strip():
            raise Refusal(_("Falta el nombre de quien firma."))
        signer = Signer(
            request=self,
            key=new_key(),
            kind=party.kind,
            side=party.side,
            position=party.position if self.ordered else 1,
            place=place,
            name=party.name.strip()[:150],
            document=party.document.strip()[:40],
            capacity=party.capacity.strip()[:120],
            email=clean_address(party.email),
            user=party.user,
            previous=previous,
        )
        return signer.begin(by=by, verb="seated")


def new_key() -> str:
    return get_random_string(10, "abcdefghjkmnpqrstuvwxyz23456789")
