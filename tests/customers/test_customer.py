"""A customer: one for each number, with its states and its story on the trail."""

import pytest
from django.db import IntegrityError, transaction

from koios.core import audit, search
from koios.core.refusals import WrongMove
from koios.customers import identity
from koios.customers.customer import AlreadyThere
from koios.customers.models import Contact, Customer


@pytest.mark.parametrize(
    "written", ["8902047716", "890.204.771-6", "NIT 890204771", "890204771.0", "CC 890204771"]
)
def test_one_number_is_one_customer_however_it_is_written(school, ana, written):
    with pytest.raises(AlreadyThere, match="Colegio La Arboleda"):
        Customer.register(by=ana, document=identity.read(written), legal_name="Otra cosa")

    assert Customer.objects.count() == 1


def test_the_database_itself_holds_one_customer_for_each_number(school):
    twin = Customer(legal_name="Otro", document_key=school.document_key, sort_key="otro")

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_prospects_without_number_may_be_many(make_customer):
    make_customer("Café Uno", status="prospect")
    make_customer("Café Dos", status="prospect")

    assert Customer.objects.filter(document_key=None).count() == 2


def test_a_number_can_be_corrected_but_not_to_that_of_another(school, clinic, ana):
    school.revise(by=ana, document=identity.read("811036370-8"))

    assert Customer.objects.carrying(identity.read("811036370")) == school
    with pytest.raises(AlreadyThere, match="Santa Inés"):
        school.revise(by=ana, document=identity.read("900153453"))


def test_the_check_digit_is_worked_out_and_never_stored(school):
    assert school.document_number == "890204771"
    assert school.check_digit == "6"
    assert str(school.document) == "NIT 890.204.771-6"


def test_what_changed_stands_on_the_trail_with_who_and_what_it_was(school, ana):
    school.revise(by=ana, phone="606 741 5530", reason="La dio la tesorera")

    entry = audit.trail(school).last()
    assert (entry.actor, entry.verb, entry.reason) == (ana, "revised", "La dio la tesorera")
    assert entry.told() == {"phone": ["", "606 741 5530"]}
    assert "606" not in str(entry.changes)


def test_changing_nothing_leaves_no_entry(school, ana):
    before = audit.trail(school).count()

    assert not school.revise(by=ana, legal_name=school.legal_name)
    assert audit.trail(school).count() == before


def test_a_prospect_that_buys_is_a_customer_since_that_day(make_customer, ana, at):
    at("2026-07-02T10:00")
    prospect = make_customer("Hotel El Samán", status="prospect")

    prospect.activate(by=ana)

    assert prospect.status == "active"
    assert prospect.since.isoformat() == "2026-07-02"


def test_every_act_on_a_customer_is_its_latest_change(school, ana, beto, at):
    acts = (
        lambda: school.revise(by=ana, phone="606 741 5500"),
        lambda: school.hand_to(beto, by=ana),
        lambda: school.deactivate(by=ana, reason="Cerró"),
    )
    for month, act in enumerate(acts, start=1):
        now = at(f"2027-{month:02d}-01T09:00")
        act()
        school.refresh_from_db()
        assert school.changed_at == now


def test_a_customer_never_becomes_a_prospect_again(school, ana):
    with pytest.raises(WrongMove):
        school.move_to(Customer.Status.PROSPECT, by=ana)


@pytest.mark.parametrize(
    "name",
    [
        "FUNDACION EDUCATIVA LA ARBOLEDA S.A.S.",
        "La Arboleda, Fundación Educativa",
        "colegio la arboleda ltda",
        "Fundacion Educativas la Arboleda",
        "Fundación Educativa La Arbolada",
    ],
)
def test_similar_names_are_offered(school, clinic, name):
    assert Customer.objects.similar_to(name) == [school]


def test_other_names_are_not_offered(school, clinic):
    assert Customer.objects.similar_to("Colegio San Luis Gonzaga") == []
    assert Customer.objects.similar_to("") == []


def test_the_same_number_is_offered_first(school, clinic):
    document = identity.read("900153453")

    similar = Customer.objects.similar_to("Colegio La Arboleda", document=document)

    assert similar == [clinic, school]


def test_a_customer_is_not_similar_to_itself(school):
    assert Customer.objects.similar_to(school.legal_name, but=school) == []


def test_who_may_not_see_customers_sees_none(school, ana, stranger):
    assert school in Customer.objects.visible_to(ana)
    assert not Customer.objects.visible_to(stranger).exists()


def test_mail_of_a_role_goes_to_those_who_receive_it(school, carla, ana):
    retired = Contact.introduce(school, name="Nelly Quintero", survey=True, by=ana)
    retired.retire(by=ana)

    assert list(school.contacts.who_receive("survey")) == [carla]
    assert list(school.contacts.who_receive("billing")) == []
    with pytest.raises(ValueError, match="no role"):
        school.contacts.who_receive("everything")


def found(text, user):
    return [hit.record for hit in search.find(text, user=user)]


def test_a_customer_is_found_by_name_number_place_and_people(school, clinic, carla, ana):
    school.revise(by=ana, municipality="63001")

    for text in ("arboleda", "FUNDACIÓN", "890.204.771-6", "8902047716", "armenia", "ocampo"):
        assert found(text, ana) == [school], text
    assert found("carla@laarboleda.example", ana) == [school]


def test_who_was_merged_or_left_is_not_found_any_more(school, clinic, carla, diego, ana):
    carla.retire(by=ana)
    assert found("ocampo", ana) == []

    school.absorb(clinic, by=ana)

    assert found("patiño", ana) == [school]
    assert found("ines", ana) == []
    assert list(search.check_search()) == []
