"""My day: what waits for a person, from every capability, by the date on which it falls due.

Each capability says what of its own waits for whom, in its `apps.py`:

    queue.sources.add("cases", queue.Source("cases", _("PQRS"), "message-2", jobs, count, "cases"))

What it asks the database for is yielded and asked together with what the others want
(`koios.core.together`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core.permissions import EDIT, SEE
from koios.core.registry import Registry
from koios.core.together import hear
from koios.ui import formats

MOST = 300  # jobs of one source on the page; nobody works through more in a day
FEW = 12  # of a group that lies ahead, until somebody asks for all of it


@dataclass(frozen=True)
class Job:
    """Something that waits for a person: what to do, of which record, until when.

    `due` is how the term looks (`koios.ui.due.Due`), `due_on` the day it falls due; both may be
    missing. `waiting`: it is others who must move first.
    """

    kind: str
    number: str
    title: str
    url: str
    next_step: str = ""
    who: str = ""
    due: object = None
    due_on: date | None = None
    waiting: bool = False
    icon: str = ""

    @property
    def step(self):
        return self.next_step

    @property
    def about(self):
        return self.who


@dataclass(frozen=True)
class Source:
    """A kind of work: the generator `jobs(user, today)` returns what waits, the most urgent `MOST`
    of it; `count(user)` says how much there is, as a number or as the records to be counted
    (`koios.office.counts`)."""

    key: str
    label: str
    icon: str
    jobs: Callable
    count: Callable[[object], object]
    module: str = ""
    level: str = SEE  # of those for whom such work waits at all

    def is_open_to(self, user):
        return not self.module or user.may(self.module, self.level)


@dataclass(frozen=True)
class Measure:
    """A figure of how the process stands: the generator `figure(user, today)` returns it, or None
    when there is none."""

    key: str
    figure: Callable
    module: str = ""

    def is_open_to(self, user):
        return not self.module or user.may(self.module, SEE)


@dataclass(frozen=True)
class Start:
    """Something that people begin from here, as a button: to note a call, to file a case."""

    label: str
    url_name: str
    icon: str = "plus"
    module: str = ""
    level: str = EDIT
    is_main: bool = False

    def is_open_to(self, user):
        return not self.module or user.may(self.module, self.level)


sources = Registry()
figures = Registry()
starts = Registry()


@dataclass
class Group:
    """Jobs that fall due together."""

    key: str
    title: str
    jobs: list = field(default_factory=list)
    is_open: bool = True  # all of it is shown

    @property
    def shown(self):
        return self.jobs if self.is_open else self.jobs[:FEW]

    @property
    def hidden(self):
        return len(self.jobs) - len(self.shown)


class Day:
    """The queue of a person as it stands on a day, all of it or what comes from one source."""

    def __init__(self, user, today, *, key="", opened=""):
        self.user = user
        self.today = today
        self.opened = opened
        self.sources = [source for source in sources if source.is_open_to(user)]
        self.chosen = next((source for source in self.sources if source.key == key), None)

    @cached_property
    def jobs(self):
        asked = [self.chosen] if self.chosen else self.sources
        told = hear(*(source.jobs(self.user, self.today) for source in asked))
        found = [
            replace(job, icon=job.icon or source.icon)
            for source, jobs in zip(asked, told, strict=True)
            for job in jobs
        ]
        return sorted(found, key=lambda job: (job.due_on or date.max, job.number))

    @cached_property
    def groups(self):
        """Overdue and today, the rest of this week, the next one, each month; who waits, last."""
        groups = {}
        for job in self.jobs:
            key, title = self._place(job)
            groups.setdefault(key, Group(key, title)).jobs.append(job)
        for group in groups.values():
            group.is_open = group.key in {"now", "week", self.opened} or len(group.jobs) <= FEW + 2
        if "week" in groups:
            groups["week"].title = self._this_week(groups["week"].jobs)
        return sorted(groups.values(), key=lambda group: ORDER.get(group.key, group.key))

    @cached_property
    def summary(self):
        """«Un asunto vencido y 2 que vencen hoy.»"""
        active = [job for job in self.jobs if job.due_on and not job.waiting]
        late = sum(job.due_on < self.today for job in active)
        now = sum(job.due_on == self.today for job in active)
        overdue = ngettext("Un asunto vencido", "%(n)s asuntos vencidos", late) % {"n": late}
        if late and now:
            also = ngettext("uno que vence hoy", "%(n)s que vencen hoy", now) % {"n": now}
            return _("%(overdue)s y %(today)s.") % {"overdue": overdue, "today": also}
        if late:
            return f"{overdue}."
        if now:
            return ngettext("Un asunto vence hoy.", "%(n)s asuntos vencen hoy.", now) % {"n": now}
        if active:
            return _("Nada vence hoy.")
        return ""

    def _place(self, job):
        if job.waiting:
            return "waiting", _("En espera de otros")
        if job.due_on is None:
            return "undated", _("Sin fecha")
        if job.due_on <= self.today:
            return "now", _("Vencido y hoy")
        sunday = self.today + timedelta(days=6 - self.today.weekday())
        if job.due_on <= sunday:
            return "week", ""
        if job.due_on <= sunday + timedelta(days=7):
            return "next-week", _("La semana entrante")
        return f"{job.due_on:%Y-%m}", self._month(job.due_on)

    def _this_week(self, jobs):
        """The name of what is left of this week, by the days on which something falls due."""
        tomorrow = self.today + timedelta(days=1)
        days = sorted({job.due_on for job in jobs})
        others = [day for day in days if day != tomorrow]
        if not others:
            return _("Mañana")
        if len(others) > 1:
            return _("Mañana y esta semana") if tomorrow in days else _("Esta semana")
        name = formats.weekday(others[0])
        if tomorrow in days:
            return _("Mañana y %(day)s") % {"day": name}
        return _("El %(day)s") % {"day": name}

    def _month(self, day):
        other_year = day.year != self.today.year
        name = formats.month(day) if other_year else formats.month_name(day)
        if (day.year, day.month) == (self.today.year, self.today.month):
            return _("El resto de %(month)s") % {"month": name}
        return name[:1].upper() + name[1:]


ORDER = {"now": "0", "week": "1", "next-week": "2", "undated": "9998", "waiting": "9999"}


def how_it_goes(user, today) -> list:
    """The figures of the process that this person may see."""
    asked = [measure for measure in figures if measure.is_open_to(user)]
    drawn = hear(*(measure.figure(user, today) for measure in asked))
    return [figure for figure in drawn if figure is not None]


def waiting_for(user) -> dict:
    """How much of each source waits for this person, or the records themselves."""
    return {source.key: source.count(user) for source in sources if source.is_open_to(user)}


def starts_for(user) -> list:
    return [start for start in starts if start.is_open_to(user)]
