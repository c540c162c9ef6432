"""The job: one row from the moment it is asked for until it is done."""

import random
import secrets
import traceback
from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import audit, clock
from koios.core.acts import act
from koios.core.jobs import doorbell
from koios.core.refusals import WrongMove

LEASE = timedelta(seconds=30)  # how long a job stays with a worker that gives no sign of life
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: three times longer each time, up to an hour.

    A fifth more or less, so that a thousand that failed together do not come back together.
    """
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 3 ** min(attempts - 1, 12))
    return pause * random.uniform(0.8, 1.2)  # noqa: S311


class JobQuerySet(models.QuerySet):
    def ripe(self):
        """Those that somebody should be doing now."""
        return self.filter(free_at__lte=clock.now())

    def take(self, pk=None):
        """Take a job that is ripe (the one that is asked for, or the oldest), or None.

        The condition stands in the update: of all who try, one changes the row.
        """
        ripe = self.ripe() if pk is None else self.ripe().filter(pk=pk)
        for job in ripe.order_by("free_at", "pk")[:8]:
            taken = {
                "status": Job.Status.RUNNING,
                "free_at": clock.now() + LEASE,
                "ticket": secrets.token_hex(8),
                "unique": None,
                "attempts": job.attempts + 1,
            }
            if self.ripe().filter(pk=job.pk, attempts=job.attempts).update(**taken):
                for name, value in taken.items():
                    setattr(job, name, value)
                return job
        return None


class Job(models.Model):
    """Something to be done, kept until it is done or until somebody decides that it never will.

    `free_at` is when a worker may take it: from the hour it was asked for, and once somebody has
    it, from the end of their lease. `ticket` is the mark of who has it now. `unique` keeps a
    second one from being added while the first has not begun.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", gettext_lazy("En espera")
        RUNNING = "running", gettext_lazy("En curso")
        DONE = "done", gettext_lazy("Hecho")
        DEAD = "dead", gettext_lazy("Fallido")
        DISCARDED = "discarded", gettext_lazy("Descartado")

    task = models.CharField(max_length=200)
    kwargs = models.JSONField(default=dict)
    unique = models.CharField(max_length=200, null=True, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    asked_at = models.DateTimeField()
    free_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ticket = models.CharField(max_length=16, blank=True)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        app_label = "core"
        indexes = [
            # What is over has no `free_at`, so those who look for work read no finished row.
            models.Index(fields=["free_at", "id"], name="job_free"),
            models.Index(fields=["status", "-ended_at"], name="job_ended"),
        ]

    def __str__(self):
        return f"{self.task} {self.kwargs}"

    @property
    def why(self) -> str:
        """The last line of what went wrong."""
        return self.error.strip().rpartition("\n")[2]

    def save_new(self) -> "Job":
        """Ask for it, in the transaction of the caller."""
        with transaction.atomic(savepoint=False):
            if not self.unique:
                self.save(force_insert=True)
                doorbell.ring(self)
                return self
            return self._save_unless_asked()

    def _save_unless_asked(self):
        self.ticket = secrets.token_hex(8)
        kept = None
        while kept is None:  # until it is there: somebody may begin the other one in between
            Job.objects.bulk_create([self], ignore_conflicts=True)
            # Held until the caller commits: whoever begins it then sees what the caller wrote.
            kept = Job.objects.select_for_update().filter(unique=self.unique).first()
        if self.free_at < kept.free_at:
            Job.objects.filter(pk=kept.pk).update(free_at=self.free_at)
            kept.free_at = self.free_at
        elif kept.ticket != self.ticket:
            return kept  # asked for before, and as early
        doorbell.ring(kept)
        return kept

    # What becomes of it. Only who has the ticket may say so: a worker that was given up for dead
    # and comes back has no say any more.

    def finish(self) -> None:
        self._leave(status=Job.Status.DONE, free_at=None, ended_at=clock.now(), error="")

    def fail(self, error: Exception, *, at_most: int) -> None:
        """It went wrong: again later, or, after so many times, to those who look after it."""
        told = "".join(traceback.format_exception(error))[-4000:]
        if self.attempts < at_most:
            later = clock.now() + pause_after(self.attempts)
            self._leave(status=Job.Status.WAITING, free_at=later, error=told)
        else:
            self.bury(told)

    def bury(self, error: str) -> None:
        self._leave(status=Job.Status.DEAD, free_at=None, ended_at=clock.now(), error=error)

    def _leave(self, **fields):
        with transaction.atomic(savepoint=False):
            if self._held().update(ticket="", **fields):
                for name, value in fields.items():
                    setattr(self, name, value)
                doorbell.ring(self)

    def _held(self):
        return Job.objects.filter(pk=self.pk, ticket=self.ticket, status=Job.Status.RUNNING)

    # What a person decides about one that has failed for good

    @act
    def retry(self, *, by) -> None:
        """Begin it anew, as if it had never failed."""
        self._settle(
            "retried", by, status=Job.Status.WAITING, attempts=0, free_at=clock.now(), ended_at=None
        )
        doorbell.ring(self)

    @act
    def discard(self, *, by, reason="") -> None:
        """Let it be: nobody will do it."""
        self._settle(
            "discarded", by, reason=reason, status=Job.Status.DISCARDED, ended_at=clock.now()
        )

    def _settle(self, verb, by, reason="", **fields):
        if not Job.objects.filter(pk=self.pk, status=Job.Status.DEAD).update(**fields):
            raise WrongMove(
                _("Este trabajo ya no está entre los fallidos: otra persona lo atendió antes.")
            )
        for name, value in fields.items():
            setattr(self, name, value)
        audit.record(self, verb, by=by, reason=reason, facts={"task": self.task, "why": self.why})


def dead_letters() -> models.QuerySet:
    """The jobs that failed for good and wait for somebody to decide, the latest first."""
    return Job.objects.filter(status=Job.Status.DEAD).order_by("-ended_at", "-pk")


def sweep(after=timedelta(days=7)) -> int:
    """Forget what was done long enough ago."""
    over = [Job.Status.DONE, Job.Status.DISCARDED]
    return Job.objects.filter(status__in=over, ended_at__lt=clock.now() - after).delete()[0]
