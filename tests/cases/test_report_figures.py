"""The sums of the report: what counts, on which day, and how long answers took (domain 1.5)."""

from datetime import date
from decimal import Decimal

import pytest

from koios.cases.models import Case, Kind, Rating, Status
from koios.cases.report.asked import Asked
from koios.cases.report.figures import DIMENSIONS, figures_of
from koios.cases.report.made import CaseReport
from koios.core import audit, clock, settings
from koios.office.reporting.period import Period
from koios.office.reporting.sums import Spread

JULY = Period(date(2026, 7, 1), date(2026, 7, 31))


def day(told):
    return date.fromisoformat(told)


def figures(as_of, period=JULY):
    asked = Asked(period, day(as_of))
    return figures_of(asked.among(Case.objects.all()), asked.as_of, by=tuple(DIMENSIONS))


@pytest.fixture
def answer(beto, andrea, at):
    """`answer(case, "2026-07-27")`: an answer delivered that day."""
    settings.put("cases.approval_required", False, by=beto)

    def give(case, on):
        at(f"{on}T10:00")
        case.draft_answer(
            "Procede.",
            by=andrea,
            version=case.answer.version if case.answer else 0,
            attended=range(len(case.asks)),
        )
        sent = case.submit_answer(by=andrea)
        case.answer_accepted(sent, clock.now())
        case.refresh_from_db()
        return sent

    return give


@pytest.fixture
def received(at, make_case):
    """`received("2026-07-02")`: a complaint of that day."""

    def file(on="2026-07-02", kind=Kind.COMPLAINT, **told):
        at(f"{on}T10:00")
        return make_case(kind, **told)

    return file


@pytest.mark.parametrize(
    ("received_on", "answered_on", "business", "elapsed"),
    [
        ("2026-07-02", "2026-07-02", 0, 0),
        ("2026-07-11", "2026-07-12", 0, 1),
        ("2026-07-10", "2026-07-14", 1, 4),
        ("2026-07-02", "2026-07-27", 15, 25),
    ],
)
def test_days_count_from_the_next_business_day(
    received, answer, received_on, answered_on, business, elapsed
):
    answer(received(received_on), answered_on)

    told = figures(answered_on)

    assert (told.business, told.calendar) == ([business], [elapsed])


def test_days_of_suspension_are_no_business_days_and_are_calendar_days(
    at, received, answer, andrea
):
    case = received().assign(andrea, by=andrea).start(by=andrea)
    at("2026-07-10T10:00")
    case.require_information("El recibo del taxi", by=andrea)
    at("2026-07-22T15:00")
    case.resume(by=andrea)
    answer(case, "2026-08-04")

    told = figures("2026-08-04")

    assert (told.business, told.calendar, told.late) == ([15], [33], 0)


def test_days_between_two_values_are_interpolated():
    assert Spread.of([10, 1, 3, 2]) == Spread(Decimal("4.00"), Decimal("2.50"), Decimal("7.90"))
    assert Spread.of([]) == Spread(None, None, None)


def test_percentages_have_two_decimals_half_up(received, answer):
    for on in ("2026-07-10", "2026-07-13", "2026-07-28"):  # the last one day late
        answer(received(), on)

    told = figures("2026-07-31")

    assert told.on_time_percent == Decimal("66.67")
    assert (told.answered, told.late) == (3, 1)


def test_what_rests_on_nothing_is_not_zero(received):
    received()

    told = figures("2026-07-10")

    assert (told.open, told.on_time_percent, told.reopened_percent) == (1, None, None)
    assert told.lines["kind"][0].mean_business_days is None


def test_an_open_case_whose_day_has_gone_counts_against_the_company(received, answer):
    answer(received(), "2026-07-27")
    received()

    assert figures("2026-07-27").overdue == 0
    assert figures("2026-07-28").overdue == 1
    assert figures("2026-07-28").on_time_percent == Decimal("50.00")


def test_praise_only_counts_as_received(received, answer):
    answer(received(kind=Kind.PRAISE), "2026-07-03")

    told = figures("2026-07-31")

    assert (told.received, told.answered, told.open, told.business) == (1, 0, 0, [])


def test_duplicates_and_what_was_no_pqrs_are_left_out_of_everything(received, andrea):
    first = received()
    received().mark_duplicate(first, by=andrea)
    received().dismiss(by=andrea, reason="Publicidad")

    assert figures("2026-07-31").received == 1


@pytest.mark.parametrize("verb", ["withdraw", "reject", "transfer"])
def test_an_exit_counts_as_received_and_was_open_until_its_day(at, received, andrea, verb):
    case = received()
    at("2026-07-29T10:00")
    more = {"destination": "Supertransporte"} if verb == "transfer" else {}
    getattr(case, verb)(by=andrea, reason="Lo pidió", **more)

    assert (figures("2026-07-29").received, figures("2026-07-29").open) == (1, 0)
    assert figures("2026-07-28").overdue == 1


def test_a_tacit_withdrawal_was_waiting_until_its_day(at, received, andrea):
    case = received().assign(andrea, by=andrea)
    at("2026-07-10T10:00")
    case.require_information("La placa", by=andrea)
    at("2026-08-11T10:00")
    case.lapse()

    before, after = figures("2026-08-10"), figures("2026-08-11")

    assert (before.open, before.overdue) == (1, 0)
    assert (after.received, after.open) == (1, 0)


def test_a_case_is_not_overdue_while_its_clock_is_stopped(at, received, andrea):
    case = received().assign(andrea, by=andrea)
    at("2026-07-10T10:00")
    case.require_information("La placa", by=andrea)

    assert figures("2026-08-05").overdue == 0


