"""The figures of the report, against sums done slowly and plainly over what was answered."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from koios.actions.models import Finding
from koios.contracts.models import Contract
from koios.core import clock
from koios.verification.models import (
    Checklist,
    ContractVerification,
    Question,
    VerificationItem,
)
from koios.verification.report.asked import Asked
from koios.verification.report.made import VerificationReport

TODAY = date(2026, 7, 31)
YEARS = (2024, 2025, 2026)
VERDICTS = ("complies", "partly", "does_not", "not_applicable")
STATES = ("pending", "in_progress", "done", "done", "done", "cancelled", "voided", "voided")
KINDS = ("required", "expected", "potential")
ASKED = {"general": ("01", "02", "03"), "escolar": ("01", "07")}  # 01 of each asks something else
GROUPS = ("students", "business")


@dataclass
class Answer:
    """An item as it was answered; `kind` where it is a requirement of the customer."""

    code: str
    verdict: str = ""
    weight: int = 1
    kind: str = ""
    choice: str = ""
    finding: str = ""
    due: int = 0


@dataclass
class Told:
    """The verification of one contract in one year."""

    contract: int
    year: int
    state: str
    due: int
    checklist: str
    answers: list = field(default_factory=list)


def answers(code, kind=""):
    return st.builds(
        Answer,
        st.just(code),
        st.sampled_from(VERDICTS),
        st.integers(0, 4),
        st.just(kind),
        finding=st.sampled_from(["", "open", "in_treatment", "closed", "dismissed"]),
        due=st.integers(-2, 2),
    )


@st.composite
def histories(draw):
    """What was verified: of each contract one a year that counts, beside those that do not."""
    told = []
    for contract in range(draw(st.integers(0, 6))):
        for year in draw(st.sets(st.sampled_from(YEARS))):
            states = [draw(st.sampled_from(STATES))]
            if states[0] in ("cancelled", "voided") and draw(st.booleans()):
                states.append("done")
            for state in states:
                name = draw(st.sampled_from(sorted(ASKED)))
                one = Told(contract, year, state, draw(st.integers(-3, 3)), name)
                one.answers = [draw(answers(code)) for code in ASKED[name]]
                one.answers += [
                    draw(answers(f"R{n}", draw(st.sampled_from(KINDS))))
                    for n in range(draw(st.integers(0, 2)))
                ]
                choice = draw(st.sampled_from(["Renovar", "Ajustar"]))
                one.answers.append(Answer("99", choice=choice))
                told.append(one)
    return told


@pytest.fixture
def world(db, at, make_customer):
    """Six contracts of three customers, two of them called alike, and two checklists."""
    at(f"{TODAY}T10:00")
    customers = [
        make_customer("Colegio San José", "900153453"),
        make_customer("Colegio San José", "890204771"),
        make_customer("Hotel El Samán", "811036370"),
    ]
    contracts = [
        Contract.objects.create(
            key=f"k{n}",
            number=f"CTO-2024-{n:04}",
            year=2024,
            sequence=n,
            status="active",
            signed_on=date(2024, 1, 1),
            customer=customers[n % 3],
            group=GROUPS[n % 2],
            object="x",
            created_at=clock.now(),
            changed_at=clock.now(),
        )
        for n in range(6)
    ]
    Checklist.objects.all().delete()
    checklists = {}
    for name, codes in ASKED.items():
        for version, status in ((1, "retired"), (2, "in_use"), (3, "draft")):
            one = Checklist.objects.create(
                key=name,
                version=version,
                status=status,
                name=name,
                group="" if name == "general" else "students",
                items=[
                    Question(code, f"{name} {code}, versión {version}").as_json()
                    for code in (*codes, "99")
                ],
            )
            checklists.setdefault(name, one)  # all were verified with the first version
    return {"customers": customers, "contracts": contracts, "checklists": checklists}


def write(told, world):
    """The rows that those verifications leave in the database."""
    Finding.objects.all().delete()
    VerificationItem.objects.all().delete()
    ContractVerification.objects.all().delete()
    numbers = iter(range(1, 1_000))
    for number, one in enumerate(told, start=1):
        verification = ContractVerification.objects.create(
            number=f"VER-{number}",
            year=2026,
            sequence=number,
            status=one.state,
            contract=world["contracts"][one.contract],
            for_year=one.year,
            due_on=TODAY + timedelta(one.due),
            checklist=world["checklists"][one.checklist],
            **{name: counted(one.answers)[name] for name in VERDICTS},
        )
        for position, answer in enumerate(one.answers):
            item = VerificationItem.objects.create(
                verification=verification,
                position=position,
                code=answer.code,
                statement="x",
                weight=answer.weight,
                requirement_kind=answer.kind,
                verdict=answer.verdict,
                choice=answer.choice,
            )
            if has_finding(answer):
                n = next(numbers)
                Finding.objects.create(
                    number=f"H-{n}",
                    year=2026,
                    sequence=n,
                    status=answer.finding,
                    fact="x",
                    source_type="verification.verificationitem",
                    source_id=str(item.pk),
                    source_label="x",
                    found_on=TODAY,
                    due_on=TODAY + timedelta(answer.due),
                )


def has_finding(answer):
    return answer.verdict in ("partly", "does_not") and answer.finding


def counted(answers):
    """The sums of a clerk: count, weigh, divide."""
    n = {name: sum(one.verdict == name for one in answers) for name in VERDICTS}
    weigh = {name: sum(a.weight for a in answers if a.verdict == name) for name in VERDICTS}
    whole = weigh["complies"] + weigh["partly"] + weigh["does_not"]
    percent = None
    if whole:
        exact = Fraction(100) * (weigh["complies"] + Fraction(weigh["partly"], 2)) / whole
        cents = Decimal(exact.numerator) / exact.denominator
        percent = float(cents.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return {"compliance_percent": percent, **n}


def told_apart(pairs):
    """{key: the sums of its answers}"""
    groups = defaultdict(list)
    for key, some in pairs:
        groups[key] += some
    return {key: counted(some) for key, some in groups.items()}


def bare(line):
    return {name: line[name] for name in ("compliance_percent", *VERDICTS)}


examples = rules(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@examples
@given(histories(), st.sampled_from(YEARS), st.sampled_from([None, 0, 2]))
def test_the_figures_are_those_of_a_clerk(world, told, year, customer):
    write(told, world)
    of = None if customer is None else world["customers"][customer]

    made = VerificationReport(Asked(year, of)).told()

    asked = [one for one in told if customer is None or one.contract % 3 == customer]
    of_year = [one for one in asked if one.year == year]
    done = [one for one in of_year if one.state == "done"]
    n = {state: sum(one.state == state for one in of_year) for state in STATES}
    assert made["contracts"] == n["pending"] + n["in_progress"] + n["done"]
    assert made["verified"] == n["done"]
    assert [made[one] for one in ("pending", "in_progress", "cancelled")] == [
        *(n["pending"], n["in_progress"], n["cancelled"])
    ]
    assert made["overdue"] == sum(
        one.state in ("pending", "in_progress") and one.due < 0 for one in of_year
    )
    answered = [(one, answer) for one in done for answer in one.answers]
    assert bare(made) == counted([answer for _one, answer in answered])

    assert {line["key"]: bare(line) for line in made["by_contract"]} == told_apart(
        (f"CTO-2024-{one.contract:04}", one.answers) for one in done
    )
    assert {line["id"]: bare(line) for line in made["by_customer"]} == told_apart(
        (world["customers"][one.contract % 3].pk, one.answers) for one in done
    )
    assert {line["key"]: bare(line) for line in made["by_group"]} == told_apart(
        (GROUPS[one.contract % 2], one.answers) for one in done
    )
    assert {line["key"]: bare(line) for line in made["by_requirement_kind"]} == told_apart(
        (answer.kind, [answer]) for _one, answer in answered if answer.kind
    )
    assert {line["statement"]: bare(line) for line in made["by_item"]} == told_apart(
        (f"{one.checklist} {answer.code}, versión 2", [answer])
        for one, answer in answered
        if not answer.kind
    )
    assert sum(sum(line["choices"].values()) for line in made["by_item"]) == len(done)
    assert {line["key"]: bare(line) for line in made["by_year"]} == {
        **{one.year: counted([]) for one in asked if one.year < year and one.state != "voided"},
        year: counted([]),
        **told_apart(
            (one.year, one.answers) for one in asked if one.state == "done" and one.year <= year
        ),
    }
    findings = [answer for _one, answer in answered if has_finding(answer)]
    open_ones = [one for one in findings if one.finding in ("open", "in_treatment")]
    assert made["findings"] == {
        "recorded": len(findings),
        "open": len(open_ones),
        "closed": len(findings) - len(open_ones),
        "overdue": sum(one.due < 0 for one in open_ones),
    }


@examples
@given(histories())
def test_the_lowest_stand_first_and_two_of_a_name_are_told_apart(world, told):
    write(told, world)

    made = VerificationReport(Asked(2026)).told()

    for name in ("by_contract", "by_customer"):
        known = [line["compliance_percent"] for line in made[name]]
        percents = [one for one in known if one is not None]
        assert percents == sorted(percents)
        assert known == percents + [None] * (len(known) - len(percents))
    names = [line["key"] for line in made["by_customer"]]
    assert len(set(names)) == len(names)
