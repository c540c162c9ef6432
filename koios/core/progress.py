"""Long work that somebody waits for: how far it is, and what came of it.

It is told between transactions, never inside one: what a transaction writes nobody else sees
before it ends.
"""

from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import clock
from koios.core.files import File, file_guards, reference
from koios.core.refusals import Refusal

PAUSE = 0.4  # seconds between two tellings: a page asks every two


class Progress(models.Model):
    """Work under way, as the person who asked for it sees it."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("En espera")
        RUNNING = "running", gettext_lazy("En curso")
        DONE = "done", gettext_lazy("Listo")
        FAILED = "failed", gettext_lazy("No se pudo")

    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="progresses"
    )
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    message = models.CharField(max_length=300, blank=True)
    result = models.ForeignKey(File, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="progress_owner"),
            models.Index(fields=["subject_type", "subject_id"], name="progress_subject"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("office:progress", args=[self.pk])

    @classmethod
    def begin(cls, title, *, owner=None, about=None, total=None):
        """Announce work that a job will do."""
        subject_type, subject_id = reference(about) if about else ("", "")
        return cls.objects.create(
            title=str(title)[:200],
            owner=owner,
            subject_type=subject_type,
            subject_id=subject_id,
            total=total,
            message=_("En espera de su turno"),
            created_at=clock.now(),
        )

    @property
    def about(self):
        """The record that the work is about, while it is there."""
        if not self.subject_type:
            return None
        model = apps.get_model(self.subject_type)
        return model._default_manager.filter(pk=self.subject_id).first()

    @property
    def is_over(self):
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def percent(self) -> int | None:
        return min(self.done * 100 // self.total, 100) if self.total else None

    @contextmanager
    def running(self, message=""):
        """Do the work inside. A refusal is told and ends it; any other fault is told and goes on.

        A job that failed is tried again, and the work then shows as running again.
        """
        self._tell(state=self.State.RUNNING, done=0, message=message, ended_at=None)
        try:
            yield self
        except Refusal as refusal:
            self.fail(refusal.message)
        except Exception:
            self.fail(_("Falló por un error del programa. Se intentará de nuevo en unos minutos."))
            raise

    def reach(self, done: int, message: str | None = None) -> None:
        """Say how far it is. Call it as often as you like: it is written now and then."""
        self.done = done
        if message is not None:
            self.message = message[:300]
        if monotonic() - getattr(self, "_told_at", 0) >= PAUSE:
            self._tell(done=self.done, message=self.message)

    def finish(self, message="", *, result=None) -> None:
        """It is done; `result` is the file that came of it."""
        done = self.total if self.total is not None else self.done
        self._tell(
            state=self.State.DONE,
            done=done,
            message=message,
            result=result,
            ended_at=clock.now(),
        )

    def fail(self, message) -> None:
        self._tell(state=self.State.FAILED, message=str(message), ended_at=clock.now())

    def _tell(self, **fields):
        if "message" in fields:
            fields["message"] = fields["message"][:300]
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        self._told_at = monotonic()


def for_record(record) -> models.QuerySet:
    """The work about a record, the latest first."""
    subject_type, subject_id = reference(record)
    return Progress.objects.filter(subject_type=subject_type, subject_id=subject_id)


def sweep(after=timedelta(days=7)) -> int:
    """Forget old work with the file that came of it: an export holds data of persons."""
    old = Progress.objects.filter(created_at__lt=clock.now() - after)
    keys = [str(key) for key in old.values_list("pk", flat=True)]
    number = len(keys)
    old.delete()
    File.objects.filter(subject_type=Progress._meta.label_lower, subject_id__in=keys).delete()
    return number


def _owns(user, file):
    """The file of an export is for whoever asked for it."""
    return Progress.objects.filter(pk=file.subject_id, owner=user).exists()


file_guards.add(Progress._meta.label_lower, _owns)
