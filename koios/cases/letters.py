"""What the company writes to the petitioner: frozen in the act, rendered, then mailed.

The text, the data and the number are kept when the act happens; a job makes the PDF and keeps its
bytes and hash, and only then does it leave. What was sent never changes.
"""

from django.db import models
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.cases import papers
from koios.core import audit, clock, company, outbox
from koios.core.acts import act
from koios.core.documents import Document
from koios.core.refusals import Refusal


class Letter(models.Model):
    """A letter of a case to its petitioner, on paper and by mail."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Acuse de recibo")
        ANSWER = "answer", _("Respuesta")
        MISSING = "missing", _("Solicitud de información")
        MORE_TIME = "more_time", _("Más tiempo para completar")
        EXTENSION = "extension", _("Prórroga")
        KIND_CHANGED = "kind_changed", _("Cambio de tipo")
        LAPSE = "lapse", _("Desistimiento tácito")
        WITHDRAWN = "withdrawn", _("Desistimiento")
        TRANSFER = "transfer", _("Traslado por competencia")
        REJECTED = "rejected", _("Rechazo")
        DUPLICATE = "duplicate", _("Unida a otra PQRS")
        REOPENED = "reopened", _("Reapertura")

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="letter")
    message = models.OneToOneField(outbox.Message, models.PROTECT, null=True, related_name="letter")
    attached = models.JSONField(default=list)  # the keys of the files that go with it

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "kind"], name="letter_of_case")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.case}"

    @classmethod
    def draft(cls, case, kind, *, by, attached=(), **facts):
        """A letter as it would leave now; nothing of it is kept."""
        with company.speaking():
            told = {"case": case, "petitioner": case.petitioner, **facts, **papers.words(case)}
            lines = render_to_string(f"cases/letters/{kind}.txt", told).strip().split("\n", 1)
        return cls(
            case=case,
            kind=kind,
            subject=lines[0].strip()[:250],
            text=lines[1].strip() if len(lines) > 1 else "",
            by=by if isinstance(by, User) else None,
            at=clock.now(),
            attached=[file.pk for file in attached],
        )

    @classmethod
    @act
    def write(cls, case, kind, *, by, attached=(), **facts):
        """Freeze a letter; it is rendered and mailed once the act is done."""
        letter = cls.draft(case, kind, by=by, attached=attached, **facts)
        with company.speaking():
            letter.document = Document.freeze(
                papers.template(kind),
                papers.of(letter),
                about=case,
                name=f"{slugify(cls.Kind(kind).label)}-{case.number}.pdf",
                by=by,
            )
        letter.save()
        return letter

    @property
    def address(self) -> str:
        """Where it goes by mail; empty for who gave no address."""
        return self.case.petitioner.email if self.case.petitioner else ""

    @act
    def send_copy(self, *, by):
        """Mail the same paper once more, to the address that stands now."""
        if not self.address:
            raise Refusal(_("No hay un correo al cual enviarlo. Entréguelo impreso."))
        if not self.document.is_ready:
            raise Refusal(_("El documento se está preparando. Inténtelo en unos segundos."))
        audit.record(self.case, f"{self.kind}_sent_again", by=by)
        return self._mail()

    @act
    def post(self):
        """Mail the letter with its PDF, once. Without an address the page is its place."""
        letter = (
            Letter.objects.select_for_update(of=("self",))
            .select_related("case__petitioner", "document__file")
            .get(pk=self.pk)
        )
        if letter.message_id or not letter.address:
            return None
        letter.message = letter._mail()
        letter.save(update_fields=["message"])
        return letter.message

    def _mail(self):
        return outbox.send(
            kind=f"case.{self.kind}",
            to=[self.address],
            subject=self.subject,
            text=papers.mail_text(self),
            attachments=[self.document.file, *papers.enclosures(self)],
            about=self.case,
        )
