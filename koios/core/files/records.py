"""Files of records: which bytes, under which name, of which record, and who may see them."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koios.core import clock
from koios.core.acts import act
from koios.core.files import names, pictures, scanner, store
from koios.core.files.kinds import identify, kinds
from koios.core.files.refused import Unfit
from koios.core.registry import Registry

# "cases.case" -> callable(user, file): may this person see this file of that record?
file_guards = Registry()


def reference(record: models.Model) -> tuple[str, str]:
    """How a record is pointed at from the base, which knows none: its model and its key."""
    return record._meta.label_lower, str(record.pk)


class Blob(models.Model):
    """Bytes that are kept, once however often they came."""

    class Verdict(models.TextChoices):
        NOT_ASKED = scanner.NOT_ASKED, _("Sin antivirus")
        CLEAN = scanner.CLEAN, _("Revisado")
        PENDING = scanner.PENDING, _("Por revisar")
        INFECTED = scanner.INFECTED, _("Con virus")

    SPOKEN = (Verdict.CLEAN, Verdict.INFECTED)

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    kept_at = models.DateTimeField()  # the last time that these bytes came in

    class Meta:
        app_label = "core"

    def __str__(self):
        return self.sha256

    @classmethod
    @act
    def keep(cls, draft: store.Draft, *, verdict=Verdict.NOT_ASKED):
        """Keep a draft's bytes.

        The row comes first: whoever holds it decides about the file, so a sweep that is throwing
        the same bytes away has either done so before or does not find them unused any more.
        """
        cls.objects.bulk_create(
            [cls(sha256=draft.sha256, size=draft.size, kept_at=clock.now(), verdict=verdict)],
            update_conflicts=True,
            unique_fields=["sha256"],
            update_fields=["kept_at", "verdict"] if verdict in cls.SPOKEN else ["kept_at"],
        )
        store.keep(draft)
        # Bytes that came before have the verdict of then: it is read when somebody asks.
        return cls.from_db(None, ["sha256", "size"], [draft.sha256, draft.size])

    @classmethod
    def is_known(cls, sha256):
        return cls.objects.filter(pk=sha256).exists()

    def open(self):
        return open(store.path_of(self.sha256), "rb")


class FileQuerySet(models.QuerySet):
    def of(self, record):
        subject_type, subject_id = reference(record)
        return self.filter(subject_type=subject_type, subject_id=subject_id)

    def public(self):
        """Those that the person outside, who holds the record's key, may see too."""
        return self.filter(public=True)


class File(models.Model):
    """A file of a record. It is never changed; another version is another file."""

    blob = models.ForeignKey(Blob, models.PROTECT, related_name="files")
    name = models.CharField(max_length=names.LONGEST)
    kind = models.CharField(max_length=8)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    public = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = FileQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="file_subject")]

    def __str__(self):
        return self.name

    @classmethod
    def for_record(cls, record):
        return cls.objects.of(record).select_related("blob")

    @classmethod
    def point(cls, record, blob, name, kind, *, by, public=False):
        """A new file of a record that holds bytes already kept."""
        subject_type, subject_id = reference(record)
        return cls.objects.create(
            blob=blob,
            name=name,
            kind=kind,
            subject_type=subject_type,
            subject_id=subject_id,
            public=public,
            uploaded_by=by if isinstance(by, models.Model) else None,
            created_at=clock.now(),
        )

    @property
    def size(self):
        return self.blob.size

    @property
    def sha256(self):
        return self.blob_id

    @property
    def type(self):
        """Its kind, with label, MIME type and family."""
        return kinds.get(self.kind, kinds["bin"])

    @property
    def is_picture(self):
        return self.type.family == "image"

    @cached_property
    def is_blocked(self):
        """The antivirus has not spoken yet, or found something."""
        return self.blob.verdict in {Blob.Verdict.PENDING, Blob.Verdict.INFECTED}

    def open(self):
        """The original bytes."""
        return self.blob.open()

    def preview(self, side=pictures.LARGE) -> bytes | None:
        """A copy drawn anew that is safe to show; None for what is no picture."""
        if not self.is_picture or self.is_blocked:
            return None
        return _preview(self.blob_id, self.kind, side)

    def may_be_seen_by(self, user) -> bool:
        """What the capability that owns the record says; nobody, if it says nothing."""
        guard = file_guards.get(self.subject_type)
        return bool(guard and guard(user, self))


@act
def keep_bytes(content: bytes, name: str, *, about, by, kind="", public=False) -> File:
    """Keep what the program itself made (a letter, an export) as a file of a record."""
    with store.drafted([content]) as draft:
        if not kind:
            kind = _kind_of(draft.path, name)
        blob = Blob.keep(draft)
    return File.point(
        about, blob, names.clean(name, kinds[kind].extensions), kind, by=by, public=public
    )


def _kind_of(path, name):
    try:
        with open(path, "rb") as source:
            return identify(source, name).key
    except Unfit:
        return "bin"


def _preview(sha256, kind, side):
    """The copy from the shelf; drawn the first time. It can be thrown away at any moment."""
    shelf = store.previews() / sha256[:2] / f"{sha256}-{side}.webp"
    if shelf.exists():
        return shelf.read_bytes()
    with open(store.path_of(sha256), "rb") as source:
        drawn = pictures.preview(source, kind, side)
    if drawn is not None:
        shelf.parent.mkdir(parents=True, exist_ok=True)
        with store.drafted([drawn]) as draft:
            draft.path.replace(shelf)
    return drawn
