"""The file: first the sheet and all its fields, then one signature after the other.

What people do is an act; the file follows it in a job, outside of any transaction, for to sign
takes time and a time stamp authority may be far away. A revision is kept only upon the one that it
was made from: of two workers at once one comes first, and the other begins again from there. Who
is killed in the middle leaves nothing, and the next worker finds the act still without its
revision.
"""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import audit, clock, company, files, signatures
from koios.core.acts import act, lock
from koios.core.jobs import task
from koios.core.states import Recorded
from koios.signing import events, papers
from koios.signing.states import Kind, Status


class Revision(Recorded):
    """The file as it stood after the sheet was added, and after each signature."""

    LEGAL_FIELDS = ("request_id", "number", "sha256", "before", "signature_id", "at")

    request = models.ForeignKey("signing.SigningRequest", models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField(files.File, models.PROTECT, related_name="revision")
    sha256 = models.CharField(max_length=64, db_index=True)
    before = models.CharField(max_length=64)  # the hash of what it was made from
    signature = models.OneToOneField(
        "signing.Signature", models.PROTECT, null=True, related_name="revision"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        verbose_name = gettext_lazy("revisión firmada")
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="revision_number_once")
        ]

    def __str__(self):
        return f"{self.request_id} r{self.number}"


class Landing:
    """A request whose file grows by one revision for each signature."""

    @property
    def current(self) -> Revision | None:
        """The last revision; nothing before the sheet was added."""
        return self.revisions.select_related("file__blob").last()

    @property
    def final(self):
        """The file with every signature; None while one is missing."""
        return self.current.file if self.status == Status.SIGNED else None

    def land(self) -> None:
        """Add what is missing to the file, until nothing is. Done again, it does nothing."""
        while self._land_one():
            self.refresh_from_db()

    def _land_one(self) -> bool:
        if self.status == Status.PREPARING:
            return self.document.is_ready and self._lay_out()
        if self.status != Status.OPEN:
            return False
        pending = self.signatures.filter(revision=None).select_related("signer").first()
        return pending is not None and self._stamp(pending)

    def _lay_out(self):
        with self.document.open() as file, company.speaking():
            content = file.read()
            sheet, places = papers.sheet_of(self)
        prepared = signatures.prepare(content, sheet=sheet, places=places)
        return self._keep_prepared(prepared)

    def _stamp(self, pending):
        current = self.current
        with current.file.open() as file:
            content = file.read()
        with company.speaking():
            mark, reason = papers.mark_of(pending, current), papers.reason_of(pending)
        signed = signatures.sign(
            content,
            field=pending.signer.field,
            mark=mark,
            size=papers.SIZE,
            at=pending.at,
            reason=reason,
        )
        return self._keep_signed(signed, pending, upon=current)

    @act
    def _keep_prepared(self, content):
        held = lock(self)
        if held.status != Status.PREPARING:
            return True  # another worker was first, or it was cancelled meanwhile
        held._keep(content, number=0, before=held.document.sha256)
        held.move_to(Status.OPEN, by=audit.SYSTEM, verb="opened", base_sha256=held.document.sha256)
        held.invite_next()
        return True

    @act
    def _keep_signed(self, content, pending, *, upon):
        held = lock(self)
        if held.status != Status.OPEN or held.current.number != upon.number:
            return True
        revision = held._keep(
            content, number=upon.number + 1, before=upon.sha256, signature=pending
        )
        held.tell_owner(
            lambda: _act_in_words(pending) % {"who": pending.name, "title": held},
            key=f"signed.{pending.pk}",
        )
        if held.missing or held.signatures.filter(revision=None).exists():
            held.invite_next()
        else:
            held._complete(revision)
        return True

    def _complete(self, revision):
        self.move_to(
            Status.SIGNED,
            by=audit.SYSTEM,
            verb="completed",
            facts={"sha256": revision.sha256},
            signed_at=revision.signature.at,
            ended_at=clock.now(),
        )
        self.freeze_evidence()
        events.signed.send(type(self), request=self, by=audit.SYSTEM)

    def _keep(self, content, *, number, before, signature=None):
        file = files.keep_bytes(
            content,
            papers.file_name(self, number),
            about=self,
            by=None,
            kind="pdf",
        )
        return Revision(
            request=self,
            number=number,
            file=file,
            sha256=file.sha256,
            before=before,
            signature=signature,
            at=clock.now(),
        ).begin(
            by=audit.SYSTEM,
            verb="landed",
            facts={"request": self.pk, "before": before, "sha256": file.sha256},
        )


@task(name="signing.land")
def land(request):
    """Prepare a file for its signatures, and add those that were given."""
    _model().objects.get(pk=request).land()


def check_revisions():
    """Each revision begins with the one before it and has the hash that is told; nobody signed
    without a revision when all is over. For `bin/koios check`."""
    for request in _model().objects.exclude(status=Status.PREPARING).iterator(chunk_size=100):
        before = b""
        for number, revision in enumerate(request.revisions.select_related("file__blob")):
            with revision.file.open() as file:
                content = file.read()
            if revision.number != number or not content.startswith(before):
                yield f"signing {request.key}: revision {revision.number} is not one of its file"
            if revision.sha256 != revision.file.sha256:
                yield f"signing {request.key}: revision {revision.number} has another hash"
            before = content
        done = request.signatures.filter(revision=None).exists()
        if request.status == Status.SIGNED and (done or request.missing):
            yield f"signing {request.key}: it is signed, and a signature is not in its file"


def _act_in_words(signature):
    if signature.signer.kind == Kind.APPROVER:
        return _("%(who)s aprobó «%(title)s»")
    return _("%(who)s firmó «%(title)s»")


def _model():
    return Revision._meta.get_field("request").related_model
