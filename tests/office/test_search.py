"""The search of everything."""

import pytest

from koios.accounts.models import Area
from koios.core import search
from koios.core.search.providers import Providers
from koios.office import finding


@pytest.fixture
def providers(monkeypatch):
    """Only areas can be found, by who sees people."""
    kept = Providers()
    for module in (search, search.finding, search.upkeep):
        monkeypatch.setattr(module, "providers", kept)
    kept.add(
        "area",
        search.Provider(
            kind="area",
            label="Áreas",
            module="users",
            visible=lambda user, ids: Area.objects.filter(pk__in=ids),
            records=Area.objects.all,
            index=lambda area: search.index("area", area.pk, title=area.name),
            note=lambda area: area.phone,
        ),
    )
    return kept


@pytest.fixture
def area(nora, providers):
    area = Area(name="Servicio al Cliente", phone="606 555 0134").begin(by=nora)
    providers["area"].index(area)
    return area


def test_what_is_found_stands_under_its_kind(client, nora, area):
    client.force_login(nora)

    page = client.get("/search/?q=servicio").content.decode()

    assert "Buscamos «servicio»" in page
    assert "Áreas" in page
    assert f'href="{area.get_absolute_url()}"' in page
    assert "606 555 0134" in page


def test_the_page_says_where_it_looked_and_what_to_try(client, nora, area):
    client.force_login(nora)

    page = client.get("/search/?q=nada").content.decode()

    assert "En Áreas." in page
    assert "Pruebe con menos palabras" in page


def test_nobody_finds_what_they_may_not_see(client, ana, area):
    client.force_login(ana)

    assert "Servicio al Cliente" not in client.get("/search/?q=servicio").content.decode()
    assert "Servicio al Cliente" not in client.get("/search/suggestions/?q=ser").content.decode()


def test_what_was_typed_is_shown_and_never_run(client, nora, area):
    client.force_login(nora)

    page = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize("asked", ["", " ", "*", '"', "a OR b", "x" * 5000, "\x00", "ñ'--"])
def test_any_question_is_answered(client, nora, area, asked):
    client.force_login(nora)

    assert client.get("/search/", {"q": asked}).status_code == 200
    assert client.get("/search/suggestions/", {"q": asked}).status_code == 200


def test_first_hits_come_while_one_types(client, nora, area):
    client.force_login(nora)

    told = client.get("/search/suggestions/?q=clien").content.decode()

    assert "Servicio al Cliente" in told
    assert "<html" not in told


def test_one_letter_suggests_nothing(client, nora, area):
    client.force_login(nora)

    assert "Servicio" not in client.get("/search/suggestions/?q=s").content.decode()


# A number that was typed whole


class Numbered:
    def __init__(self, number):
        self.number = number


def hit(record):
    return search.Hit(None, record)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("PQRS-2026-000318", True),
        ("pqrs 2026 000318", True),
        ("PQRS2026000318", True),
        ("000318", False),
        ("PQRS-2026", False),
        ("ruta", False),
    ],
)
def test_a_number_typed_whole_leads_to_its_record(asked, found):
    hits = [hit(Numbered("PQRS-2026-000318")), hit(Numbered("PQRS-2026-000319"))]

    only = finding.exact(hits, asked)

    assert (only is hits[0]) is found


def test_a_tax_number_leads_to_its_customer(client, nora, school):
    client.force_login(nora)

    for asked in ("890.204.771", "890204771"):
        answer = client.get("/search/", {"q": asked})
        assert answer.status_code == 302, asked
        assert answer.headers["Location"] == school.get_absolute_url()


def test_a_number_that_two_records_carry_leads_nowhere():
    hits = [hit(Numbered("12")), hit(Numbered("12"))]

    assert finding.exact(hits, "12") is None


def test_the_page_needs_few_queries(client, nora, area, school, django_assert_max_num_queries):
    client.force_login(nora)
    client.get("/search/?q=servicio")

    with django_assert_max_num_queries(12):
        client.get("/search/?q=servicio")
