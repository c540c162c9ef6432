"""The compliance of a contract (domain 5): 100·(C + 0,5·P)/(C + P + NC), none if nothing counts."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.core.refusals import Refusal
from koios.verification.compliance import Tally, Verdict
from koios.verification.questions import Better, Kind, Question

V = Verdict
ANSWERS = st.lists(st.tuples(st.sampled_from(["", *V]), st.integers(1, 10)))


def plainly(told):
    """The formula, as it stands in the procedure, over each item as often as it weighs."""
    each = [verdict for verdict, weight in told for _n in range(weight)]
    c, p, nc = (
        sum(one == verdict for one in each) for verdict in (V.COMPLIES, V.PARTLY, V.DOES_NOT)
    )
    if c + p + nc == 0:
        return None
    exact = Fraction(100) * (c + Fraction(p, 2)) / (c + p + nc)
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(ANSWERS)
def test_compliance_is_that_of_the_procedure(told):
    assert Tally.of(told).percent == plainly(told)


@pytest.mark.parametrize(
    ("told", "percent"),
    [
        ([], None),
        ([V.NOT_APPLICABLE, V.NOT_APPLICABLE], None),
        ([V.COMPLIES], "100.00"),
        ([V.DOES_NOT], "0.00"),
        ([V.COMPLIES, V.PARTLY, V.DOES_NOT, V.NOT_APPLICABLE], "50.00"),
        ([V.COMPLIES] * 13 + [V.PARTLY, V.DOES_NOT, V.NOT_APPLICABLE], "90.00"),
        ([V.COMPLIES, V.COMPLIES, V.DOES_NOT], "66.67"),
        ([V.PARTLY, V.DOES_NOT, V.DOES_NOT], "16.67"),
    ],
)
def test_some_by_hand(told, percent):
    tally = Tally.of((verdict, 1) for verdict in told)

    assert tally.percent == (percent and Decimal(percent))


def test_an_item_that_weighs_more_counts_more():
    assert Tally.of([(V.COMPLIES, 3), (V.DOES_NOT, 1)]).percent == Decimal("75.00")


@given(st.sampled_from(Better), *[st.decimals(-1000, 1000, places=2)] * 3)
def test_a_measure_complies_in_part_only_between_its_two_marks(better, target, partly_from, value):
    sign = 1 if better == Better.HIGHER else -1
    ask = {"kind": Kind.MEASURE, "better": better, "target": target, "partly_from": partly_from}
    if sign * partly_from >= sign * target:
        with pytest.raises(Refusal):
            Question("1", "Puntualidad", **ask)
        return

    verdict = Question("1", "Puntualidad", **ask).verdict_of(value)

    assert (verdict == V.COMPLIES) == (sign * value >= sign * target)
    assert (verdict == V.DOES_NOT) == (sign * value < sign * partly_from)


@given(st.sampled_from(Kind), st.decimals(-1000, 1000, places=2), st.integers(1, 10))
def test_a_question_comes_back_from_the_database_as_it_went(kind, target, weight):
    question = Question("7", "¿?", kind=kind, target=target, weight=weight, options=("a", "b"))

    assert Question.from_json(question.as_json()) == question
