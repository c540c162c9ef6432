"""Two records of one customer become one, and nothing of either is lost."""

import random
from datetime import date

import pytest
from django.apps import apps

from koios.core import audit
from koios.core.refusals import Refusal
from koios.customers import identity, merging
from koios.customers.models import Contact, Customer, Note


@pytest.fixture
def twin(make_customer):
    """The school once more, as someone typed it in a hurry."""
    return make_customer(
        "Colegio la Arboleda", "811036370", phone="606 741 5530", since=date(2019, 2, 1)
    )


def test_merging_moves_everything_and_says_so(school, twin, ana):
    contact = Contact.introduce(twin, name="Nelly Quintero", by=ana)
    note = Note.write(twin, text="Pide factura el día 5", by=ana)

    school.absorb(twin, by=ana, reason="Es el mismo colegio")

    contact.refresh_from_db()
    note.refresh_from_db()
    assert contact.customer == note.customer == school
    entry = audit.trail(school).get(verb="absorbed")
    assert entry.reason == "Es el mismo colegio"
    assert entry.facts["moved"] == {"customers.contact": 1, "customers.note": 1}
    assert audit.trail(contact).last().verb == "moved"


def test_what_only_the_other_knew_is_taken(school, twin, ana):
    school.absorb(twin, by=ana)

    assert school.phone == "606 741 5530"
    assert school.since == date(2019, 2, 1)
    assert school.legal_name == "Fundación Educativa La Arboleda"


def test_a_field_in_which_the_other_is_right_is_chosen(school, twin, ana):
    school.absorb(twin, by=ana, take={"legal_name"})

    assert school.legal_name == "Colegio la Arboleda"
    assert Customer.objects.similar_to("colegio la arboleda") == [school]


def test_the_number_of_the_other_can_be_the_right_one(school, twin, ana):
    school.absorb(twin, by=ana, take={"document"})

    twin.refresh_from_db()
    assert school.document_number == "811036370"
    assert twin.document_number == "890204771"


def test_both_numbers_lead_to_the_one_that_stayed(school, twin, ana):
    school.absorb(twin, by=ana)

    for number in ("890204771", "811036370"):
        assert Customer.objects.carrying(identity.read(number)) == school


def test_a_number_known_only_to_the_other_is_kept(make_customer, twin, ana):
    prospect = make_customer("Colegio La Arboleda", status="prospect")

    prospect.absorb(twin, by=ana)

    assert prospect.document_number == "811036370"
    assert Customer.objects.carrying(identity.read("811036370")) == prospect


def test_the_one_that_goes_leaves_the_list_and_points_to_the_other(school, twin, ana):
    school.absorb(twin, by=ana)

    twin.refresh_from_db()
    assert twin not in Customer.objects.standing()
    assert twin.survivor() == school
    assert sorted(school.lineage()) == sorted([school.pk, twin.pk])


def test_a_customer_is_not_merged_with_itself_nor_twice(school, twin, clinic, ana):
    with pytest.raises(Refusal):
        school.absorb(school, by=ana)
    school.absorb(twin, by=ana)
    with pytest.raises(Refusal):
        clinic.absorb(twin, by=ana)
    with pytest.raises(Refusal):
        twin.absorb(clinic, by=ana)


@pytest.mark.parametrize("seed", range(12))
def test_however_many_merges_nothing_is_lost_and_all_paths_lead_to_who_stands(
    make_customer, ana, seed
):
    chance = random.Random(seed)
    customers = [make_customer(f"Cliente {n}", f"9001{n:05d}") for n in range(7)]
    numbers = [customer.document for customer in customers]
    contacts = [Contact.introduce(c, name=f"Persona de {c}", by=ana) for c in customers]
    parent = {customer.pk: customer.pk for customer in customers}  # the slow way: who is under whom

    for _step in range(chance.randint(1, 6)):
        standing = list(Customer.objects.standing())
        if len(standing) < 2:
            break
        kept, gone = chance.sample(standing, 2)
        kept.absorb(gone, by=ana, take={"document"} if chance.random() < 0.3 else ())
        parent[gone.pk] = kept.pk

    def top(pk):
        return pk if parent[pk] == pk else top(parent[pk])

    standing = set(Customer.objects.standing().values_list("pk", flat=True))
    assert standing == {pk for pk in parent if top(pk) == pk}
    for customer, contact in zip(customers, contacts, strict=True):
        contact.refresh_from_db()
        assert contact.customer_id == top(customer.pk)
        assert Customer.objects.get(pk=customer.pk).survivor().pk == top(customer.pk)
    for number in numbers:
        assert Customer.objects.carrying(number).pk in standing
    lineages = [set(Customer.objects.get(pk=pk).lineage()) for pk in standing]
    assert sum(map(len, lineages)) == len(customers)


def test_every_model_that_points_at_a_customer_has_somebody_to_move_it():
    pointing = {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.concrete and field.related_model is Customer
    }

    assert pointing <= set(merging.mergers.keys())
