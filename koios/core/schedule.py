"""What the program does by itself, and how often. The lines stand in `koios/schedule.py`.

Each period of a line is handed out once, whoever looks first and however many workers there are.
A machine that was off does the latest period when it comes back, and not those in between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib import import_module

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from koios.core import clock
from koios.core.jobs.job import Job
from koios.core.jobs.tasks import task
from koios.core.registry import Registry

lines = Registry()

EPOCH = datetime(2000, 1, 1, 5, tzinfo=UTC)  # midnight in Bogotá


@dataclass(frozen=True)
class Line:
    """Something done every so often. `period` tells when the one that holds an instant began."""

    name: str
    call: Callable
    period: Callable[[datetime], datetime]


class Beat(models.Model):
    """The latest period of a line that was handed out."""

    line = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self):
        return f"{self.line} {self.at}"


def every(*, name: str, call: Callable, hours: int = 0, minutes: int = 0) -> Line:
    """A line done each so many hours and minutes, counted from midnight."""
    step = timedelta(hours=hours, minutes=minutes)
    if step <= timedelta():
        raise ValueError(f"{name}: say every how many minutes or hours")
    return lines.add(name, Line(name, call, lambda now: now - (now - EPOCH) % step))


def daily(*, at: str, name: str, call: Callable) -> Line:
    """A line done once a day, at an hour of Bogotá: `at="06:00"`."""
    hour = time.fromisoformat(at)

    def period(now):
        today = datetime.combine(clock.local(now), hour, clock.ZONE)
        return (today if today <= now else today - timedelta(days=1)).astimezone(UTC)

    return lines.add(name, Line(name, call, period))


def load() -> None:
    """Read the lines; core does not know those who write them."""
    import_module(settings.SCHEDULE)


def hand_out() -> int:
    """Ask for every line whose period has begun and that nobody has asked for; how many."""
    now = clock.now()
    handed = dict(Beat.objects.values_list("line", "at"))
    periods = {line.name: line.period(now) for line in lines}
    return sum(_ask(name, at, now) for name, at in periods.items() if handed.get(name) != at)


def count_as_done() -> None:
    """Count every period that has begun as handed out: who begins owes nothing of the past."""
    load()
    now = clock.now()
    for line in lines:
        Beat.objects.update_or_create(line=line.name, defaults={"at": line.period(now)})


@task(name="koios.line")
def run_line(line):
    load()
    lines[line].call()


@transaction.atomic
def _ask(name, period, now) -> bool:
    Beat.objects.bulk_create([Beat(line=name, at=EPOCH)], ignore_conflicts=True)
    # Later than tomorrow was written while the machine's clock was wrong.
    stale = Q(at__lt=period) | Q(at__gt=now + timedelta(days=1))
    if not Beat.objects.filter(stale, line=name).update(at=period):
        return False
    # The new period does what the one before it left undone.
    Job.objects.filter(
        task=run_line.name, kwargs__line=name, status__in=[Job.Status.WAITING, Job.Status.DEAD]
    ).update(status=Job.Status.DISCARDED, free_at=None, ended_at=now, unique=None)
    run_line.enqueue(line=name)
    return True
