"""Files that a form has brought and that are no record's yet.

They wait on the server in a basket whose name only that form knows, so that an error of the form
does not lose them, with or without JavaScript. The act that the form asked for adopts them.
"""

import re
import secrets
from datetime import timedelta

from django.conf import settings as django_settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from koios.core import audit, clock, origin, settings
from koios.core.acts import act
from koios.core.files import names, pictures, policy, scanner, store
from koios.core.files.kinds import identify, kinds
from koios.core.files.records import Blob, File
from koios.core.files.refused import FileRefused, Unfit

_MEGABYTE = 1024 * 1024


class UploadQuerySet(models.QuerySet):
    def waiting(self):
        """Neither adopted nor too old."""
        return self.filter(adopted_at=None, expires_at__gt=clock.now())


class Upload(models.Model):
    """A file in a basket. It stays as a count of the day after its file has been adopted."""

    basket = models.CharField(max_length=43, db_index=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=names.LONGEST)
    kind = models.CharField(max_length=8)
    uploaded_by = models.ForeignKey(
        django_settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ip = models.CharField(max_length=45, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    adopted_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering = ["pk"]
        indexes = [models.Index(fields=["ip", "created_at"], name="upload_of_the_day")]

    def __str__(self):
        return self.name

    @property
    def size(self):
        return self.blob.size

    @cached_property
    def type(self):
        return kinds[self.kind]

    def discard(self):
        """The person took it out of the basket; its bytes go with the next sweep."""
        self.delete()


def basket_new() -> str:
    """A name for a basket that nobody can guess."""
    return secrets.token_urlsafe(24)


def basket_from(told) -> str:
    """The basket that a form names, or a new one when what it says is none."""
    if isinstance(told, str) and re.fullmatch(r"[A-Za-z0-9_-]{32}", told):
        return told
    return basket_new()


def uploads_in(basket: str):
    return Upload.objects.waiting().filter(basket=basket).select_related("blob")


def stage(basket: str, incoming, *, by=None) -> Upload:
    """Put an incoming file into a basket, or raise `FileRefused` with its name and the reason.

    `incoming` is Django's uploaded file; `by` the account, if there is one: the limit of the day
    is only for who has none. Call it outside the transaction of the act.
    """
    shown = names.clean(incoming.name or "")
    try:
        _check_size(incoming.size)
        _check_room(basket, incoming.size, by)
        if getattr(incoming, "no_room", False):
            raise store.NoRoom
        with store.drafted(_bounded(incoming)) as draft:
            kind = _checked(draft, shown)
            return _staged(basket, draft, kind, names.clean(shown, kind.extensions), by)
    except Unfit as unfit:
        raise FileRefused(shown, unfit) from None
    except store.NoRoom:
        reason = _("no queda espacio en el servidor; inténtelo más tarde o envíelo por correo")
        raise FileRefused(shown, reason) from None


def stage_all(basket: str, incoming, *, by=None) -> tuple[list[Upload], list[FileRefused]]:
    """Stage what can be staged; the form goes in and names those that were refused."""
    staged, refused = [], []
    for one in incoming:
        try:
            staged.append(stage(basket, one, by=by))
        except FileRefused as refusal:
            refused.append(refusal)
    return staged, refused


@act
def adopt(basket: str, about, by, *, public=False) -> list[File]:
    """Make the files of a basket those of a record; a second time there are none left."""
    uploads = list(uploads_in(basket).select_for_update(of=("self",)))
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).update(adopted_at=clock.now())
    files = [
        File.point(about, upload.blob, upload.name, upload.kind, by=by, public=public)
        for upload in uploads
    ]
    if files:
        told = [{"file": file.pk, "sha256": file.sha256, "size": file.size} for file in files]
        audit.record(about, "files_added", by=by, facts={"files": told})
    return files


def sweep() -> int:
    """Forget uploads that nobody adopted, and the bytes that nobody points at any more."""
    now = clock.now()
    Upload.objects.filter(
        expires_at__lte=now - timedelta(days=1), created_at__lte=now - timedelta(days=1)
    ).delete()
    _know_the_strays()
    gone = 0
    unused = Blob.objects.filter(files=None, uploads=None, kept_at__lt=now - timedelta(days=1))
    for sha256 in list(unused.values_list("pk", flat=True)):
        with act():
            # Asked again while the row is held: somebody may have kept the same bytes meanwhile.
            held = Blob.objects.select_for_update().filter(pk=sha256).first()
            if held and unused.filter(pk=sha256).exists():
                held.delete()
                store.remove(sha256)
                gone += 1
    store.clear_drafts()
    return gone


def rescan() -> int:
    """Ask the antivirus again about what it has not answered for."""
    answered = 0
    for blob in Blob.objects.filter(verdict=Blob.Verdict.PENDING):
        verdict = scanner.verdict_on(store.path_of(blob.sha256))
        if verdict != Blob.Verdict.PENDING:
            Blob.objects.filter(pk=blob.pk).update(verdict=verdict)
            answered += 1
    return answered


def _know_the_strays():
    """Give the bytes that a rolled back act left on the disk a row, so that a sweep takes them.

    Never straight from the disk: an act that brings the same bytes just now would lose them.
    """
    for path in store.strays(known=Blob.is_known):
        Blob.objects.get_or_create(
            sha256=path.name, defaults={"size": path.stat().st_size, "kept_at": clock.now()}
        )


def _check_size(size):
    if size > policy.largest():
        most = settings.get("files.largest_mb")
        raise Unfit(_("pesa más de {most} MB").format(most=most))
    if size == 0:
        raise Unfit(_("está vacío"))


def _check_room(basket, size, by):
    most = settings.get("files.most")
    if uploads_in(basket).count() >= most:
        raise Unfit(_("ya hay {most} archivos, que es el máximo por envío").format(most=most))
    ip = origin.ip()
    if by is None and ip:
        since = clock.now() - timedelta(days=1)
        today = Upload.objects.filter(ip=ip, created_at__gt=since)
        so_far = today.aggregate(total=models.Sum("blob__size"))["total"] or 0
        if so_far + size > settings.get("files.day_mb") * _MEGABYTE:
            raise Unfit(_("hoy ya llegaron demasiados archivos desde su conexión"))


def _bounded(incoming):
    """The pieces of the file, as long as they keep to the size that was announced."""
    left = policy.largest()
    incoming.seek(0)
    for piece in incoming.chunks(store.PIECE):
        left -= len(piece)
        if left < 0:
            _check_size(policy.largest() + 1)
        yield piece


def _checked(draft, name):
    """The kind of a draft that the company takes in."""
    with open(draft.path, "rb") as source:
        kind = identify(source, name)
        if kind.key not in policy.allowed():
            raise Unfit(_("no recibimos archivos de este tipo ({label})").format(label=kind.label))
        if kind.family == "image":
            pictures.check(source, kind.key)
    return kind


def _staged(basket, draft, kind, name, by):
    verdict = scanner.verdict_on(draft.path)
    if verdict == scanner.INFECTED:
        raise Unfit(_("el antivirus encontró un virus en él"))
    with act():
        blob = Blob.keep(draft, verdict=verdict)
        return Upload.objects.create(
            basket=basket,
            blob=blob,
            name=name,
            kind=kind.key,
            uploaded_by=by,
            ip=origin.ip(),
            created_at=clock.now(),
            expires_at=clock.now() + timedelta(hours=settings.get("files.kept_hours")),
        )
