"""The customers of the demo hold together."""

import pytest

from koios.core.acts import act
from koios.customers.models import Contact, Customer, Paper


@pytest.fixture
def people(db):
    from koios.accounts.demo import load_people

    return load_people()


def test_the_demo_has_customers_with_people_and_papers(people):
    from koios.customers.demo import load_customers

    with act():
        made = load_customers(people)

    assert made["arboleda"].state.label == "Activo"
    assert str(made["arboleda"].document) == "NIT 890.204.771-6"
    assert Customer.objects.standing().count() == len(made) >= 12
    assert Contact.objects.who_receive("survey").count() >= 8
    assert all(paper.file.kind == "pdf" for paper in Paper.objects.all())


def test_no_two_of_the_demo_are_similar(people):
    from koios.customers.demo import load_customers

    for customer in load_customers(people).values():
        assert Customer.objects.similar_to(str(customer), but=customer) == []


def test_the_story_of_a_customer_begins_when_they_came(people):
    from koios.core import audit, clock
    from koios.customers.demo import load_customers

    for customer in load_customers(people).values():
        first = audit.trail(customer).first()
        assert customer.since in (None, clock.local(first.at).date())
