"""An extension is granted once, with reasons, before the term ends, and never to a claim."""

from datetime import date

import pytest

from koios.cases.models import Kind
from koios.core.audit import trail
from koios.core.refusals import Refusal


@pytest.fixture
def running(at, make_case, andrea):
    at("2026-07-02T10:00")
    return make_case(Kind.PETITION_PARTICULAR).assign(andrea, by=andrea)


def test_the_new_total_counts_from_the_same_receipt(running, andrea):
    running.extend(extra_days=15, reason="Falta el peritaje", by=andrea)

    assert running.due_on == date(2026, 8, 19)
    assert trail(running).last().told()["due_on"] == ["2026-07-27", "2026-08-19"]
    assert running.letters.filter(kind="extension").count() == 1


@pytest.mark.parametrize("days", [0, 16, -1])
def test_it_adds_between_one_day_and_as_many_as_the_norm_lets(running, andrea, days):
    with pytest.raises(Refusal, match="entre 1 y 15"):
        running.extend(extra_days=days, reason="x", by=andrea)


def test_a_second_one_is_refused(running, andrea):
    running.extend(extra_days=5, reason="Falta el peritaje", by=andrea)

    with pytest.raises(Refusal, match="Ya tuvo una prórroga"):
        running.extend(extra_days=5, reason="Otra vez", by=andrea)


def test_it_is_refused_once_the_term_has_ended(at, running, andrea):
    at("2026-07-27T23:59")
    assert running.why_not_extend() == ""
    at("2026-07-28T00:00")

    with pytest.raises(Refusal, match="antes de que venza"):
        running.extend(extra_days=5, reason="Tarde", by=andrea)


def test_a_claim_of_a_consumer_has_none(make_case, andrea):
    with pytest.raises(Refusal, match="no permite prórroga"):
        make_case(Kind.CLAIM).extend(extra_days=1, reason="x", by=andrea)


@pytest.mark.parametrize(
    ("kind", "total", "due"),
    [
        (Kind.PETITION_GENERAL, 30, "2027-01-08"),
        (Kind.HD_QUERY, 15, "2026-12-16"),
        (Kind.HD_CLAIM, 23, "2026-12-29"),
    ],
)
def test_the_longest_total_is_that_of_the_norm(at, make_case, andrea, kind, total, due):
    at("2026-11-24T08:00")
    case = make_case(kind)

    case.extend(extra_days=case.most_extra_days, reason="Falta un dato", by=andrea)

    assert case.term_days == total
    assert case.due_on == date.fromisoformat(due)
