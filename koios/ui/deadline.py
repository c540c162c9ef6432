"""The term at the top of a record, and why its date is the date it is: every day, one by one."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core import calendar
from koios.ui import formats
from koios.ui.due import Due

LONGEST_ROW = 30  # days in one row; a longer term is shown by weeks on every screen


@dataclass(frozen=True)
class Deadline:
    """What stands on top of a record with a term."""

    due: Due
    number: str
    unit: str
    headline: str
    detail: str = ""
    why: "Why | None" = None

    @classmethod
    def running(cls, due_on: date, *, total: int, gone: int, detail="", why=None):
        """A clock that runs, or has run out."""
        left = total - gone
        if left < 0:
            unit = ngettext("día hábil tarde", "días hábiles tarde", -left)
            headline = _("Venció el %(day)s") % {"day": formats.day_long(due_on)}
            label = _("vencida")
        else:
            unit = ngettext("día hábil", "días hábiles", left)
            headline = _("Vence el %(day)s") % {"day": formats.day_long(due_on)}
            label = _LABELS[Due.of(total=total, gone=gone).level]()
        return cls(_counted(total, gone, label), str(abs(left)), unit, headline, detail, why)

    @classmethod
    def stopped(cls, since: date, *, total: int, gone: int, detail="", why=None):
        """A clock that waits for someone; its days are shown all the same."""
        left = total - gone
        return cls(
            _counted(total, gone, _("detenido"), stopped=True),
            str(left),
            ngettext("día por contar", "días por contar", left),
            _("Detenido desde el %(day)s") % {"day": formats.day_short(since)},
            detail,
            why,
        )


@dataclass(frozen=True)
class Why:
    """The sums behind a date: named facts, each day, and what the shaded ones are."""

    facts: list  # pairs of name and text: norm, first day, what was not counted, extension
    days: list = field(default_factory=list)  # of `Cell`

    @property
    def is_long(self):
        return len(self.days) > LONGEST_ROW

    @property
    def holidays(self):
        """«13 jul, Virgen de Chiquinquirá; 20 jul, Independencia», told below the days."""
        return "; ".join(
            f"{formats.day_short(cell.day)}, {_plain(cell.reason)}"
            for cell in self.days
            if cell.kind in {"holiday", "company"}
        )

    @property
    def has_pause(self):
        return any(cell.kind == "paused" for cell in self.days)


@dataclass(frozen=True)
class Cell:
    """A day of the strip: how it looks, and what is said of it aloud."""

    day: date
    css: str
    up: str
    below: str
    spoken: str
    kind: str = ""
    reason: str = ""


def cells(count: calendar.Count, *, on: date | None = None) -> list[Cell]:
    """The days of a term as they stand on a day (today): from receipt to the due date."""
    on = on or calendar.today()
    first = Cell(
        count.received_on,
        f"day-start day-from-{count.received_on.isoweekday()}",
        _up(count.received_on, on, count.due_on),
        _("llega"),
        _("%(day)s: recibida, no cuenta") % {"day": formats.day_long(count.received_on)},
        "start",
    )
    return [first, *(_cell(day, on, count.due_on) for day in count.days)]


def not_counted(count: calendar.Count) -> str:
    """«2 festivos y 4 fines de semana»"""
    kinds = [day.kind for day in count.skipped]
    weekends = len({d.day.isocalendar()[:2] for d in count.skipped if d.kind == "weekend"})
    said = []
    if holidays := kinds.count("holiday"):
        said.append(ngettext("%(n)s festivo", "%(n)s festivos", holidays) % {"n": holidays})
    if own := kinds.count("company"):
        said.append(
            ngettext("%(n)s día de la empresa", "%(n)s días de la empresa", own) % {"n": own}
        )
    if weekends:
        said.append(
            ngettext("%(n)s fin de semana", "%(n)s fines de semana", weekends) % {"n": weekends}
        )
    if paused := kinds.count("paused"):
        said.append(
            ngettext("%(n)s día suspendido", "%(n)s días suspendidos", paused) % {"n": paused}
        )
    if len(said) > 1:
        return _("%(most)s y %(last)s") % {"most": ", ".join(said[:-1]), "last": said[-1]}
    return said[0] if said else _("Todos los días son hábiles")


def _counted(total, gone, label, stopped=False):
    text = _("Van %(gone)s de %(total)s.") % {"gone": gone, "total": total}
    level = Due.of(total=total, gone=gone, stopped=stopped).level
    return Due(level, total, gone, text, label)


_LABELS = {
    "ok": lambda: _("en término"),
    "warn": lambda: _("por vencer"),
    "bad": lambda: _("urgente"),
}


def _cell(day, on, due_on):
    is_due = day.day == due_on
    if day.ordinal is None:
        css = {"weekend": "day-off", "paused": "day-paused"}.get(day.kind, "day-holiday")
        below = {"weekend": "", "paused": "", "holiday": _("festivo")}.get(day.kind, _("no hábil"))
        reason = _plain(day.reason)
        if day.kind == "weekend":
            reason = reason[:1].lower() + reason[1:]
        told = {"day": formats.day_long(day.day), "reason": reason}
        spoken = _("%(day)s: %(reason)s, no cuenta") % told
    else:
        css = "day-count" if day.day <= on else "day-left"
        below = str(day.ordinal)
        spoken = _("%(day)s: día %(n)s") % {"day": formats.day_long(day.day), "n": day.ordinal}
    if day.day == on:
        css, spoken = f"{css} day-today", f"{spoken}, {_('hoy')}"
    if is_due:
        css, spoken = f"{css} day-due", f"{spoken}, {_('vence')}"
    return Cell(day.day, css, _up(day.day, on, due_on), below, spoken, day.kind, day.reason)


def _up(day, on, due_on):
    """Over the number: the initial of the weekday, or what makes the day special."""
    if day == due_on:
        return _("vence")
    if day == on:
        return _("hoy")
    return formats.weekday(day)[0].upper()


def _plain(reason):
    """The name of a holiday; that it was moved to a Monday can be seen."""
    return reason.removesuffix(" (observado)")