def test_an_authority_counts_with_its_own_date(received, answer):
    answer(received(kind=Kind.AUTHORITY, due_on=day("2026-07-08")), "2026-07-09")
    received(kind=Kind.AUTHORITY, due_on=day("2026-07-20"))

    told = figures("2026-07-21")

    assert (told.late, told.overdue) == (1, 1)


def test_an_answer_that_came_back_was_one_until_that_day(at, received, answer):
    case = received()
    sent = answer(case, "2026-07-24")
    at("2026-07-28T09:00")
    case.answer_undelivered(sent, "550 no such user")

    before, after = figures("2026-07-27"), figures("2026-07-28")

    assert (before.answered, before.on_time, before.business) == (1, 1, [14])
    assert (after.answered, after.overdue, after.business) == (0, 1, [])


def test_an_answer_sent_again_counts_from_its_own_delivery(at, received, answer):
    case = received()
    sent = answer(case, "2026-07-24")
    at("2026-07-27T09:00")
    case.answer_undelivered(sent, "550 no such user")
    case.refresh_from_db()
    answer(case, "2026-07-29")

    assert figures("2026-07-26").business == [14]
    assert figures("2026-07-28").answered == 0
    assert (figures("2026-07-29").business, figures("2026-07-29").late) == ([17], 1)


def test_an_extension_is_not_known_before_the_day_on_which_it_is_granted(at, received, andrea):
    case = received(kind=Kind.PETITION_PARTICULAR)
    at("2026-07-20T10:00")
    case.extend(extra_days=15, reason="Falta el peritaje", by=andrea)

    due = {
        on: CaseReport(Asked(JULY, day(on))).cases.get().first_due_on
        for on in ("2026-07-19", "2026-07-20")
    }

    assert due == {"2026-07-19": day("2026-07-27"), "2026-07-20": day("2026-08-19")}
    assert figures("2026-07-28").overdue == 0


def test_a_case_that_was_reopened_keeps_its_first_answer(at, received, answer, andrea):
    case = received()
    answer(case, "2026-07-27")
    at("2026-07-29T10:00")
    case.reopen(by=audit.PUBLIC, reason="No me devolvieron el dinero")

    before, after = figures("2026-07-28"), figures("2026-12-31")

    assert (before.reopened, before.reopened_percent) == (0, Decimal("0.00"))
    assert (after.reopened_percent, after.answered, after.open) == (Decimal("100.00"), 1, 0)
    assert after.business == [15]


def test_a_day_before_the_first_answer_knows_nothing_of_the_reopening(at, received, answer, andrea):
    case = received()
    answer(case, "2026-07-29")
    at("2026-07-30T10:00")
    case.reopen(by=audit.PUBLIC, reason="No me devolvieron el dinero")

    assert figures("2026-07-28").overdue == 1  # of its first date, not of the new one


def test_what_came_after_the_day_was_not_there_yet(received):
    received("2026-07-20")

    assert figures("2026-07-19").received == 0


def test_a_case_of_the_past_counts_by_the_dates_that_it_came_with(received):
    case = received("2026-07-02")
    Case.objects.filter(pk=case.pk).update(
        imported=True, status=Status.CLOSED, answered_on=day("2026-07-28")
    )

    told = figures("2026-07-31")

    assert (told.late, told.business, told.calendar) == (1, [16], [26])
    assert figures("2026-07-27").answered == 0


def test_a_case_of_the_past_answered_on_no_known_day_only_counts_as_received(received):
    case = received()
    Case.objects.filter(pk=case.pk).update(imported=True, status=Status.CLOSED)

    told = figures("2026-12-31")

    assert (told.received, told.answered, told.open) == (1, 0, 0)


def test_each_case_stands_in_one_line_of_each_table(received, answer, andrea, school):
    answer(received(customer=school), "2026-07-10")
    answer(received(kind=Kind.CLAIM), "2026-07-28")
    received("2026-07-31", kind=Kind.CLAIM)

    told = figures("2026-07-31", Period(day("2026-07-01"), day("2026-08-31")))

    for dimension in DIMENSIONS:
        lines = told.lines[dimension]
        assert told.lines.number(dimension) == len(lines)
        assert told.lines.first(dimension, 1) == lines[:1]
        assert sum(line.received for line in lines) == 3
        assert sum(line.answered for line in lines) == 2
        assert sum(line.business_days for line in lines) == sum(told.business)
    claims = next(line for line in told.lines["kind"] if line.key == Kind.CLAIM)
    assert (claims.received, claims.answered, claims.on_time_percent) == (2, 1, Decimal("0.00"))
    assert claims.mean_business_days == Decimal("16.00")


def test_who_a_case_is_about_finds_nothing_of_it_in_the_report(received, beto):
    Case.objects.filter(pk=received().pk).update(about_person=beto)

    asked = Asked(JULY, day("2026-07-31"))

    assert CaseReport(asked, beto).figures.received == 0


def test_how_many_were_acknowledged_and_rated_is_told_as_of_the_day(at, received, answer):
    case = received()
    sent = answer(case, "2026-07-10")
    Rating.objects.create(answer=sent, case=case, score=4, at=clock.read("2026-07-12T08:00"))

    early = CaseReport(Asked(JULY, day("2026-07-11"))).figures
    late = CaseReport(Asked(JULY, day("2026-07-12"))).figures

    assert (early.acknowledged, early.scores) == (1, [])
    assert (late.acknowledged, late.scores) == (1, [4])
