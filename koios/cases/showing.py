"""How a case looks: where it stands, what is left of its term, and why its date is that date."""

from django.utils.translation import gettext as _

from koios.cases import states
from koios.core import calendar
from koios.ui import deadline, formats
from koios.ui.deadline import Deadline, Why
from koios.ui.due import Due
from koios.ui.states import State

S = states.Status

_LOOKS = {
    S.RECEIVED: ("out", 0),
    S.IN_TRIAGE: ("open", 1),
    S.ASSIGNED: ("open", 1),
    S.IN_PROGRESS: ("open", 2),
    S.AWAITING_PETITIONER: ("hold", 0),
    S.ANSWER_DRAFT: ("open", 3),
    S.ANSWERED: ("done", 3),
    S.CLOSED: ("done", 4),
    S.REOPENED: ("open", 1),
}


def state_of(case) -> State:
    """The status as a glyph and a name; an exit is told as left aside."""
    tone, fill = _LOOKS.get(case.status, ("out", 4))
    return State(S(case.status).label, tone, fill)  # get_…_display() reads all labels each time


def due_of(case, today) -> Due | None:
    """What is left of the term, for a list; nothing once the case has ended."""
    if case.due_on is None or not case.is_open:
        return None
    total, gone = _gone(case, today)
    return Due.of(total=total, gone=gone, stopped=case.is_paused, short=True)


def deadline_of(case, today) -> Deadline | None:
    """What stands on top of the record of an open case."""
    if case.due_on is None or not case.is_open:
        return None
    total, gone = _gone(case, today)
    if case.is_paused:
        pause = case.suspension
        detail = _(": falta un dato del peticionario, que tiene hasta el %(day)s") % {
            "day": formats.day_short(pause.answer_by)
        }
        return Deadline.stopped(
            pause.required_on, total=total, gone=gone, detail=detail, why=why_of(case, today)
        )
    detail = _(", a las 11:59 p. m.") if case.due_on >= today else ""
    return Deadline.running(
        case.due_on, total=total, gone=gone, detail=detail, why=why_of(case, today)
    )


def why_of(case, today) -> Why:
    """The sums behind the due date, for whoever asks."""
    if case.term_days is None:
        return Why([(_("Norma"), case.term.norm)])
    count = case.count()
    first = count.counted[0].day
    days = _("%(norm)s: %(days)s días hábiles") % {"norm": case.term.norm, "days": case.term_days}
    return Why(
        [
            (_("Norma"), days),
            (
                _("Primer día"),
                _("%(day)s, el hábil siguiente al recibo") % {"day": formats.day_long(first)}
                if case.round == 1
                else _("%(day)s, el hábil siguiente a la reapertura")
                % {"day": formats.day_long(first)},
            ),
            (_("No se contaron"), deadline.not_counted(count)),
            (_("Prórroga"), _extension_told(case)),
        ],
        deadline.cells(count, on=today),
    )


def answered_in(case) -> str:
    """«En 14 de los 15 días hábiles que fija la ley», once it was answered."""
    answer = case.answer
    if answer is None or answer.business_days is None or not case.term_days:
        return ""
    return _("En %(gone)s de los %(total)s días hábiles del término") % {
        "gone": answer.business_days,
        "total": case.term_days,
    }


def _extension_told(case):
    if case.granted:
        return _("Concedida el %(day)s; antes vencía el %(before)s") % {
            "day": formats.day_short(case.granted.granted_on),
            "before": formats.day_short(case.granted.previous_due_on),
        }
    if not case.term.extendable:
        return _("La norma no la permite en este tipo")
    return _("Una sola, hasta %(most)s días hábiles en total") % {
        "most": case.term.most_business_days
    }


def _gone(case, today):
    """The counted days of the term and those gone; a stated date counts from the receipt."""
    total = case.term_days or calendar.business_days_between(case.term_from, case.due_on) or 1
    return total, total - case.days_left(case.paused_on or today)
