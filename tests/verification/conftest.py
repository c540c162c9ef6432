"""Verifications for the tests: Vera of quality verifies the contract of the school."""

from datetime import date

import pytest

from tests.contracts.conftest import gloria, house, make_contract, make_quote  # noqa: F401


@pytest.fixture
def checklist(db):
    """The checklist of the house, in use."""
    from koios.verification import seeding
    from koios.verification.models import Checklist

    seeding.seed()
    return Checklist.objects.in_use().get()


@pytest.fixture
def make_checklist(db, ana):
    """`make_checklist(Question(…), …)`: one in use instead of that of the house."""
    from koios.verification.models import Checklist

    def make(*questions, name="Corta", group=""):
        for old in Checklist.objects.in_use().filter(group=group):
            old.retire(by=ana, reason="Otra")
        made = Checklist.draft(by=ana, name=name, group=group, questions=questions)
        return made.publish(by=ana)

    return make


@pytest.fixture
def make_verification(make_contract, checklist, ana):  # noqa: F811
    """`make_verification(started=True)`: of a contract in force, for 2026, until 31 July."""
    from koios.verification.models import ContractVerification

    def make(contract=None, *, started=False, **told):
        contract = contract or make_contract("active")
        told = {"for_year": 2026, "due_on": date(2026, 7, 31), "owner": ana, "by": ana, **told}
        planned = ContractVerification.plan(contract, **told)
        return planned.start(by=ana) if started else planned

    return make


def answer_all(verification, *, by, **special):
    """Every item complies, save those told by code: `answer_all(v, by=ana, c01={"verdict": …})`."""
    from decimal import Decimal

    from koios.verification.models import Kind

    for item in verification.items.all():
        told = special.get(f"c{item.code}")
        if told is None and item.kind == Kind.MEASURE:
            told = {"value": Decimal(97)}
        elif told is None and item.kind == Kind.CHOICE:
            told = {"choice": item.options[0]}
        item.answer(by=by, **(told or {"verdict": "complies"}))
    verification.refresh_from_db()
    verification.__dict__.pop("all_items", None)
    return verification
