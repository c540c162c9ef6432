"""Lists written from columns told as data: what they read, what they say, what they escape."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.html import format_html

from koios.customers.models import Customer
from koios.ui.lists import Sort
from koios.ui.rows import Column, Row, Rows, faint, link, sub


class Bus(Row):
    def get_absolute_url(self):
        return f"/buses/{self.plate}/"


BUSES = Rows(
    "Buses <de hoy>",
    Column(
        "Placa",
        lambda bus: link(bus.get_absolute_url(), bus.plate),
        ("plate",),
        css="cell-no",
        sort="plate",
        names=True,
    ),
    Column("Ruta", "route", css="cell-subject", look="quiet"),
    Column("Conductor", lambda bus: bus.driver or faint("Nadie"), ("driver",)),
    css="list-buses",
    row=Bus,
    chosen_by="plate",
)


def bus(**told):
    return Bus({"plate": "SXT-482", "route": "7", "driver": None} | told)


def ask(address=""):
    request = RequestFactory().get("/")
    request.GET = QueryDict(address)
    return request


def drawn(*buses, **options):
    return BUSES.draw(buses, Sort(ask(), {"plate": ("plate", "pk")}), **options)


def test_a_row_tells_its_cells_with_the_classes_of_their_columns():
    html = drawn(bus(driver="Luz"))

    assert '<th role="rowheader" scope="row" class="cell-no">' in html
    assert '<a class="cell-main" href="/buses/SXT-482/">SXT-482</a></th>' in html
    assert '<td role="cell" class="cell-subject quiet">7</td><td role="cell">Luz</td>' in html


def test_the_head_has_the_classes_of_the_column_but_not_the_look_of_its_cells():
    html = drawn()

    assert '<th role="columnheader" scope="col" class="cell-subject">Ruta</th>' in html
    assert 'class="cell-no" aria-sort="ascending"' in html
    assert '<table class="list list-cards list-buses" role="table">' in html


def test_whatever_people_wrote_is_escaped():
    html = drawn(bus(plate='"><script>', route="<b>7</b>", driver="<i>Luz & Cía</i>"))

    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;i&gt;Luz &amp; Cía&lt;/i&gt;" in html
    assert "Buses &lt;de hoy&gt;" in html


def test_html_of_our_own_stays_and_nothing_is_an_empty_cell():
    html = BUSES.draw([bus(driver=format_html("<b>{}</b>", "a<b")), bus(route=None)])

    assert '<td role="cell"><b>a&lt;b</b></td>' in html
    assert '<td role="cell" class="cell-subject quiet"></td>' in html
    assert '<span class="faint">Nadie</span>' in html
    assert sub("") == "" == sub(None)


def test_rows_have_boxes_only_where_they_can_be_chosen():
    assert "cell-check" not in drawn(bus())

    html = drawn(bus(), choosing=True)

    assert 'name="chosen" value="SXT-482" data-select-row aria-label="SXT-482"' in html
    assert "data-select-all" in html


@pytest.mark.django_db
def test_a_list_reads_only_what_it_shows_and_what_it_is_sorted_by(
    school, django_assert_num_queries
):
    listed = Rows("Clientes", Column("Nombre", "legal_name"), Column("Responsable", "owner__name"))

    with django_assert_num_queries(1):
        page = listed.page(Customer.objects.all(), ask(), ("-changed_at", "-pk"))
        html = listed.draw(page)

    assert school.legal_name in html
    assert set(vars(page.rows[0])) == {"pk", "legal_name", "owner__name", "changed_at"}


@pytest.mark.django_db
def test_pages_follow_each_other(school, clinic):
    listed = Rows("Clientes", Column("Nombre", "legal_name"))
    keys = ("sort_key", "pk")
    names = []

    address = ""
    while True:
        page = paged(listed, address, keys)
        names += [row.legal_name for row in page]
        if not page.next_url:
            break
        address = page.next_url.lstrip("?")

    assert names == list(Customer.objects.order_by(*keys).values_list("legal_name", flat=True))


def paged(listed, address, keys):
    return listed.page(Customer.objects.all(), ask(address), keys, size=1)


def test_rows_that_follow_one_another_under_one_name_share_a_heading():
    drawn = BUSES.draw(
        [bus(), bus(plate="TRK-562"), bus(route="9")], group=lambda row: f"Ruta {row.route}"
    )

    assert drawn.count('scope="rowgroup" colspan="1">Ruta 7<') == 1
    assert drawn.count('scope="rowgroup" colspan="1">Ruta 9<') == 1


def test_a_row_to_choose_is_called_as_the_list_says():
    rows = Rows(
        "", Column("Ruta", "route"), chosen_by="plate", called=lambda row: f"Bus {row.route}"
    )

    drawn = rows.draw([bus()], choosing=True)

    assert 'value="SXT-482" data-select-row aria-label="Bus 7"' in drawn
