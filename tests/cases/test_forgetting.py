"""Who asks to be forgotten is, once nothing obliges to keep their PQRS."""

import pytest

from koios.cases.models import Petitioner
from koios.core import audit
from koios.core.checks import check_trail
from koios.core.refusals import Refusal
from koios.customers import erasure, identity
from koios.customers.models import DataSubject


@pytest.fixture
def sandra(at, make_case):
    """She filed a case in July 2026, and the ledger knows her."""
    at("2026-07-02T10:00")
    make_case()
    document = identity.read("41935118")
    return DataSubject.known_as(name="Sandra Milena Arango", document=document, by=audit.PUBLIC)


def test_a_recent_case_keeps_the_data_of_who_filed_it(at, sandra, beto):
    at("2027-01-15T10:00")

    with pytest.raises(Refusal, match="conservar 5 años"):
        erasure.erase(sandra, by=beto, reason="Lo pidió")


def test_after_the_years_of_keeping_the_values_go_and_the_acts_stay(at, sandra, beto, make_case):
    at("2031-07-03T10:00")

    erasure.erase(sandra, by=beto, reason="Lo pidió")

    kept = Petitioner.objects.get()
    assert (kept.name, kept.email, kept.document_number) == ("Persona suprimida", "", "")
    assert not any("Sandra" in str(entry.told()) for entry in audit.trail(kept))
    assert list(check_trail()) == []
