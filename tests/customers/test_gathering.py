"""A customer comes with its parts in one question, just as if each had been asked for."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from koios.customers.gathering import PARTS, gather
from koios.customers.models import Address, Contact, Customer, Paper


def test_what_comes_along_is_what_would_be_found_by_asking(school, clinic, carla, diego, ana):
    retired = Contact.introduce(school, name="Nelly «Ñ» O'Hara", part="pays", by=ana)
    retired.retire(by=ana)
    for kind in ("rut", "chamber", "rut"):
        Paper(customer=school, kind=kind, expires_on=date(2026, 12, 31)).begin(by=ana)
    Address.note_down(school, line='Calle "50" # 3-2', municipality="63001", by=ana)
    plain = Customer.objects.get(pk=school.pk)

    with CaptureQueriesContext(connection) as asked_for:
        gathered = gather(Customer.objects.all(), school.pk)
        parts = {part: list(getattr(gathered, part).all()) for part in PARTS}

    # What is remembered between requests (marks, settings) may have to be read anew.
    assert sum("customers_" in query["sql"] for query in asked_for.captured_queries) == 1
    for part, rows in parts.items():
        asked = list(getattr(plain, part).all())
        assert rows == asked
        for one, other in zip(rows, asked, strict=True):
            for field in one._meta.concrete_fields:
                mine, theirs = getattr(one, field.attname), getattr(other, field.attname)
                assert (mine, type(mine)) == (theirs, type(theirs))


def test_a_customer_with_nothing_has_nothing(clinic, django_assert_num_queries):
    gathered = gather(Customer.objects.all(), clinic.pk)

    with django_assert_num_queries(0):
        assert [list(getattr(gathered, part).all()) for part in PARTS] == [[]] * len(PARTS)
        assert gathered.lineage() == [clinic.pk]
