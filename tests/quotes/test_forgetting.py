"""Who asks to be forgotten is, from what they asked for and from what nobody must prove."""

import pytest

from koios.core import audit, search
from koios.core.checks import check_trail
from koios.core.refusals import Refusal
from koios.customers import erasure, identity
from koios.customers.models import Contact, Customer, DataSubject
from koios.quotes.models import Acceptance, LossReason, Need
from tests.quotes.conftest import accept

CARLA = {
    "contact_name": "Carla Ríos",
    "contact_email": "carla@laarboleda.example",
    "contact_phone": "310 555 0101",
}


@pytest.fixture
def rector(at, school, ana):
    at("2026-07-02T10:00")
    return Contact.introduce(
        school, name="Carla Ríos", email="carla@laarboleda.example", commercial=True, by=ana
    )


def ask(**told):
    return Need.take(channel="web", what="Una ruta", by=audit.PUBLIC, **told)


def test_what_a_contact_asked_for_names_them_no_more(rector, ana):
    need = ask(contact=rector, **CARLA)

    erasure.erase(rector, by=ana, reason="Lo pidió")

    need.refresh_from_db()
    assert (need.contact_name, need.contact_email, need.contact_phone) == (
        "Persona suprimida",
        "",
        "",
    )
    assert need.what == "Una ruta"
    assert not any("Carla" in str(entry.told()) for entry in audit.trail(need))
    assert list(check_trail()) == []
    assert not Need.objects.filter(search.matching("Carla", "need")).exists()


def test_a_titular_is_found_by_mail_and_name_and_nobody_is_taken_for_another(at, ana):
    at("2026-07-02T10:00")
    carla = DataSubject.known_as(name="Carla Ríos", email=CARLA["contact_email"], by=audit.PUBLIC)
    hers = ask(**CARLA)
    of_another = ask(**{**CARLA, "contact_name": "Diego Franco"})
    namesake = ask(**{**CARLA, "contact_email": "otra@correo.example"})

    erasure.erase(carla, by=ana, reason="Lo pidió")

    hers.refresh_from_db()
    assert hers.contact_name == "Persona suprimida"
    for other in (of_another, namesake):
        kept = other.contact_name
        other.refresh_from_db()
        assert other.contact_name == kept


def test_the_proof_of_an_approval_keeps_the_data_of_who_gave_it(at, rector, make_quote, ana):
    accept(make_quote(status="sent", contact=rector))
    at("2036-07-01T10:00")

    with pytest.raises(Refusal, match="la prueba 10 años"):
        erasure.erase(rector, by=ana, reason="Lo pidió")


def test_after_the_years_of_proof_the_values_go_and_the_act_stays(at, rector, make_quote, ana):
    quote = accept(make_quote(status="sent", contact=rector))
    at("2036-07-03T10:00")

    erasure.erase(rector, by=ana, reason="Lo pidió")

    kept = Acceptance.objects.get(quote=quote)
    assert (kept.name, kept.document, kept.email, kept.ip) == ("Persona suprimida", "", "", "")
    assert kept.paper and kept.total == quote.total
    assert not any("Carla" in str(entry.told()) for entry in audit.trail(kept))
    assert list(check_trail()) == []


def test_who_approved_is_known_by_their_number_too(rector, make_quote, ana):
    accept(make_quote(status="sent"), name="C. Ríos", document="CC 41.935.118")
    carla = DataSubject.known_as(
        name="Carla Ríos", document=identity.read("41935118"), by=audit.PUBLIC
    )
    other = DataSubject.known_as(
        name="Otra persona", document=identity.read("1935118"), by=audit.PUBLIC
    )

    with pytest.raises(Refusal, match="la prueba"):
        erasure.erase(carla, by=ana, reason="Lo pidió")
    erasure.erase(other, by=ana, reason="Lo pidió")


def test_a_person_who_is_the_customer_is_forgotten_with_what_they_asked_for(at, ana):
    at("2026-07-02T10:00")
    rosalba = Customer.register(by=ana, kind=Customer.Kind.PERSON, legal_name="Rosalba Tabares")
    need = ask(customer=rosalba, contact_name="Rosalba", contact_phone="300")

    erasure.erase(rosalba, by=ana, reason="Lo pidió")

    need.refresh_from_db()
    assert (need.contact_name, need.contact_phone) == ("Persona suprimida", "")


def in_clear(record):
    """What the trail itself holds, which nobody can ever take out again."""
    return [(entry.changes, entry.facts, entry.reason) for entry in audit.trail(record)]


def test_the_trail_of_a_quote_names_nobody_of_the_customer(rector, make_quote):
    quote = make_quote(status="sent", contact=rector)
    quote.reject(by=audit.PUBLIC, reason=LossReason.objects.first(), name="Carla Ríos")

    assert "Carla" not in str(in_clear(quote)) and rector.email not in str(in_clear(quote))
    assert "Carla Ríos" in str([entry.told() for entry in audit.trail(quote)])


def test_who_said_no_to_a_quote_is_forgotten_and_nobody_else_is(rector, make_quote, ana):
    theirs, of_another = (make_quote(status="sent", contact=rector) for _number in range(2))
    reason = LossReason.objects.first()
    theirs.reject(by=audit.PUBLIC, reason=reason, name="carla ríos")
    of_another.reject(by=audit.PUBLIC, reason=reason, name="Diego Franco")

    erasure.erase(rector, by=ana, reason="Lo pidió")

    for quote in (theirs, of_another):
        quote.refresh_from_db()
    assert (theirs.answered_by, of_another.answered_by) == ("Persona suprimida", "Diego Franco")
    assert not any("carla" in str(entry.told()) for entry in audit.trail(theirs))
    assert list(check_trail()) == []
