"""The frame around every page."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from koios.core import settings
from koios.core.audit import SYSTEM
from koios.ui import context, shell
from koios.ui.shell import Rail, RailItem

PUBLIC = ["ui:pattern-public"]
FRAMES = ["ui/desk.html", "ui/public.html", "ui/narrow.html"]


def asking(path="/", user=None):
    request = RequestFactory().get(path)
    if user is not None:
        request.user = user
    return request


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_needs_nobody_and_at_most_two_queries(db, django_assert_max_num_queries, frame):
    with django_assert_max_num_queries(2):
        page = render_to_string(frame, {}, asking())

    assert "/brand/35478c.css" in page


def test_a_public_page_carries_neither_tabler_nor_htmx(db):
    page = render_to_string("ui/public.html", {}, asking())

    assert "tabler" not in page
    assert "htmx" not in page


@pytest.mark.parametrize("frame", FRAMES)
def test_no_frame_has_a_style_or_a_script_in_its_lines(db, ana, frame):
    page = render_to_string(frame, {}, asking(user=ana))

    assert "<style" not in page
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)


def test_the_companys_colour_is_one_line(client, db):
    settings.put("company.brand", "#7a3222", by=SYSTEM)
    page = render_to_string("ui/public.html", {}, asking())

    sheet = client.get("/brand/7a3222.css")

    assert "/brand/7a3222.css" in page
    assert sheet.content.decode().strip() == "@layer tokens { :root { --brand: #7a3222; } }"
    assert "immutable" in sheet["Cache-Control"]


@pytest.mark.parametrize("address", ["/brand/7A3222.css", "/brand/red.css", "/brand/7a3222}.css"])
def test_only_a_colour_makes_a_style_sheet(client, db, address):
    assert client.get(address).status_code == 404


def test_the_icon_of_the_page_has_the_companys_colour(client, db):
    icon = client.get("/favicon.ico", follow=True)

    assert icon["Content-Type"] == "image/svg+xml"
    assert b"#35478c" in icon.content


def test_the_footer_names_the_company_and_its_authority(db):
    settings.put("company.legal_name", "Transportes Andinos del Café S.A.S.", by=SYSTEM)

    page = render_to_string("ui/public.html", {}, asking())

    assert "Transportes Andinos del Café S.A.S." in page
    assert "https://www.supertransporte.gov.co" in page


# The rail


@pytest.fixture
def places(monkeypatch):
    """A rail of our own for one test."""
    rail = Rail()
    monkeypatch.setattr(shell, "rail", rail)
    return rail


def item(key, label, **options):
    return RailItem(key, label, options.pop("url_name", "ui:pattern"), **options)


def seen(user, path="/ui/"):
    return context.Shell(asking(path, user))


def labels(places):
    return [place.item.label for place in places]


def test_the_stages_stand_in_the_order_of_the_thread(places, ana):
    places.add(item("actions", "Acciones", stage=True, order=80))
    places.add(item("settings", "Ajustes", order=shell.COMPANY + 10))
    places.add(item("cases", "PQRS", stage=True, order=70))
    places.add(item("day", "Mi día", order=10))

    rail = seen(ana).rail

    assert labels(rail["work"]) == ["Mi día"]
    assert labels(rail["thread"]) == ["PQRS", "Acciones"]
    assert labels(rail["company"]) == ["Ajustes"]


def test_what_a_person_may_not_see_is_not_on_their_rail(places, ana):
    places.add(item("settings", "Ajustes", module="settings"))
    places.add(item("customers", "Clientes", module="customers"))

    assert labels(seen(ana).places) == [
        label
        for label, module in (("Ajustes", "settings"), ("Clientes", "customers"))
        if ana.may(module, "see")
    ]
    assert "Clientes" in labels(seen(ana).places)


def test_nobody_sees_a_rail(places):
    places.add(item("day", "Mi día"))

    assert seen(None).places == []


def test_one_stands_at_the_innermost_place_only(places, ana):
    places.add(item("pattern", "Componentes"))
    places.add(item("public", "Públicos", url_name="ui:pattern-public"))

    standing = [place.item.key for place in seen(ana, "/ui/public/").places if place.is_current]

    assert standing == ["public"]


def test_a_place_holds_pages_that_lie_elsewhere(places, ana):
    places.add(item("cases", "Componentes"))
    places.add(item("settings", "Ajustes", url_name="office:notices", holds=lambda: PUBLIC))
    places.add(item("other", "Otros", url_name="office:search", holds=lambda: PUBLIC))

    standing = [place.item.key for place in seen(ana, "/ui/public/").places if place.is_current]

    assert standing == ["settings"]


def test_each_place_has_a_letter_that_no_other_has(places, ana):
    for key, label in (("a", "Mi día"), ("b", "Medios"), ("c", "Índices"), ("d", "mmm")):
        places.add(item(key, label))

    assert [place.letter for place in seen(ana).places] == ["m", "e", "i", ""]


def test_the_queue_stands_at_the_top_with_its_number(places, ana):
    places.add(item("day", "Mi día", queue=True, count=lambda user: 14))

    page = render_to_string("ui/desk.html", {}, asking("/ui/", ana))

    assert re.search(r"Mi cola\s*<b>14</b>", page)


def test_a_number_is_counted_once_a_page(places, ana):
    counted = []
    places.add(item("day", "Mi día", queue=True, count=lambda user: counted.append(user) or 3))

    render_to_string("ui/desk.html", {}, asking("/ui/", ana))

    assert counted == [ana]


def test_a_place_is_on_the_rail_once(places):
    places.add(item("day", "Mi día"))

    with pytest.raises(ValueError, match="twice"):
        places.add(item("day", "Mi día"))
