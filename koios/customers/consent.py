"""The ledger of what people allowed and took back (Ley 1581 de 2012, art. 3, 8 and 9).

A form that collects personal data shows a `PrivacyNotice` and asks one question for each
`ConsentPurpose`, none answered beforehand. Each answer, also a «no», is an event:

    subject = DataSubject.known_as(
        name="Sandra Arango", document=identity.read("24488310"), email=…, phone=…, by=audit.PUBLIC
    )
    for purpose in ConsentPurpose.objects.asked():
        if purpose.key in answers:          # True or False; not answered is no event
            ConsentEvent.record(
                subject=subject,
                purpose=purpose,
                given=answers[purpose.key],
                channel=ConsentEvent.Channel.WEB,
                notice=PrivacyNotice.in_force("cases"),
                about=case,                  # any record
                by=audit.PUBLIC,
            )

Before using the data: `subject.allows("ask")`. Taking back is a new event: `subject.revoke(…)`.
Silence is not consent: who was never asked allows nothing.
"""

from django.conf import settings as django_settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from koios.core import clock, files, origin
from koios.core.acts import act
from koios.core.states import Recorded
from koios.customers import names
from koios.customers.identity import Document, DocumentType
from koios.customers.privacy import ConsentPurpose, PrivacyNotice, PrivacyPolicy, sha256


