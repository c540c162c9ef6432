"""The tables of states: every move from every state, and no other."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koios.contracts import contract as contracts
from koios.contracts import states, terms
from koios.contracts.models import Amendment, AmendmentStatus, Contract, Status
from koios.core import calendar
from koios.core.audit import SYSTEM
from koios.core.checks import check_trail
from koios.core.numbering import check_counters
from koios.core.refusals import Refusal, WrongMove
from tests.contracts.conftest import sign

S = Status

# The table of the domain, written again by hand: domain 5
TABLE = {
    S.DRAFT: {S.SIGNED, S.TERMINATED},
    S.SIGNED: {S.ACTIVE, S.TERMINATED},
    S.ACTIVE: {S.SUSPENDED, S.EXPIRED, S.TERMINATED},
    S.SUSPENDED: {S.ACTIVE, S.EXPIRED, S.TERMINATED},
    S.EXPIRED: {S.LIQUIDATED},
    S.TERMINATED: {S.LIQUIDATED},
    S.LIQUIDATED: set(),
}


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


@pytest.mark.parametrize("here", S)
def test_a_contract_moves_along_the_table_and_nowhere_else(make_contract, here):
    contract = make_contract("active")

    for there in S:
        Contract.objects.filter(pk=contract.pk).update(status=here)
        if there in TABLE[here]:
            assert contract.move_to(there, by=SYSTEM).status == there
        else:
            with pytest.raises(WrongMove):
                contract.move_to(there, by=SYSTEM)


@pytest.mark.parametrize("here", AmendmentStatus)
def test_an_amendment_is_signed_or_dropped_once(make_contract, ana, here):
    amendment = Amendment.draft(make_contract("active"), by=ana, effective_on=date(2026, 7, 2))

    for there in AmendmentStatus:
        Amendment.objects.filter(pk=amendment.pk).update(status=here, signed_on=date(2026, 7, 2))
        if here == AmendmentStatus.DRAFT and there != here:
            assert amendment.move_to(there, by=SYSTEM).status == there
        else:
            with pytest.raises(WrongMove):
                amendment.move_to(there, by=SYSTEM)


def test_the_groups_of_states_leave_none_out():
    assert {S.DRAFT, *states.IN_FORCE, *states.OVER} == set(S)


VERBS = {
    "prepare": lambda one, by: one.prepare_to_sign(by=by),
    "withdraw": lambda one, by: one.withdraw_from_signing(by=by, reason="Cambia el valor"),
    "sign": lambda one, by: sign(one, by=by),
    "suspend": lambda one, by: one.suspend(by=by, on=calendar.today(), reason="Paro"),
    "resume": lambda one, by: one.resume(by=by, on=calendar.today()),
    "terminate": lambda one, by: one.terminate(by=by, on=calendar.today(), reason="Acuerdo"),
    "liquidate": lambda one, by: one.liquidate(by=by, on=calendar.today(), reason="Acta"),
    "revise": lambda one, by: one.revise(by=by, object="Otra cosa"),
    "notice": lambda one, by: one.give_notice(by=by, on=calendar.today(), side="them"),
    "longer": lambda one, by: sign(
        Amendment.draft(
            one,
            by=by,
            effective_on=calendar.today(),
            values={"end_on": one.end_on + timedelta(days=31)},
        ),
        by=by,
    ),
    "night": lambda one, by: (one.enter_into_force(), one.pass_end()),
    "discard": lambda one, by: one.discard(by=by),
}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 120)), max_size=12),
    st.sampled_from(["none", "agreed", "silence"]),
)
def test_whatever_is_tried_what_holds_is_what_was_signed(at, make_contract, ana, steps, renewal):
    at("2026-07-02T10:00")
    contract = make_contract(renewal=renewal, end_on=date(2026, 8, 31), renewal_months=1)
    day = date(2026, 7, 2)
    for verb, later in steps:
        day += timedelta(days=later)
        at(f"{day}T10:00")
        with suppress(Refusal):
            VERBS[verb](contract, ana)
        contract = Contract.objects.filter(pk=contract.pk).first()
        if contract is None:
            return
        if contract.status in states.IN_FORCE:
            assert contract.signed_on and contract.number and contract.signing
            assert terms.of(contract) == contract.terms_on(day).values
        if contract.status == S.ACTIVE:
            assert contract.start_on <= day

    # The contracts of the examples before lie ahead of this clock.
    assert not [line for line in contracts.check_contracts() if contract.label in line]
    assert list(check_trail()) == []
    assert list(check_counters()) == []
