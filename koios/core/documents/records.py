"""Documents of records: frozen by the act, set by a job, kept byte for byte."""

import hashlib
import json

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from koios.core import clock, events
from koios.core.acts import act, lock
from koios.core.documents.letterhead import letterhead
from koios.core.documents.typesetting import compile, version_of
from koios.core.files.records import File, keep_bytes, reference
from koios.core.jobs import task


class Document(models.Model):
    """A paper that an act promised: what it says is fixed, its bytes come a moment later."""

    class Status(models.TextChoices):
        PREPARING = "preparing", gettext_lazy("Preparando")
        READY = "ready", gettext_lazy("Listo")
        FAILED = "failed", gettext_lazy("No se pudo preparar")

    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    name = models.CharField(max_length=150)
    template = models.CharField(max_length=80)
    template_version = models.CharField(max_length=16)  # in force when the act froze it
    set_with = models.CharField(max_length=16, blank=True)  # the one that the bytes were set with
    data = models.JSONField(encoder=DjangoJSONEncoder)
    language = models.CharField(max_length=10)
    public = models.BooleanField(default=False)
    status = models.CharField(max_length=9, choices=Status, default=Status.PREPARING)
    file = models.OneToOneField(File, models.PROTECT, null=True, related_name="document")
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    frozen_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="document_subject")]

    def __str__(self):
        return self.name

    @classmethod
    @act
    def freeze(cls, template, data, *, about, name, by, public=False):
        """Fix what a document says, in the transaction of the act that promises it.

        Everything it will show stands in `data`, told as it will be read; the company's paper
        is added as it is now. A job does the rest.
        """
        subject_type, subject_id = reference(about)
        document = cls.objects.create(
            subject_type=subject_type,
            subject_id=subject_id,
            name=name,
            template=template,
            template_version=version_of(template),
            data=_as_json({"company": letterhead(), **data}),
            language=get_language() or settings.LANGUAGE_CODE,
            public=public,
            frozen_by=by if isinstance(by, models.Model) else None,
            frozen_at=clock.now(),
        )
        render_document.enqueue(document=document.pk)
        return document

    @classmethod
    def for_record(cls, record):
        subject_type, subject_id = reference(record)
        found = cls.objects.filter(subject_type=subject_type, subject_id=subject_id)
        return found.select_related("file__blob")

    @property
    def is_ready(self):
        return self.status == self.Status.READY

    @cached_property
    def about(self):
        """The record whose document this is."""
        return apps.get_model(self.subject_type)._default_manager.get(pk=self.subject_id)

    @property
    def fingerprint(self):
        """Of what was frozen: printed on the paper, so that paper and record can be compared."""
        told = json.dumps(self.data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()

    def open(self):
        return self.file.open()

    def render(self):
        """Set it and keep the bytes. Done again, it does nothing."""
        if self.is_ready:
            return
        try:
            content = self._typeset()
        except Exception as error:
            unfinished = Document.objects.filter(pk=self.pk).exclude(status=self.Status.READY)
            unfinished.update(status=self.Status.FAILED, error=str(error)[:2000])
            raise
        self._keep(content)

    def _typeset(self):
        with override(self.language):
            seal = _("Huella {hash}").format(hash=self.fingerprint[:16])
            return compile(self.template, {**self.data, "seal": seal}, at=self.frozen_at)

    @act
    def _keep(self, content):
        """One of two workers comes first; the other finds it ready and leaves."""
        held = lock(self)
        if held.is_ready:
            return
        held.file = keep_bytes(
            content, self.name, about=self.about, by=self.frozen_by, kind="pdf", public=self.public
        )
        held.sha256 = held.file.sha256
        held.status = self.Status.READY
        held.set_with = version_of(self.template)
        held.ready_at = clock.now()
        held.error = ""
        held.save()
        events.document_ready.send(Document, document=held)


@task(name="core.render_document")
def render_document(document):
    Document.objects.get(pk=document).render()


def _as_json(data):
    """As the database will give it back, so that its fingerprint does not change on the way."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))