class DataSubject(Recorded):
    """A person whose data we hold (titular), wherever they appear: petitioner, contact, client."""

    LEGAL_FIELDS = ("name", "document_type", "document_number", "email", "phone", "erased_at")
    PERSONAL_FIELDS = ("name", "document_number", "email", "phone")

    name = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=200, blank=True, editable=False)
    document_type = models.CharField(max_length=3, choices=DocumentType, blank=True)
    document_number = models.CharField(max_length=20, blank=True)
    document_key = models.CharField(max_length=24, null=True, unique=True, editable=False)
    email = models.EmailField(blank=True, db_index=True)
    phone = models.CharField(max_length=60, blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("titular")
        verbose_name_plural = _("titulares")

    def __str__(self):
        return self.name or str(_("Persona suprimida"))

    @classmethod
    @act
    def known_as(cls, *, name, by, document: Document | None = None, email="", phone=""):
        """The person with this number; else with this e-mail and name; else a new one.

        What we did not know yet is added; nothing is overwritten by what a public form says.
        """
        name, email = names.tidy(name)[:200], email.strip().lower()
        person = cls._found(document, email, names.key(name)[:200])
        if person is None:
            person = cls(
                name=name,
                name_key=names.key(name)[:200],
                document_type=document.type if document else "",
                document_number=document.number if document else "",
                document_key=document.key if document else None,
                email=email,
                phone=phone,
            )
            try:
                with transaction.atomic():
                    return person.begin(by=by, verb="met")
            except IntegrityError:  # two forms of the same person at once
                return cls._found(document, email, person.name_key)
        news = {"email": email, "phone": phone}
        person.amend(
            by=by,
            verb="completed",
            **{key: value for key, value in news.items() if value and not getattr(person, key)},
        )
        return person

    @classmethod
    def _found(cls, document, email, name_key):
        if document is not None:
            return cls.objects.filter(document_key=document.key).first()
        if email:
            return cls.objects.filter(email=email, name_key=name_key).order_by("pk").first()
        return None

    @property
    def document(self):
        if not self.document_number:
            return None
        return Document(self.document_type, self.document_number)

    def allows(self, key: str) -> bool:
        """Whether they gave leave for a purpose as it is worded today, and still do."""
        last = self.events.filter(purpose__key=key).select_related("purpose").last()
        return (
            last is not None
            and last.answer == ConsentEvent.Answer.GIVEN
            and last.purpose_version == last.purpose.version
        )

    def standing(self) -> list:
        """The last event of each purpose, in the order of the purposes."""
        last = {event.purpose_id: event for event in self.events.select_related("purpose")}
        return sorted(last.values(), key=lambda event: (event.purpose.order, event.purpose.key))

    def ledger(self):
        """All that they answered, newest first, with what was shown to them."""
        events = self.events.select_related("purpose", "policy", "notice", "recorded_by")
        return events.order_by("-at", "-pk")

    @act
    def revoke(self, key: str, *, by, channel, about=None, note=""):
        """They take back what they gave; an event like any other, and the first stays."""
        return ConsentEvent.record(
            subject=self,
            purpose=key,
            answer=ConsentEvent.Answer.REVOKED,
            channel=channel,
            about=about,
            note=note,
            by=by,
        )


class AppendOnly(models.QuerySet):
    """Rows that are written once."""

    def about(self, record):
        """What was answered on the form that made a record."""
        about_type, about_id = files.reference(record)
        return self.filter(about_type=about_type, about_id=about_id)

    def update(self, **changes):
        raise TypeError("a consent event is never changed; record another one")

    def delete(self):
        raise TypeError("a consent event is never deleted; record another one")


class ConsentEvent(Recorded):
    """One answer of a person about one purpose, with the proof of what they had before them."""

    class Answer(models.TextChoices):
        GIVEN = "given", _("Autorizó")
        DENIED = "denied", _("No autorizó")
        REVOKED = "revoked", _("Retiró la autorización")

    class Channel(models.TextChoices):
        WEB = "web", _("Formulario en línea")
        PHONE = "phone", _("Teléfono")
        PERSON = "person", _("En persona")
        PAPER = "paper", _("Documento firmado")
        MAIL = "mail", _("Correo electrónico")

    LEGAL_FIELDS = (
        "subject",
        "purpose",
        "purpose_version",
        "answer",
        "policy",
        "notice",
        "at",
        "channel",
        "ip",
        "text_sha256",
        "about_type",
        "about_id",
        "recorded_by",
    )
    PERSONAL_FIELDS = ("ip",)

    subject = models.ForeignKey(DataSubject, models.PROTECT, related_name="events")
    purpose = models.ForeignKey(ConsentPurpose, models.PROTECT, related_name="events")
    purpose_version = models.PositiveIntegerField()
    answer = models.CharField(max_length=8, choices=Answer)
    policy = models.ForeignKey(PrivacyPolicy, models.PROTECT, related_name="+")
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=Channel)
    ip = models.CharField(max_length=45, blank=True)
    text = models.TextField()  # the question as it was put to them
    text_sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    about_type = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(
        django_settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["subject", "purpose", "at"], name="consent_of_person"),
            models.Index(fields=["about_type", "about_id"], name="consent_about"),
        ]
        verbose_name = _("autorización")
        verbose_name_plural = _("autorizaciones")

    def __str__(self):
        return f"{self.purpose}: {self.get_answer_display()}"

    def save(self, *args, **kwargs):
        if self.pk is not None and not self._state.adding:
            raise TypeError("a consent event is never changed; record another one")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("a consent event is never deleted; record another one")

    @classmethod
    @act
    def record(
        cls,
        *,
        subject: DataSubject,
        purpose: "ConsentPurpose | str",
        by,
        channel: str,
        given: bool | None = None,
        answer: str = "",
        notice: PrivacyNotice | None = None,
        policy: PrivacyPolicy | None = None,
        about: models.Model | None = None,
        ip: str = "",
        text: str = "",
        note: str = "",
    ) -> "ConsentEvent":
        """Write down an answer. `given` True or False for a question; `answer` for another kind."""
        if not answer:
            answer = cls.Answer.GIVEN if given else cls.Answer.DENIED
        if isinstance(purpose, str):
            purpose = ConsentPurpose.objects.by_key(purpose)
        text = text or purpose.question
        about_type, about_id = files.reference(about) if about is not None else ("", "")
        event = cls(
            subject=subject,
            purpose=purpose,
            purpose_version=purpose.version,
            answer=answer,
            policy=policy or PrivacyPolicy.in_force(),
            notice=notice,
            at=clock.now(),
            channel=channel,
            ip=ip or origin.ip(),
            text=text,
            text_sha256=sha256(text),
            note=note,
            about_type=about_type,
            about_id=about_id,
            recorded_by=by if isinstance(by, models.Model) else None,
        )
        return event.begin(by=by, verb=f"consent_{answer}")

    @classmethod
    @act
    def record_answers(cls, answers: dict, **told):
        """The answers of a form: {key of the purpose: whether it was given}; `told` as above."""
        for key, given in answers.items():
            cls.record(purpose=key, given=given, **told)

    @property
    def holds(self):
        """Given, and for the wording that is in force."""
        given = self.answer == self.Answer.GIVEN
        return given and self.purpose_version == self.purpose.version
