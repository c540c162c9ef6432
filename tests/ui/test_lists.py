"""Filters, tabs and ways of sorting: all of it in the address."""

import datetime

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from koios.ui.lists import Filters, Sort, address
from koios.ui.widgets import DayInput


class CaseFilters(forms.Form):
    q = forms.CharField(required=False)
    kind = forms.MultipleChoiceField(
        label="Tipo",
        required=False,
        choices=[("claim", "Reclamo"), ("complaint", "Queja")],
    )
    since = forms.DateField(label="Recibido desde", required=False, widget=DayInput)
    overdue = forms.BooleanField(label="Vencidas", required=False)


def ask(address=""):
    request = RequestFactory().get("/")
    request.GET = QueryDict(address)
    return request


def test_what_is_asked_for_becomes_chips_in_words():
    filters = Filters(CaseFilters, ask("kind=claim&kind=complaint&since=2026-06-29&overdue=on"))

    told = [(chip.key, chip.value.replace("\u00a0", " ")) for chip in filters.chips]

    assert told == [
        ("Tipo", "Reclamo, Queja"),
        ("Recibido desde", "29 jun 2026"),
        ("Vencidas", "sí"),
    ]
    assert filters.values["since"] == datetime.date(2026, 6, 29)


def test_a_chip_takes_off_its_filter_and_leaves_the_others():
    filters = Filters(CaseFilters, ask("kind=claim&overdue=on&q=ruta&sort=-due&after=abc"))

    off = {chip.key: chip.off_url for chip in filters.chips}

    assert off["Tipo"] == "?overdue=on&q=ruta&sort=-due"
    assert filters.off_url == "?sort=-due"


def test_a_filter_that_makes_no_sense_is_left_out():
    filters = Filters(CaseFilters, ask("kind=nonsense&since=31-31-31&q=ruta"))

    assert filters.values == {"q": "ruta"}


def test_the_search_is_no_chip():
    assert Filters(CaseFilters, ask("q=ruta")).chips == []


def test_searching_keeps_the_filters_and_filtering_keeps_the_search():
    filters = Filters(CaseFilters, ask("kind=claim&kind=complaint&q=ruta&queue=mine&after=abc"))

    assert filters.all_but_search == [("kind", "claim"), ("kind", "complaint"), ("queue", "mine")]
    assert filters.kept == [("queue", "mine")]


def test_the_bar_of_filters_can_be_drawn():
    page = Template('{% include "ui/_filters.html" %}').render(
        Context({"filters": Filters(CaseFilters, ask("kind=claim&q=<b>"), told="14 de 29")})
    )

    assert "Quitar filtro Tipo: Reclamo" in page
    assert "14 de 29" in page
    assert "<b>" not in page


WAYS = {"due": ("due_on", "pk"), "number": ("-number",)}


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("", ("due_on", "pk")),
        ("sort=due", ("due_on", "pk")),
        ("sort=-due", ("-due_on", "-pk")),
        ("sort=number", ("-number",)),
        ("sort=-number", ("number",)),
        ("sort=password", ("due_on", "pk")),
    ],
)
def test_a_list_is_sorted_only_in_the_ways_it_offers(asked, keys):
    assert Sort(ask(asked), WAYS).keys == keys


def test_the_head_of_a_column_turns_its_way_and_says_which_it_is():
    sort = Sort(ask("sort=due&kind=claim&after=abc"), WAYS)
    drawn = Template('{% load ui %}{% th "Término" "due" sort "cell-due" %}').render(
        Context({"sort": sort})
    )

    assert 'aria-sort="ascending"' in drawn
    assert "?kind=claim&amp;sort=-due" in drawn
    assert sort.url("number") == "?kind=claim&sort=number"
    assert sort.direction("number") == ""


def test_a_list_that_changes_begins_at_its_first_page():
    assert address(ask("after=abc&kind=claim"), kind="complaint") == "?kind=complaint"
    assert address(ask("kind=claim"), kind=None) == "?"
