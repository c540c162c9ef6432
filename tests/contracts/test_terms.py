"""What holds on a day, and until when silence may be broken, against slow plain sums."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koios.contracts import terms
from koios.contracts.models import Amendment, ContractRequirement
from koios.contracts.notice import end_after_silence, last_day_for_notice
from koios.core import calendar
from koios.customers.models import Requirement
from tests.contracts.conftest import TARIFF, sign

QUIET = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


def slow_notice(end, amount, unit):
    """From the end back, a day at a time."""
    day, left = end, amount
    if unit == "business":
        while left:
            left -= calendar.is_business_day(day)
            day -= timedelta(days=1)
    elif unit == "months":
        month = end.year * 12 + end.month - 1 - amount
        day = None
        for number in range(end.day, 0, -1):
            try:
                day = date(month // 12, month % 12 + 1, number)
                break
            except ValueError:
                continue
    else:
        for _n in range(amount):
            day -= timedelta(days=1)
    while not calendar.is_business_day(day):
        day -= timedelta(days=1)
    return day


@given(end=DAYS, amount=st.integers(0, 120), unit=st.sampled_from(["days", "business"]))
@QUIET
def test_the_last_day_for_a_notice_is_what_counting_back_gives(db, end, amount, unit):
    assert last_day_for_notice(end, amount, unit) == slow_notice(end, amount, unit)


@given(end=DAYS, amount=st.integers(0, 24))
@QUIET
def test_months_of_notice_are_those_of_the_calendar(db, end, amount):
    assert last_day_for_notice(end, amount, "months") == slow_notice(end, amount, "months")


@pytest.mark.parametrize(
    ("end", "amount", "unit", "last"),
    [
        ("2026-12-31", 30, "days", "2026-12-01"),
        ("2026-11-30", 30, "days", "2026-10-30"),  # 31 October is a Saturday
        ("2027-01-11", 10, "business", "2026-12-23"),  # 25 December, 1 and 11 January are none
        ("2027-03-31", 1, "months", "2027-02-26"),  # 28 February is a Sunday
        ("2026-12-31", 0, "days", "2026-12-31"),
    ],
)
def test_a_notice_of_the_calendar(db, end, amount, unit, last):
    assert str(last_day_for_notice(date.fromisoformat(end), amount, unit)) == last


@pytest.mark.parametrize(
    ("end", "months", "after"),
    [
        ("2026-12-31", 12, "2027-12-31"),
        ("2027-02-28", 12, "2028-02-29"),
        ("2026-11-30", 6, "2027-05-31"),
        ("2026-07-14", 1, "2026-08-14"),
    ],
)
def test_another_term_begins_the_day_after_and_is_as_long(end, months, after):
    assert str(end_after_silence(date.fromisoformat(end), months)) == after


def slow_terms(signed, amendments, on):
    """Every change up to the day, one after the other."""
    held = dict(signed)
    for _order, effective_on, changes in sorted(
        (((day, at), day, changes) for at, (day, changes) in enumerate(amendments)),
        key=lambda one: one[0],
    ):
        if effective_on <= on:
            held.update(changes)
    return held


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "value": st.integers(1, 10**9),
        "end_on": st.dates(date(2026, 12, 1), date(2028, 12, 31)),
        "object": st.sampled_from(["Rutas", "Rutas y salidas"]),
        "notice_amount": st.integers(0, 90),
    },
)


@given(
    amendments=st.lists(
        st.tuples(st.dates(date(2026, 7, 1), date(2026, 10, 31)), CHANGES), max_size=5
    ),
    on=st.dates(date(2026, 6, 1), date(2026, 12, 31)),
)
@QUIET
def test_what_holds_on_a_day_is_what_the_amendments_up_to_it_say(
    at, make_contract, ana, amendments, on
):
    at("2026-07-02T10:00")
    contract = make_contract("active")
    signed = terms.of(contract)
    for day, changes in amendments:
        amendment = Amendment.draft(
            contract, by=ana, effective_on=day, values=changes, text="Algo más"
        )
        # A draft keeps what differs from today; the oracle takes what it kept.
        changes.clear()
        changes.update(amendment.new_values)
        sign(amendment, by=ana)
    contract = type(contract).objects.get(pk=contract.pk)

    assert contract.terms_on(on).values == slow_terms(signed, amendments, on)
    assert terms.of(contract) == slow_terms(signed, amendments, calendar.today())


def test_an_amendment_of_tomorrow_holds_from_tomorrow(at, make_contract, ana):
    contract = make_contract("active")
    sign(
        Amendment.draft(
            contract,
            by=ana,
            effective_on=date(2026, 8, 1),
            values={"value": 90_000_000, "end_on": date(2027, 6, 30)},
            tariffs=[{**TARIFF, "price": 4_500_000}],
        ),
        by=ana,
    )
    contract.refresh_from_db()
    contract.forget_parts()
    assert contract.end_on == date(2026, 11, 30)
    assert contract.terms_on(date(2026, 8, 1)).end_on == date(2027, 6, 30)
    assert [one.price for one in contract.terms_on(date(2026, 7, 31)).tariffs] == [4_200_000]

    at("2026-08-01T00:30")
    from koios.contracts import sweeps

    sweeps.settle()
    sweeps.settle()
    contract.refresh_from_db()
    contract.forget_parts()
    assert (contract.end_on, contract.value) == (date(2027, 6, 30), 90_000_000)
    assert [one.price for one in contract.terms_on(calendar.today()).tariffs] == [4_500_000]


def test_requirements_come_and_go_by_amendment(make_contract, school, ana):
    old = Requirement.raise_for(school, statement="Monitora", by=ana)
    old.agree(by=ana, on=date(2026, 7, 1), with_whom="Carla")
    contract = make_contract("active")
    new = Requirement.raise_for(school, statement="Rastreo", by=ana)
    held = ContractRequirement.objects.get(contract=contract)

    amendment = Amendment.draft(
        contract, by=ana, effective_on=date(2026, 7, 2), add=[new], drop=[held]
    )
    assert [str(one) for one in contract.terms_on(calendar.today()).requirements] == ["Monitora"]
    sign(amendment, by=ana)

    contract.forget_parts()
    assert [str(one) for one in contract.terms_on(date(2026, 7, 1)).requirements] == ["Monitora"]
    assert [str(one) for one in contract.terms_on(date(2026, 7, 2)).requirements] == ["Rastreo"]
