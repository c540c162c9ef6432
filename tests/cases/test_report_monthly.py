"""On the first business day of a month the report of the last one goes to the chosen people."""

import pytest
from django.core.exceptions import ValidationError

from koios.cases.models import Case
from koios.cases.report.monthly import mail_monthly
from koios.core import schedule, settings


@pytest.fixture
def chosen(at, make_case, beto, post):
    at("2026-07-06T10:00")
    make_case()
    settings.put("cases.report_people", [beto.email], by=beto)
    post()
    return beto


def mails(smtp):
    return [mail for mail in smtp.messages if "Informe de PQRS" in mail.subject]


def test_it_goes_once_on_the_first_business_day(at, chosen, post, smtp):
    for instant in ("2026-08-01T06:30", "2026-08-02T06:30"):  # Saturday, Sunday
        at(instant)
        assert mail_monthly() == 0
    at("2026-08-03T06:30")

    assert (mail_monthly(), mail_monthly()) == (1, 0)

    post()
    [mail] = mails(smtp)
    assert mail.subject.replace("\u00a0", " ") == "Informe de PQRS de julio de 2026"
    assert [paper[:5] for paper in mail.attachments.values()] == [b"%PDF-"]
    assert "Llegó 1 PQRS" in mail.text


def test_a_machine_that_was_off_does_it_when_it_comes_back(at, chosen):
    at("2026-08-05T06:30")
    assert mail_monthly() == 1
    at("2026-08-06T06:30")
    assert mail_monthly() == 0


def test_after_some_days_the_month_is_let_go(at, chosen):
    at("2026-08-20T06:30")

    assert mail_monthly() == 0


def test_the_next_month_has_its_own(at, chosen):
    at("2026-08-03T06:30")
    mail_monthly()
    at("2026-09-01T06:30")

    assert mail_monthly() == 1


def test_who_left_or_sees_no_pqrs_gets_none(at, chosen):
    chosen.roles.clear()
    at("2026-08-03T06:30")

    assert mail_monthly() == 0


def test_each_gets_what_they_may_see(at, chosen, post, smtp):
    Case.objects.update(about_person=chosen)
    at("2026-08-03T06:30")
    mail_monthly()
    post()

    assert "No llegó ninguna PQRS" in mails(smtp)[0].text


def test_only_people_who_see_pqrs_can_be_chosen(chosen):
    with pytest.raises(ValidationError, match=r"nadie@x\.example"):
        settings.put("cases.report_people", ["nadie@x.example"], by=chosen)


def test_the_schedule_does_it_each_day():
    schedule.load()

    assert schedule.lines["cases.monthly_report"].call is mail_monthly
