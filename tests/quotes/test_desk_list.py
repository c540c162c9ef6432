"""The list of quotes: in queues, filed by the day of sending, narrowed, taken away, acted on."""

from datetime import date

import pytest
from django.urls import reverse

from koios.quotes.models import LossReason, Quote
from tests.quotes.conftest import LINE, accept

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def page(client, query=""):
    return client.get(f"/quotes/{query}").content.decode().replace("\xa0", " ")


def test_the_list_is_one_page_of_few_queries(desk, make_quote, django_assert_max_num_queries):
    for _n in range(3):
        make_quote(status="sent")
    page(desk)

    with django_assert_max_num_queries(12):
        told = page(desk)

    assert told.count('name="chosen"') == 3


def test_quotes_are_filed_under_the_day_they_were_sent(desk, make_quote, at):
    at("2026-07-20T09:00")
    make_quote(status="sent", title="La de antes")
    at("2026-07-22T09:00")
    make_quote(status="sent", title="La de hoy")
    make_quote(status="sent", title="Otra de hoy")

    told = page(desk)

    assert told.count("Hoy, miércoles 22 de julio") == 1
    places = [
        told.index(text) for text in ("Hoy, ", "Otra de hoy", "Lunes 20 de julio", "La de antes")
    ]
    assert places == sorted(places)


def test_what_is_due_today_waits_in_its_own_queue(desk, make_quote, ana, at):
    at("2026-07-22T09:00")
    due, later = make_quote(title="Para hoy"), make_quote(title="Para después")
    due.plan(by=ana, step="Llamar", on=date(2026, 7, 22))
    later.plan(by=ana, step="Llamar", on=date(2026, 7, 29))

    told = page(desk, "?tab=today")

    assert "Para hoy" in told and "Llamar, 22 jul" in told
    assert "Para después" not in told


@pytest.mark.parametrize(
    ("tab", "titles"),
    [
        ("drafts", {"Borrador"}),
        ("sent", {"Enviada"}),
        ("approved", {"Aprobada"}),
        ("rejected", {"Rechazada"}),
        ("all", {"Borrador", "Enviada", "Aprobada", "Rechazada"}),
        ("mine", {"Borrador", "Enviada"}),
    ],
)
def test_each_tab_holds_its_own(desk, make_quote, ana, tab, titles):
    make_quote(title="Cotización Borrador")
    make_quote(title="Cotización Enviada", status="sent")
    accept(make_quote(title="Cotización Aprobada", status="sent"))
    refused = make_quote(title="Cotización Rechazada", status="sent")
    refused.reject(by=ana, reason=LossReason.objects.first())

    told = page(desk, f"?tab={tab}")

    every = {"Borrador", "Enviada", "Aprobada", "Rechazada"}
    assert {one for one in every if f"Cotización {one}" in told} == titles


def test_only_who_approves_sees_what_waits_for_approval(client, make_quote, ana, gloria):
    quote = make_quote(lines=[LINE | {"discount": 20}], title="Con descuento")
    quote.ask_approval(by=ana)

    client.force_login(ana)
    assert "tab=approval" not in page(client)
    client.force_login(gloria)
    assert "Con descuento" in page(client, "?tab=approval")


def test_filters_narrow_by_customer_seller_value_service_and_words(
    desk, make_quote, make_service, clinic, ana, gloria
):
    service = make_service()
    line = LINE | {"service": service}
    make_quote(title="Del colegio", lines=[line], status="sent")
    other = make_quote(title="De la clínica", customer=clinic, by=gloria, status="sent")

    for query, shown, hidden in [
        (f"?customer={clinic.pk}", "De la clínica", "Del colegio"),
        ("?named=900.153.453", "De la clínica", "Del colegio"),
        (f"?owner={ana.pk}", "Del colegio", "De la clínica"),
        (f"?service={service.pk}", "Del colegio", "De la clínica"),
        ("?q=clinica", "De la clínica", "Del colegio"),
        (f"?q={other.number}", "De la clínica", "Del colegio"),
    ]:
        told = page(desk, query)
        assert shown in told and hidden not in told, query
    assert "cumple los filtros" in page(desk, "?value_from=99000000")


def test_the_customer_that_a_link_named_stays_when_another_filter_is_put_on(
    desk, make_quote, school
):
    make_quote(status="sent")

    told = page(desk, f"?customer={school.pk}")

    assert f'<input type="hidden" name="customer" value="{school.pk}">' in told


def test_the_sheet_holds_what_the_list_shows(desk, make_quote):
    make_quote(title="Del colegio", status="sent")
    make_quote(title="Un borrador")

    response = desk.get(reverse("quotes:export", args=["csv"]) + "?tab=sent")

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "Del colegio" in text and "42000000" in text
    assert "Un borrador" not in text


def test_several_quotes_pass_to_another_person_at_once(desk, make_quote, gloria):
    quotes = [make_quote(), make_quote(status="sent")]
    told = {"chosen": [quote.key for quote in quotes]}

    asked = desk.post(reverse("quotes:bulk_handover"), told)
    assert "Entregar a otra persona" in asked.content.decode()
    desk.post(reverse("quotes:bulk_handover"), {**told, "ready": "1", "person": gloria.pk})

    assert Quote.objects.filter(owner=gloria).count() == 2


def test_the_follow_up_of_several_moves_to_a_day_and_each_keeps_its_step(desk, make_quote, ana, at):
    at("2026-07-22T09:00")
    quote = make_quote()
    quote.plan(by=ana, step="Llamar a Carla", on=date(2026, 7, 22))
    told = {"chosen": [quote.key], "ready": "1"}

    late = desk.post(reverse("quotes:bulk_plan"), {**told, "on": "2026-07-21"})
    assert late.status_code == 422
    desk.post(reverse("quotes:bulk_plan"), {**told, "on": "2026-07-24"})

    quote = Quote.objects.get()
    assert (quote.next_step, quote.next_step_on) == ("Llamar a Carla", date(2026, 7, 24))


def test_nothing_chosen_is_told(desk):
    answer = desk.post(reverse("quotes:bulk_plan"), {}, follow=True)

    assert "Seleccione primero" in answer.content.decode()
