"""A person may ask to be forgotten: their data go, what happened stays on an unbroken trail."""

import pytest

from koios.core import audit
from koios.core.refusals import Refusal
from koios.core.search import SearchEntry
from koios.customers import erasure, identity
from koios.customers.models import ConsentEvent, Contact, Customer, DataSubject, Note


@pytest.fixture
def rosalba(make_customer, ana):
    """A customer who is a person."""
    person = make_customer(
        "Rosalba Tabares", "41261533", kind="person", email="rosalba@correo.example"
    )
    Note.write(person, text="Rosalba pide silla para su nieto", by=ana)
    return person


def everything_kept():
    """All text that the database holds of customers and of the trail."""
    rows = []
    models = (Customer, Contact, DataSubject, Note, audit.Entry, audit.EntryValue, SearchEntry)
    for model in models:
        rows += [repr(row) for row in model.objects.values_list()]
    return "\n".join(rows)


def unbroken():
    previous = audit.GENESIS
    for entry in audit.Entry.objects.order_by("sequence"):
        if entry.previous != previous or entry.hash != entry.sealed():
            return False
        previous = entry.hash
    return True


def test_nothing_that_names_the_person_is_left_and_the_chain_holds(rosalba, beto):
    rosalba.revise(by=beto, phone="310 555 0177")
    assert "Rosalba" in everything_kept()

    erasure.erase(rosalba, by=beto, reason="Lo pidió por HD-1")

    kept = everything_kept()
    for trace in ("Rosalba", "rosalba", "41261533", "310 555 0177", "nieto"):
        assert trace not in kept
    assert unbroken()
    entry = audit.trail(rosalba).get(verb="erased")
    assert entry.reason == "Lo pidió por HD-1"


def test_their_number_may_be_a_new_customer_afterwards(rosalba, make_customer, beto):
    erasure.erase(rosalba, by=beto, reason="Lo pidió")

    assert make_customer("Rosalba Tabares", "41261533").pk != rosalba.pk


def test_what_they_answered_about_their_data_stays_as_proof_about_nobody(beto):
    person = DataSubject.known_as(
        name="Sandra Arango", document=identity.read("24488310"), by=audit.PUBLIC
    )
    ConsentEvent.record(subject=person, purpose="call", given=True, channel="web", by=audit.PUBLIC)

    erasure.erase(person, by=beto, reason="Lo pidió")

    assert ConsentEvent.objects.get().subject == person
    assert "Sandra" not in everything_kept()
    assert unbroken()


def test_a_contact_is_erased_without_their_customer(carla, school, beto):
    erasure.erase(carla, by=beto, reason="Lo pidió")

    carla.refresh_from_db()
    assert carla.retired_at and carla.email == ""
    assert "Carla" not in everything_kept()
    assert Customer.objects.get().legal_name == school.legal_name


def test_a_company_has_no_personal_data_to_erase(school, beto):
    with pytest.raises(Refusal, match="empresa"):
        erasure.erase(school, by=beto, reason="Lo pidió")


def test_a_legal_hold_keeps_the_data(rosalba, beto):
    rosalba.revise(by=beto, is_on_hold=True)

    with pytest.raises(Refusal, match="orden legal"):
        erasure.erase(rosalba, by=beto, reason="Lo pidió")
    assert "Rosalba" in everything_kept()


def test_what_was_merged_into_the_person_is_erased_too(rosalba, make_customer, beto):
    twin = make_customer("Rosalba Tabares de Gil", kind="person", phone="310 555 0177")
    rosalba.absorb(twin, by=beto)

    erasure.erase(rosalba, by=beto, reason="Lo pidió")

    assert "Rosalba" not in everything_kept()
