"""The doors of the yearly campaign: begin it, see who has what, share it out otherwise."""

from datetime import date

import pytest

from koios.core import jobs
from koios.verification.models import Campaign, ContractVerification
from tests.verification.conftest import answer_all


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


@pytest.fixture
def desk(client, gloria):
    """Gloria approves."""
    client.force_login(gloria)
    return client


def written(response):
    return response.content.decode().replace("\xa0", " ")


def run_jobs():
    while jobs.run_due():
        pass


@pytest.fixture
def campaign(make_contract, checklist, gloria):
    """Of two contracts of Ana's."""
    make_contract("active"), make_contract("active")
    begun = Campaign.open(by=gloria, for_year=2026, due_on=date(2026, 7, 31))
    run_jobs()
    begun.refresh_from_db()
    return begun


def test_the_list_invites_who_approves_to_begin_the_campaign(desk, client, ana, make_contract):
    make_contract("active")
    assert "Todavía no hay campaña de 2026" in written(desk.get("/verification/"))
    form = desk.get("/verification/campaigns/new/").context["form"]
    assert form["due_on"].value() == date(2026, 8, 16)

    answer = desk.post("/verification/campaigns/new/", {"for_year": "2026", "due_on": "2026-08-31"})

    assert answer.url == "/verification/campaigns/2026/"
    assert "Se está planeando" in written(desk.get(answer.url))
    run_jobs()
    assert "Se está planeando" not in written(desk.get(answer.url))
    assert ContractVerification.objects.get().owner == ana
    again = desk.post("/verification/campaigns/new/", {"for_year": "2026", "due_on": "2026-08-31"})
    assert again.status_code == 409 and "Ya hay una campaña de 2026" in written(again)
    client.force_login(ana)
    assert client.get("/verification/campaigns/new/").status_code == 403


def test_it_shows_who_has_what(desk, campaign, make_contract, ana, django_assert_max_num_queries):
    done, other = ContractVerification.objects.order_by("pk")
    answer_all(done.start(by=ana), by=ana).finish(by=ana, conclusion="")
    other.amend(by=ana, owner=None, due_on=date(2026, 7, 1))
    desk.get("/")

    with django_assert_max_num_queries(12):
        answer = desk.get(campaign.get_absolute_url())

    nobody, hers = answer.context["progress"].people
    assert (nobody.key, nobody.open, nobody.overdue) == (None, 1, 1)
    assert (hers.name, hers.done, hers.open, hers.percent) == (ana.name, 1, 0, "100,00\xa0%")
    listed = desk.get("/verification/").context["progress"].all
    assert (listed.done, listed.total, listed.overdue) == (1, 2, 1)


def test_contracts_that_came_later_are_taken_in(desk, campaign, make_contract):
    make_contract("active")
    here = campaign.get_absolute_url()
    assert "Hay un contrato en vigor que no está" in written(desk.get(here))

    desk.post(f"{here}contracts/")
    run_jobs()

    assert campaign.verifications.count() == 3
    assert "que no está" not in written(desk.get(here))
    assert desk.post(f"{here}contracts/").status_code == 409


def test_what_somebody_has_goes_to_another(desk, campaign, ana, gloria):
    here = f"{campaign.get_absolute_url()}handover/"
    same = desk.post(here, {"whose": str(ana.pk), "person": ana.pk})
    assert same.status_code == 422

    desk.post(here, {"whose": str(ana.pk), "person": gloria.pk})

    assert {one.owner for one in campaign.verifications.all()} == {gloria}


def test_what_nobody_has_is_given_to_somebody(desk, campaign, ana, gloria):
    one = campaign.verifications.first()
    one.amend(by=gloria, owner=None)

    desk.post(f"{campaign.get_absolute_url()}handover/", {"whose": "nobody", "person": gloria.pk})

    one.refresh_from_db()
    assert one.owner == gloria


def test_all_that_is_open_is_postponed(desk, campaign):
    told = {"day": "2026-09-30", "reason": "Vacaciones colectivas"}

    desk.post(f"{campaign.get_absolute_url()}postponement/", told)

    assert {one.due_on for one in campaign.verifications.all()} == {date(2026, 9, 30)}
