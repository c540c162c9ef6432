"""Several questions asked as one are answered as if each had been asked alone."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth

from koios.core import audit
from koios.core.together import along, answers, ask, each, hear, totals
from koios.customers.models import Address, Contact, Customer, Paper
from koios.quotes.models import Quote
from koios.scheduling.models import ServiceOrder
from tests.samples import World


@pytest.fixture
def world(db, ana):
    """Records of every kind, with every kind of value."""
    world = World()
    for name in vars(type(world)):
        if not name.startswith("_"):
            getattr(world, name)
    tomorrow = {"on": date(2026, 12, 1), "hour": time(5, 30), "vehicle": "A", "driver": "Ñ «B»"}
    world.service_order.schedule(by=ana, **tomorrow)
    return world


def alike(ours, theirs):
    """The same rows with the same values of the same types."""
    assert [row.pk for row in ours] == [row.pk for row in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        for field in mine._meta.concrete_fields:
            pair = [getattr(row, field.attname) for row in (mine, other)]
            assert pair[0] == pair[1] and type(pair[0]) is type(pair[1]), field


def test_records_of_every_kind_come_as_they_would_alone(world, django_assert_num_queries):
    questions = [model._default_manager.order_by("pk") for model in apps.get_models()]
    assert sum(question.exists() for question in questions) > 40
    alone = [list(question.all()) for question in questions]

    with django_assert_num_queries(1):
        ask(*questions)
        found = [list(question) for question in questions]

    for ours, theirs in zip(found, alone, strict=True):
        alike(ours, theirs)


def test_a_question_may_be_of_any_form(world, django_assert_num_queries):
    contacts = Contact.objects.filter(customer=OuterRef("pk"))

    def forms():
        return [
            Quote.objects.select_related("customer__owner", "owner", "contact"),
            Quote.objects.only("number", "total").order_by("-pk"),
            Customer.objects.annotate(has_people=Exists(contacts)).order_by("-legal_name"),
            Customer.objects.order_by("-pk")[1:3],
            Customer.objects.values("legal_name", "is_on_hold"),
            Customer.objects.values_list("created_at", "payment_days"),
            Customer.objects.values_list("legal_name", flat=True).distinct(),
            Quote.objects.annotate(month=TruncMonth("sent_on"))
            .values("month")
            .annotate(value=Sum("total"))
            .order_by("month"),
            audit.Entry.objects.values_list("facts", "changes", "facts__device"),
            Contact.objects.none(),
            Contact.objects.filter(pk__in=[]),
            Quote.objects.order_by()
            .values("pk")
            .union(Customer.objects.order_by().values("pk"), all=True),
        ]

    questions = forms()

    with django_assert_num_queries(1):
        ask(*questions)
        found = [list(one) for one in questions]

    assert found == [list(one) for one in forms()]
    assert found[0][0].customer == world.customer
    assert found[2][-1].has_people in (True, False)


def test_nothing_is_asked_that_is_known(school, django_assert_num_queries):
    known, unknown = Customer.objects.all(), Contact.objects.all()
    list(known)

    with django_assert_num_queries(1):
        ask(known, unknown, unknown)
        ask(known, unknown)

    assert list(known) == [school]


def test_sums_are_told_of_many_and_of_nothing(school, clinic, carla):
    named = Count("pk", filter=Q(legal_name__startswith="Fund"))
    sums = {"all": Count("pk"), "named": named, "days": Sum("payment_days")}
    many = totals(Customer.objects.order_by("-legal_name"), **sums)
    nothing = totals(Customer.objects.none(), **sums)

    ask(many, nothing)

    assert list(many) == [{"all": 2, "named": 1, "days": None}]
    assert list(nothing) == [{"all": 0, "named": 0, "days": None}]


def test_the_sum_of_nothing_is_told_alone_too(db):
    alone = totals(Customer.objects.none(), all=Count("pk"))

    ask(alone)

    assert list(alone) == [{"all": 0}]


def test_what_hangs_on_a_record_is_found_in_its_place(
    school, clinic, carla, diego, ana, django_assert_num_queries
):
    for kind in ("rut", "chamber", "rut"):
        Paper(customer=school, kind=kind, expires_on=date(2026, 12, 31)).begin(by=ana)
    Address.note_down(school, line='Calle "50" # 3-2', municipality="63001", by=ana)
    plain, here = Customer.objects.get(pk=school.pk), Customer.objects.get(pk=school.pk)

    with django_assert_num_queries(1):
        ask(*along(here, "contacts", "addresses", "papers"))
        assert here.contacts.all()[0].customer is here
    for name in ("contacts", "addresses", "papers"):
        alike(getattr(here, name).all(), list(getattr(plain, name).all()))


def test_who_speaks_side_by_side_is_answered_together(school, carla, django_assert_num_queries):
    def people(customer):
        contacts, papers = yield customer.contacts.all(), customer.papers.all()
        subjects = yield Contact.objects.filter(pk__in=[one.pk for one in contacts])
        return [one.name for one in subjects], len(papers)

    def orders(customer):
        if customer is None:
            return "nothing"
        (told,) = yield totals(ServiceOrder.objects.filter(customer=customer), n=Count("pk"))
        return told["n"]

    def house(customer):
        return (yield from each(people(customer), orders(None)))

    names = Customer.objects.values_list("legal_name", flat=True)
    with django_assert_num_queries(2):
        told = hear(people(school), orders(school), orders(None), house(school), answers(names))

    who = (["Carla Ocampo"], 0)
    assert told[:4] == [who, 0, "nothing", [who, "nothing"]]
    assert list(names) == [school.legal_name]


def test_amounts_keep_every_cent(world):
    price = Decimal("99999999999.37")
    world.tariff.tariffs.price(world.tariff.service, price, by=world.by)
    tariffs = type(world.tariff).objects.values_list("price", flat=True)

    ask(tariffs, Customer.objects.all())

    assert list(tariffs) == [price]
