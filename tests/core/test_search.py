"""People find what they may see, however they write it, and nothing that they write is syntax."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase

from koios.core import search
from koios.core.calendar import NonWorkingDay
from koios.core.search import Provider, finding
from koios.core.search.entries import SearchEntry, is_sqlite, mark_of
from koios.core.search.words import asked, words_of

# Days stand for any record: the base knows none with words.
KIND = "test day"


def days():
    return NonWorkingDay.objects.filter(name__startswith="T:")


def index_day(row):
    search.index(KIND, row.pk, title=row.name.removeprefix("T:"), body=row.kind)


@pytest.fixture
def provider():
    one = search.providers.add(
        KIND,
        Provider(
            kind=KIND,
            label="Días",
            module="cases",
            visible=lambda user, ids: days().exclude(name__contains="reserva").filter(pk__in=ids),
            records=days,
            index=index_day,
            url=lambda row: f"/days/{row.pk}/",
            note=lambda row: str(row.day),
        ),
    )
    yield one
    search.providers._things.pop(KIND)


@pytest.fixture
def make_day(db):
    made = []

    def make(title, body=""):
        day = date(1999, 1, 1) + timedelta(days=len(made))
        row = NonWorkingDay.objects.create(day=day, name=f"T:{title}"[:120])
        search.index(KIND, row.pk, title=title, body=body)
        made.append(row)
        return row

    return make


def matching(q):
    return list(days().filter(search.matching(q, KIND)).order_by("pk"))


@pytest.mark.parametrize(
    "q",
    [
        "petición",
        "PETICION",
        "peticiones",
        "petic",
        "Ñáñez",
        "nanez",
        "maria petición",
        "PQRS-2026-000123",
        "pqrs 2026 123",
        "900.123.456",
        "900123456",
        "900123",
        "ana@koios.example",
        "la petición de María",
    ],
)
def test_what_is_meant_is_found_however_it_is_written(make_day, q):
    row = make_day(
        "Petición de María", "Ñáñez PQRS-2026-000123 NIT 900.123.456-7 ana@koios.example"
    )
    make_day("Otra cosa", "de la que nadie habla")

    assert matching(q) == [row]


def test_a_plural_is_found_by_its_singular_and_the_other_way_round(make_day):
    rows = [make_day("Reclamaciones y buses"), make_day("Una reclamación, un bus")]

    for q in ("reclamación", "reclamaciones", "bus", "buses"):
        assert matching(q) == rows


def test_all_words_must_be_there(make_day):
    make_day("ruta norte")

    assert matching("ruta sur") == []


def test_common_words_count_only_when_there_is_nothing_else(make_day):
    row = make_day("De todo un poco")

    assert asked("de la ruta") == ["ruta"]
    assert matching("de") == [row]


def test_a_list_can_be_searched_and_paged_by_key(make_day):
    rows = [make_day(f"Bus número {number}") for number in range(5)]

    later = days().filter(search.matching("bus", KIND), pk__lt=rows[3].pk)

    assert list(later.order_by("-pk")[:2]) == [rows[2], rows[1]]


def test_kinds_do_not_mix(make_day):
    row = make_day("Bus")
    search.index("another kind", row.pk, title="Bus", body="articulado")

    assert matching("articulado") == []


def test_what_changes_is_found_by_its_new_words_alone(make_day):
    row = make_day("Antes")

    search.index(KIND, row.pk, title="Después")

    assert (matching("antes"), matching("después")) == ([], [row])
    assert not list(search.check_search())


def test_what_is_removed_is_not_found(make_day):
    row = make_day("Bus")

    search.remove(KIND, row.pk)

    assert matching("bus") == []
    assert not list(search.check_search())


def test_the_index_goes_back_with_the_act(make_day):
    from koios.core.acts import act

    row = make_day("Antes")
    with pytest.raises(RuntimeError), act():
        search.index(KIND, row.pk, title="Después")
        raise RuntimeError

    assert (matching("antes"), matching("después")) == ([row], [])


HOSTILE = [
    *('"', "'", "*", "-", "NEAR", "NOT", "AND", "OR", "a OR", "NEAR(a b)", "heading:bus", "^bus"),
    *("(", ")", "{", "%", "_", "\\", ";", ":*", "!bus", "bus & | !", "<->", "\0", "🙂", "é́", "²"),
    *("", "   ", "...", "x" * 10_000, "bus " * 2_500, "𞤀𞤁", "字", "-- '; DROP TABLE"),
]


@pytest.mark.parametrize("q", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_written_is_syntax(make_day, provider, ana, q):
    make_day("Cualquiera")

    assert matching(q) == []
    assert search.find(q, user=ana) == []


def test_naughty_strings_are_neither_indexed_nor_asked_in_vain(shared, make_day, provider, ana):
    file = shared / "data/archivos_hostiles/cadenas/blns.txt"
    for line in file.read_text().splitlines()[:600:7]:
        row = make_day("X", line)
        found = matching(line)
        assert row in found or not words_of(line)


class TestAnyText(HypothesisCase):
    @given(st.text(max_size=80), st.text(max_size=80))
    @settings(max_examples=60, deadline=None)
    def test_any_text_is_indexed_and_asked_for(self, title, body):
        search.index(KIND, 1, title=title, body=body)
        text = f"{title} {body}"

        found = SearchEntry.objects.filter(pk=(1 << 12) | mark_of(KIND))
        hits = []
        if words := asked(text):
            with connection.cursor() as cursor:
                sql = finding._gathered(words, KIND)
                cursor.execute(sql.sql, sql.params)
                hits = cursor.fetchall()

        assert found.exists()
        assert hits == ([(1,)] if words else [])


WORDS = st.lists(st.sampled_from(["bus", "buses", "ruta", "rutas", "peticion", "pe", "p", "007"]))


@pytest.mark.skipif(is_sqlite(), reason="SQLite gathers the most common word in a moment")
class TestLookedUp(HypothesisCase):
    """On PostgreSQL a list searched by what is in most records looks each of its rows up."""

    @given(st.lists(WORDS, min_size=1, max_size=8), WORDS.filter(bool))
    @settings(max_examples=80, deadline=None)
    def test_it_finds_what_would_be_gathered(self, texts, question):
        for number, text in enumerate(texts):
            day = date(1999, 1, 1) + timedelta(days=number)
            row = NonWorkingDay.objects.create(day=day, name=f"T:{number}")
            search.index(KIND, row.pk, title=text[0] if text else "", body=" ".join(text))
        search.index("another kind", row.pk + 1, title=" ".join(question))
        words = asked(" ".join(question))

        looked_up = days().filter(finding._looked_up(words, KIND))

        gathered = days().filter(pk__in=finding._gathered(words, KIND))
        assert list(looked_up.order_by("pk")) == list(gathered.order_by("pk"))

    def test_it_is_chosen_for_what_is_in_most_of_many(self):
        for number in range(60):
            rare = "extraviado" if number % 3 == 0 else ""
            search.index(KIND, number, title=f"Bus {number}", body=rare)
        search.index("another kind", 1, title="extraviado")

        assert finding._is_in_most(["bus"], KIND)
        assert not finding._is_in_most(["extraviado"], KIND)
        assert not finding._is_in_most(["extraviado"], "another kind")
        assert "IN (SELECT" not in str(days().filter(search.matching("bus", KIND)).query)


def test_a_hit_tells_what_and_where_it_is(make_day, provider, ana):
    row = make_day("Petición")

    (hit,) = search.find("petic", user=ana)

    assert (hit.kind, hit.label, hit.record, hit.url) == (KIND, "Días", row, f"/days/{row.pk}/")
    assert (hit.title, hit.note) == (str(row), str(row.day))


def test_a_title_comes_before_a_text_and_then_the_latest(make_day, provider, ana):
    titled = make_day("Bus viejo")
    said, later = make_day("Uno", "del bus"), make_day("Dos", "del bus")

    assert [hit.record for hit in search.find("bus", user=ana)] == [titled, later, said]


def test_nobody_finds_what_they_may_not_see(make_day, provider, ana):
    make_day("Bus en reserva")
    seen = make_day("Bus")

    assert [hit.record for hit in search.find("bus", user=ana)] == [seen]


def test_a_module_that_is_closed_to_somebody_gives_no_hits(make_day, provider, ana):
    make_day("Bus")
    ana.may = lambda module, level: False

    assert search.find("bus", user=ana) == []


def test_the_first_page_of_hits_shares_its_room_among_kinds(make_day, provider, ana):
    other = "test other day"
    search.providers.add(
        other,
        Provider(
            kind=other,
            label="Otros",
            module="cases",
            visible=lambda user, ids: days().filter(pk__in=ids),
            records=days,
            index=index_day,
            url=str,
        ),
    )
    try:
        rows = [make_day("Bus") for _number in range(6)]
        search.index(other, rows[0].pk, title="Bus")

        hits = search.find("bus", user=ana, limit=4)
        alone = search.find("bus", user=ana, kinds=[other])
    finally:
        search.providers._things.pop(other)

    assert [hit.kind for hit in hits] == [KIND] * 3 + [other]
    assert [hit.kind for hit in alone] == [other]


def test_the_search_asks_once_and_once_for_each_kind(
    make_day, provider, ana, django_assert_num_queries
):
    for _number in range(3):
        make_day("Bus")
    ana.may("cases", "see")  # the roles are known by then

    with django_assert_num_queries(2):
        search.find("bus", user=ana)


def test_the_check_tells_what_cannot_be_found_and_what_does_not_exist(make_day, provider):
    lost = make_day("Bus")
    search.remove(KIND, lost.pk)
    search.index(KIND, 10**9, title="Fantasma")

    assert list(search.check_search()) == [
        f"search: {KIND} {lost.pk} cannot be found, it is not in the index",
        f"search: {KIND} 1000000000 is in the index and does not exist",
    ]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_the_check_sees_words_changed_behind_the_index(make_day):
    make_day("Bus")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER core_searchtext_update")
        cursor.execute("UPDATE core_searchentry SET words = 'tren'")

    assert list(search.check_search()) == ["search: the full-text table is not that of its entries"]


def test_the_index_can_be_made_anew(make_day, provider):
    row = make_day("Petición")
    search.remove(KIND, row.pk)
    search.index(KIND, 10**9, title="Fantasma")

    printed = io.StringIO()
    call_command("reindex", KIND, stdout=printed)
    assert printed.getvalue() == "1 registros en el índice\n"

    assert matching("petición") == [row]
    assert not list(search.check_search())


def test_two_kinds_of_the_same_mark_are_a_mistake_of_the_program(provider):
    twin = next(
        f"kind {number}" for number in range(100_000) if mark_of(f"kind {number}") == provider.mark
    )
    other = Provider(
        kind=twin, label="", module="", visible=None, records=None, index=None, url=str
    )

    with pytest.raises(ValueError, match="has the mark of 'test day'"):
        search.providers.add(twin, other)
