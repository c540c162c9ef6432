"""The table of states: every move from every state, and no other."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koios.cases import states
from koios.cases.models import Status
from koios.core.audit import SYSTEM
from koios.core.checks import check_trail
from koios.core.refusals import Refusal, WrongMove

S = Status

# The table of the domain, written again by hand: domain 1.5
EXITS = {S.WITHDRAWN, S.TRANSFERRED, S.REJECTED, S.DUPLICATE}
TABLE = {
    S.RECEIVED: {S.IN_TRIAGE, S.ASSIGNED, S.NOT_A_CASE, *EXITS},
    S.IN_TRIAGE: {S.ASSIGNED, S.AWAITING_PETITIONER, S.NOT_A_CASE, *EXITS},
    S.ASSIGNED: {S.IN_PROGRESS, S.AWAITING_PETITIONER, *EXITS},
    S.IN_PROGRESS: {S.AWAITING_PETITIONER, S.ANSWER_DRAFT, *EXITS},
    S.AWAITING_PETITIONER: {
        S.IN_TRIAGE,
        S.ASSIGNED,
        S.IN_PROGRESS,
        S.TACITLY_WITHDRAWN,
        *EXITS,
    },
    S.ANSWER_DRAFT: {S.IN_PROGRESS, S.ANSWERED, *EXITS},
    S.ANSWERED: {S.CLOSED, S.REOPENED, S.IN_PROGRESS},
    S.CLOSED: {S.REOPENED},
    S.REOPENED: {S.IN_PROGRESS},
}


@pytest.mark.parametrize("here", S)
def test_a_case_moves_along_the_table_and_nowhere_else(make_case, here):
    case = make_case()

    for there in S:
        type(case).objects.filter(pk=case.pk).update(status=here)
        if there in TABLE.get(here, ()):
            assert case.move_to(there, by=SYSTEM).status == there
        else:
            with pytest.raises(WrongMove):
                case.move_to(there, by=SYSTEM)


def test_the_groups_of_states_leave_none_out():
    assert set(S) == states.OPEN | states.ENDED
    assert not states.OPEN & states.ENDED


VERBS = {
    "triage": lambda case, by: case.triage(by=by),
    "assign": lambda case, by: case.assign(by, by=by),
    "start": lambda case, by: case.start(by=by),
    "ask": lambda case, by: case.require_information("La placa", by=by),
    "resume": lambda case, by: case.resume(by=by),
    "extend": lambda case, by: case.extend(extra_days=3, reason="Peritaje", by=by),
    "draft": lambda case, by: case.draft_answer(
        "Procede", by=by, version=case.answer.version if case.answer else 0, attended=range(9)
    ),
    "submit": lambda case, by: case.submit_answer(by=by),
    "approve": lambda case, by: case.approve_answer(by=by.boss),
    "send_back": lambda case, by: case.send_back(by=by.boss, reason="Falta"),
    "withdraw": lambda case, by: case.withdraw(by=by, reason="Ya no"),
    "reopen": lambda case, by: case.reopen(by=by, reason="No resolvió"),
}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(sorted(VERBS)), max_size=12))
def test_whatever_is_tried_the_due_date_is_what_its_own_sums_say(
    at, make_case, andrea, beto, verbs
):
    at("2026-07-02T10:00")
    case = make_case("PETITION_PARTICULAR", identity="anonymous", petitioner=None)
    andrea.boss = beto
    for number, verb in enumerate(verbs):
        at(f"2026-07-{3 + number:02}T10:00")
        with suppress(Refusal):
            VERBS[verb](case, andrea)
        case = type(case).objects.get(pk=case.pk)
        if case.status != Status.AWAITING_PETITIONER:
            assert case.due_on == case.count().due_on
        assert case.due_on >= date(2026, 7, 27)

    assert list(check_trail()) == []
