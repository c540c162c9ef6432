"""Paging by key: every row once, in order, there and back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from koios.core import clock
from koios.core.notices import Notice
from koios.ui import paging

WAYS = [
    ("at", "pk"),
    ("-at", "-pk"),
    ("-at", "pk"),
    ("read_at", "pk"),
    ("-read_at", "pk"),
    ("text", "-read_at", "at"),
    ("person__name", "-at"),
    ("pk",),
    ("-pk",),
]
START = clock.read("2026-07-22T10:18")


def ask(address=""):
    request = RequestFactory().get("/")
    request.GET = QueryDict(address.lstrip("?"))
    return request


def walk(queryset, keys, size):
    """All the pages from the first on, by their own links; then back by theirs."""
    most = queryset.count() + 1
    page = paging.page(queryset, ask(), keys, size)
    pages = [page]
    while page.next_url:
        page = paging.page(queryset, ask(page.next_url), keys, size)
        pages.append(page)
        assert len(pages) <= most, "it goes round in circles"
    back = [page]
    while page.previous_url:
        page = paging.page(queryset, ask(page.previous_url), keys, size)
        back.insert(0, page)
        assert len(back) <= most, "it goes round in circles"
    return pages, back


def put(person, rows):
    Notice.objects.all().delete()
    Notice.objects.bulk_create(
        Notice(
            person=person,
            key=str(n),
            text=text,
            url="/",
            at=START + timedelta(days=at),
            read_at=None if read is None else START + timedelta(days=read),
        )
        for n, (at, read, text) in enumerate(rows)
    )


def straight(queryset, keys):
    """The same order, by the database alone; rows alike follow the last key's direction."""
    order = []
    for key in [*keys, "-pk" if keys[-1][0] == "-" else "pk"]:
        column = F(key.lstrip("-"))
        order.append(column.desc(nulls_last=True) if key[0] == "-" else column.asc(nulls_last=True))
    return list(queryset.order_by(*order))


few = some.integers(0, 3)
rows = some.lists(some.tuples(few, some.none() | few, some.sampled_from("abñ")), max_size=14)


@pytest.mark.parametrize("keys", WAYS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=rows, size=some.integers(1, 5))
def test_there_and_back_every_row_comes_once_and_in_order(ana, keys, rows, size):
    put(ana, rows)
    queryset = Notice.objects.select_related("person")

    there, back = walk(queryset, keys, size)

    expected = straight(queryset, keys)
    assert [row for page in there for row in page] == expected
    assert [row for page in back for row in page] == expected
    assert not there[0].previous_url
    assert not back[0].previous_url


@pytest.mark.parametrize("keys", [("at", "pk"), ("-at", "-pk"), ("read_at", "pk")])
def test_among_thousands_with_many_alike_no_row_is_lost(ana, keys):
    put(ana, [(n % 7, None if n % 3 else n % 5, "a") for n in range(3_000)])

    there, back = walk(Notice.objects.all(), keys, 50)

    assert [row for page in there for row in page] == straight(Notice.objects.all(), keys)
    assert [len(page) for page in back] == [50] * 60


def test_a_page_is_one_query(ana, django_assert_num_queries):
    put(ana, [(n, None, "a") for n in range(9)])
    first = paging.page(Notice.objects.all(), ask(), ("at",), 4)

    with django_assert_num_queries(1):
        page = paging.page(Notice.objects.all(), ask(first.next_url), ("at",), 4)

    assert len(page) == 4


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a small table is read whole there")
def test_a_page_far_on_goes_straight_to_its_rows(ana):
    put(ana, [(n, None, "a") for n in range(9)])
    queryset = Notice.objects.filter(person=ana)
    keys = paging._keys(queryset, ("-at", "-pk"))
    edge = [START, 5]

    asked = queryset.filter(paging._further(keys, edge, False)).order_by(
        *(key.order(False) for key in keys)
    )

    assert "notice_person (person_id=? AND at<?)" in asked.explain()


def test_rows_that_come_in_meanwhile_shift_nothing(ana):
    put(ana, [(n, None, "a") for n in range(6)])
    first = paging.page(Notice.objects.all(), ask(), ("at", "pk"), 3)
    Notice.objects.create(person=ana, key="new", text="n", url="/", at=START - timedelta(days=1))

    second = paging.page(Notice.objects.all(), ask(first.next_url), ("at", "pk"), 3)

    assert [row.at for row in second] == [START + timedelta(days=n) for n in (3, 4, 5)]


def test_when_what_was_before_is_gone_the_list_begins_again(ana):
    put(ana, [(n, None, "a") for n in range(6)])
    first = paging.page(Notice.objects.all(), ask(), ("at",), 3)
    second = paging.page(Notice.objects.all(), ask(first.next_url), ("at",), 3)
    Notice.objects.filter(at__lt=second.rows[0].at).delete()

    page = paging.page(Notice.objects.all(), ask(second.previous_url), ("at",), 3)

    assert page.rows == second.rows
    assert page.is_alone


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "WyJhIl0", "WyJhIiwiYiJd", "%00", "WzEsMl0", "bnVsbA", "e30", "ñ"]
)
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_cursor_that_someone_played_with_shows_the_first_page(ana, cursor, way):
    put(ana, [(n, None, "a") for n in range(6)])

    page = paging.page(Notice.objects.all(), ask(f"?{way}={cursor}"), ("at",), 3)

    assert [row.at for row in page] == [START + timedelta(days=n) for n in range(3)]
    assert not page.previous_url


def test_the_filters_of_the_list_stay_in_its_pages(ana):
    put(ana, [(n, None, "a") for n in range(6)])

    page = paging.page(Notice.objects.all(), ask("?kind=claim&q=ruta"), ("at",), 3)

    assert "kind=claim&q=ruta&after=" in page.next_url
