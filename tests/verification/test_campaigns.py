"""The campaign of a year: every contract in force is verified once, by somebody, by a day."""

from datetime import date

import pytest

from koios.core import jobs, settings
from koios.core.notices import Notice
from koios.core.numbering import check_counters
from koios.core.refusals import Refusal
from koios.verification import sweeps
from koios.verification.models import Campaign, ContractVerification


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


def opened(ana, **told):
    campaign = Campaign.open(by=ana, for_year=2026, **told)
    jobs.run_due()
    campaign.refresh_from_db()
    return campaign


def test_it_plans_one_for_each_contract_in_force(make_contract, checklist, ana):
    contracts = {make_contract("active"), make_contract("suspended"), make_contract("active")}
    make_contract("draft")

    campaign = opened(ana)

    planned = campaign.verifications.all()
    assert {one.contract for one in planned} == contracts and len(planned) == 3
    assert {one.due_on for one in planned} == {date(2026, 8, 16)}
    assert {one.owner for one in planned} == {ana}
    assert campaign.filled_at and list(check_counters()) == []


def test_it_may_be_planned_twice_and_nothing_is_doubled(make_contract, checklist, ana):
    make_contract("active")
    campaign = opened(ana)
    campaign.fill()

    assert campaign.verifications.count() == 1


def test_a_contract_that_came_later_is_taken_in_when_asked(make_contract, checklist, ana):
    campaign = opened(ana)
    late = make_contract("active")

    assert list(campaign.left_out()) == [late]
    campaign.complete(by=ana)
    jobs.run_due()

    assert not campaign.left_out().exists()


def test_one_that_was_cancelled_is_not_planned_again(make_contract, checklist, ana):
    make_contract("active")
    campaign = opened(ana)
    campaign.verifications.get().cancel(by=ana, reason="Termina este mes")
    campaign.fill()

    assert campaign.verifications.count() == 1


def test_whoever_verifies_is_told_once_how_many(make_contract, checklist, ana, beto):
    make_contract("active")
    make_contract("active")

    opened(ana, verifier=beto)

    assert Notice.objects.get(person=beto).text.startswith("2 contratos por verificar de 2026")


def test_there_is_one_a_year(checklist, ana):
    opened(ana)

    with pytest.raises(Refusal, match="Ya hay una campaña de 2026"):
        Campaign.open(by=ana, for_year=2026)


@pytest.mark.parametrize("year", [2024, 2027])
def test_it_is_of_this_year_or_of_the_last(checklist, ana, year):
    with pytest.raises(Refusal, match="el año que corre o el anterior"):
        Campaign.open(by=ana, for_year=year)


def test_all_that_is_open_gets_another_day(make_contract, checklist, ana):
    make_contract("active")
    campaign = opened(ana)
    campaign.postpone(date(2026, 9, 30), by=ana, reason="Vacaciones del colegio")

    assert campaign.verifications.get().due_on == date(2026, 9, 30)


def test_what_one_person_has_goes_to_another(make_contract, checklist, ana, beto):
    make_contract("active")
    campaign = opened(ana)

    assert campaign.hand_over(ana, beto, by=ana, reason="Licencia") == 1
    assert campaign.verifications.get().owner == beto


def test_it_begins_by_itself_in_its_month_and_once(make_contract, checklist, at):
    make_contract("active")
    sweeps.open_campaign()
    assert not Campaign.objects.exists()

    at("2026-10-03T05:30")
    sweeps.open_campaign()
    sweeps.open_campaign()

    assert Campaign.objects.get().for_year == 2026


def test_it_does_not_begin_by_itself_where_the_company_says_never(checklist, ana, at):
    settings.put("verification.month", "0", by=ana)
    at("2026-10-03T05:30")
    sweeps.open_campaign()

    assert not Campaign.objects.exists()


def test_reminders_come_once_for_each_number_of_days_and_weekly_when_late(
    make_verification, ana, at
):
    make_verification()  # until 31 July
    Notice.objects.all().delete()
    days = ["15", "16", "17", "26", "27", "30", "31"]
    told = []
    for day in days:
        at(f"2026-07-{day}T06:25")
        sweeps.remind()
        told.append(Notice.objects.count())
    assert told == [0, 1, 1, 2, 2, 3, 3]

    for day, number in (("01", 4), ("05", 4), ("07", 5)):
        at(f"2026-08-{day}T06:25")
        sweeps.remind()
        assert Notice.objects.count() == number
    assert Notice.objects.filter(urgent=True).count() == 2


def test_a_home_without_contracts_has_an_empty_campaign(checklist, ana):
    campaign = opened(ana)

    assert campaign.progress() == {}
    assert not ContractVerification.objects.exists()
