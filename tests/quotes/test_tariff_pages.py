"""Services and tariffs on their pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from koios.core import audit, jobs
from koios.core.acts import act
from koios.core.imports import ImportRun
from koios.core.progress import Progress
from koios.core.refusals import Refusal
from koios.quotes import raising
from koios.quotes.models import Service, Tariff, TariffList
from tests.harness.cast import PASSWORD

BY = audit.SYSTEM


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def boss(client, gloria):
    """Gloria decides: she publishes and withdraws."""
    client.force_login(gloria)
    return client


@pytest.fixture
def make_list(make_service):
    def make(name="General 2026", since=date(2026, 1, 1), prices=(100_000,), **fields):
        tariffs = TariffList(name=name, valid_from=since, **fields).begin(by=BY)
        for number, price in enumerate(prices):
            code = f"S-{number:04}"
            service = Service.objects.coded(code) or make_service(code, f"Servicio {number}")
            tariffs.price(service, Decimal(price), by=BY)
        return tariffs

    return make


def page_of(answer):
    return answer.content.decode().replace("\xa0", " ")


# Services


def test_a_service_is_added_corrected_and_no_longer_offered(desk):
    told = {"code": "RUT-01", "name": "Ruta escolar", "unit": "month", "tax_category": "excluded"}

    made = desk.post("/quotes/services/new/", told)
    service = Service.objects.get()
    desk.post(f"{made.url}details/", told | {"name": "Ruta del colegio"})  # «se ofrece» taken off

    service.refresh_from_db()
    assert (service.name, service.active) == ("Ruta del colegio", False)
    assert "Ruta del colegio" not in page_of(desk.get("/quotes/services/"))
    assert "Ruta del colegio" in page_of(desk.get("/quotes/services/?tab=retired"))
    assert "de «Ruta escolar» a «Ruta del colegio»" in page_of(desk.get(made.url))


def test_a_code_stands_once_however_it_is_written(desk, make_service):
    make_service("RUT-01")
    told = {"code": "rut-01", "name": "Otra", "unit": "trip", "tax_category": "excluded"}

    answer = desk.post("/quotes/services/new/", told)

    assert answer.status_code == 422 and "Ya hay un servicio con ese código" in page_of(answer)


def test_all_prices_of_a_service_are_told_with_their_days(desk, make_list, school):
    make_list("General 2025", date(2025, 1, 1), [90_000]).publish(by=BY)
    make_list("General 2026", date(2026, 1, 1), [100_000]).publish(by=BY)
    make_list("La Arboleda", date(2026, 2, 1), [95_000], customer=school).publish(by=BY)

    page = page_of(desk.get(Service.objects.get().get_absolute_url()))

    assert page.index("La Arboleda") < page.index("General 2026") < page.index("General 2025")
    assert "$ 90.000" in page and "1 ene 2025 – 31 dic 2025" in page


# Lists


def test_a_list_is_prepared_priced_published_and_withdrawn(desk, make_service, school, gloria, at):
    at("2026-07-22T10:18")
    make_service("RUT-01", "Ruta escolar")
    told = {"name": "La Arboleda 2026", "customer": "890204771", "valid_from": "2026-02-01"}
    here = desk.post("/quotes/tariffs/new/", told).url
    price = {"service": "rut-01", "vehicle_class": " Buseta ", "price": "$ 3.950.000"}
    desk.post(f"{here}prices/new/", price)

    tariff = Tariff.objects.get()
    assert (tariff.price, tariff.vehicle_class) == (3_950_000, "Buseta")
    assert desk.post(f"{here}publication/").status_code == 403  # a seller prepares, no more
    desk.force_login(gloria)
    desk.post(f"{here}publication/")
    assert TariffList.objects.get().status == TariffList.Status.PUBLISHED
    assert "La Arboleda 2026" in page_of(desk.get("/quotes/tariffs/"))
    desk.post(f"{here}withdrawal/", {"reason": "No la aceptaron"})
    assert "No la aceptaron" in page_of(desk.get(here))


def test_a_form_sent_twice_prepares_one_list(desk, make_list):
    told = {"name": "General 2027", "customer": "", "valid_from": "2027-01-01"}
    tariffs = make_list()
    following = {"name": "General 2028", "valid_from": "2028-01-01", "percent": "5", "step": "1"}

    for _n in range(2):
        listed = desk.post("/quotes/tariffs/new/", told)
        raised = desk.post(f"{tariffs.get_absolute_url()}successor/", following)

    assert (listed.status_code, raised.status_code) == (422, 409)
    assert "Siga con esa" in page_of(listed) and "Siga con esa" in page_of(raised)
    assert TariffList.objects.count() == 3


def test_a_price_is_changed_and_taken_off_only_in_preparation(desk, make_list):
    tariffs = make_list(prices=[100_000, 200_000])
    first, second = Tariff.objects.order_by("price")
    address = f"/quotes/tariffs/prices/{first.pk}/"

    desk.post(address, {"price": "17.850,50", "route": "Armenia – Pereira"})
    desk.post(f"/quotes/tariffs/prices/{second.pk}/removal/")

    first.refresh_from_db()
    assert (str(first.price), first.route_key) == ("17850.50", "armenia – pereira")
    assert tariffs.tariffs.count() == 1
    tariffs.publish(by=BY)
    answer = desk.post(address, {"price": "1"})
    assert answer.status_code == 409 and "ya está publicada" in page_of(answer)
    assert desk.post(f"{address}removal/").status_code == 409


def test_two_prices_for_the_same_thing_are_refused(desk, make_list):
    tariffs = make_list()
    service = Service.objects.get()
    other = tariffs.price(service, Decimal(5), by=BY, vehicle_class="Bus")

    answer = desk.post(f"/quotes/tariffs/prices/{other.pk}/", {"price": "7", "vehicle_class": ""})

    assert answer.status_code == 409 and "ya tiene un precio" in page_of(answer)


@pytest.mark.parametrize(
    ("price", "why"), [("-5", "negativo"), ("cien", "cifras"), ("9" * 15, "dígitos"), ("", "")]
)
def test_a_price_that_is_none_says_why_and_keeps_the_rest(desk, make_list, price, why):
    here = make_list().get_absolute_url()

    answer = desk.post(f"{here}prices/new/", {"service": "S-0000", "price": price, "route": "X"})

    assert answer.status_code == 422
    assert why in page_of(answer) and 'value="X"' in page_of(answer)


def test_publishing_tells_what_ends(boss, make_list):
    make_list("General 2026", date(2026, 1, 1)).publish(by=BY)
    following = make_list("General 2027", date(2027, 1, 1))

    page = page_of(boss.get(f"{following.get_absolute_url()}publication/"))

    assert "«General 2026» termina el día anterior." in page


def test_an_empty_list_is_not_published(boss, make_list):
    tariffs = make_list(prices=[])

    answer = boss.post(f"{tariffs.get_absolute_url()}publication/")

    assert answer.status_code == 409 and "no tiene precios todavía" in page_of(answer)


def test_each_view_of_the_lists_holds_its_own(desk, make_list, at):
    at("2026-07-22T10:18")
    make_list("De antes", date(2025, 1, 1)).publish(by=BY)
    make_list("De hoy", date(2026, 1, 1)).publish(by=BY)
    make_list("De después", date(2027, 1, 1)).publish(by=BY)
    make_list("Borrador", date(2028, 1, 1))
    names = ("De antes", "De hoy", "De después", "Borrador")

    def shown(tab):
        page = page_of(desk.get(f"/quotes/tariffs/?tab={tab}"))
        return [name for name in names if f">{name}<" in page]

    assert [shown(tab) for tab in ("now", "coming", "draft", "over")] == [
        ["De hoy"],
        ["De después"],
        ["Borrador"],
        ["De antes"],
    ]
    assert shown("all") == list(names)


def test_a_long_list_is_paged_searched_and_asks_little(
    desk, make_list, django_assert_max_num_queries
):
    tariffs = make_list(prices=range(1000, 1120))
    here = tariffs.get_absolute_url()
    desk.get(here)

    with django_assert_max_num_queries(12):
        page = page_of(desk.get(here))
    assert page.count('<td role="cell" class="cell-no') == 50 and "Siguientes" in page
    found = page_of(desk.get(f"{here}?q=S-0117"))
    assert "Servicio 117" in found and "Servicio 118" not in found
    with django_assert_max_num_queries(12):
        desk.get("/quotes/tariffs/?tab=all")
    with django_assert_max_num_queries(12):
        desk.get("/quotes/services/")


# The list that follows


def test_a_raise_is_shown_before_anything_is_saved(desk, make_list):
    tariffs = make_list(prices=[100_000, 2_850])
    tariffs.publish(by=BY)
    here = f"{tariffs.get_absolute_url()}successor/"
    asked = {"name": "General 2027", "valid_from": "2027-01-01", "percent": "7,5", "step": "100"}

    page = page_of(desk.get(here, asked))

    for told in ("$ 100.000", "$ 107.500", "+$ 7.500", "$ 2.850", "$ 3.100", "Suben 2"):
        assert told in page
    assert TariffList.objects.count() == 1
    made = desk.post(here, asked)
    following = TariffList.objects.get(name="General 2027")
    assert made.url == following.get_absolute_url()
    assert sorted(following.tariffs.values_list("price", flat=True)) == [3_100, 107_500]
    assert following.status == TariffList.Status.DRAFT


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"valid_from": "2026-01-01"}, "empieza después"),
        ({"step": "1000000"}, "quedarían en cero"),
        ({"percent": "-100"}, "mayor o igual"),
        ({"step": "0"}, "mayor o igual"),
    ],
)
def test_a_raise_that_cannot_be_is_refused_by_preview_and_button(desk, make_list, changed, why):
    tariffs = make_list()
    tariffs.publish(by=BY)
    here = f"{tariffs.get_absolute_url()}successor/"
    asked = {"name": "2027", "valid_from": "2027-01-01", "percent": "5", "step": "100"} | changed

    assert why in page_of(desk.get(here, asked))
    assert desk.post(here, asked).status_code == 422
    assert TariffList.objects.count() == 1


def test_the_preview_is_paged_with_what_was_asked(desk, make_list, django_assert_max_num_queries):
    tariffs = make_list(prices=range(1000, 1120))
    here = f"{tariffs.get_absolute_url()}successor/"
    asked = {"name": "2027", "valid_from": "2027-01-01", "percent": "5", "step": "1"}
    desk.get(here, asked)

    with django_assert_max_num_queries(12):
        page = page_of(desk.get(here, asked))

    assert "120 precios" in page and "percent=5" in page and "after=" in page


def a_long_list(make_list):
    """One with a price more than what a person waits for."""
    tariffs = make_list(prices=[100_000])
    service = Tariff.objects.get().service
    routes = [f"Ruta {n}" for n in range(raising.AT_ONCE)]
    with act():
        Tariff.begin_all(
            [
                tariffs._tariff(service, Decimal(50_000), vehicle_class="", route=route)
                for route in routes
            ],
            by=BY,
        )
    tariffs.publish(by=BY)
    return tariffs


def test_a_long_list_is_raised_by_a_job_and_published_when_all_is_there(desk, make_list):
    tariffs = a_long_list(make_list)
    asked = {"name": "2027", "valid_from": "2027-01-01", "percent": "5", "step": "100"}

    answer = desk.post(f"{tariffs.get_absolute_url()}successor/", asked)

    following = TariffList.objects.get(name="2027")
    assert answer.url == Progress.objects.get().get_absolute_url()
    with pytest.raises(Refusal, match="se están pasando"):
        following.publish(by=BY)
    jobs.run_due()
    assert following.tariffs.count() == raising.AT_ONCE + 1
    assert following.tariffs.filter(price=52_500).count() == raising.AT_ONCE
    assert following.get_absolute_url() in page_of(desk.get(answer.url))
    following.publish(by=BY)


def test_a_job_that_was_killed_goes_on_where_it_was(desk, make_list):
    tariffs = a_long_list(make_list)
    asked = {"name": "2027", "valid_from": "2027-01-01", "percent": "5", "step": "100"}
    desk.post(f"{tariffs.get_absolute_url()}successor/", asked)
    following = TariffList.objects.get(name="2027")
    some = tariffs.tariffs.order_by("pk")[:700].values("pk")
    following.take_prices(tariffs.tariffs.filter(pk__in=some), Decimal(5), Decimal(100), by=BY)

    jobs.run_due()

    assert following.tariffs.count() == raising.AT_ONCE + 1
    assert Progress.objects.get().state == Progress.State.DONE


# By spreadsheet


def test_a_sheet_brought_from_a_list_goes_into_that_list(desk, make_list):
    tariffs = make_list(prices=[100_000])
    chosen = make_list("La otra", date(2028, 1, 1), [])
    sheet = b"".join(desk.get(f"{tariffs.get_absolute_url()}export.xlsx").streaming_content)
    address = f"/imports/new/tariffs/?list={chosen.pk}"
    assert "«La otra»" in page_of(desk.get(address))

    desk.post(address, {"file": SimpleUploadedFile("tarifas.xlsx", sheet)})
    imported = ImportRun.objects.get()
    desk.post(f"{imported.get_absolute_url()}columns/", _proposed(imported))
    desk.post(f"{imported.get_absolute_url()}start/")
    jobs.run_due()

    assert [one.price for one in chosen.tariffs.all()] == [100_000]


def _proposed(imported):
    columns = imported.proposal().columns
    return {f"title-{name}": titles[0] for name, titles in columns.items()}


# Which price holds


def test_which_price_holds_and_where_it_came_from(desk, make_list, school):
    general = make_list("General 2026", prices=[100_000])
    service = Service.objects.get()
    general.price(service, Decimal(120_000), by=BY, vehicle_class="Buseta")
    general.publish(by=BY)
    make_list("La Arboleda 2026", date(2026, 2, 1), [95_000], customer=school).publish(by=BY)

    def told(**asked):
        return page_of(desk.get("/quotes/tariffs/price/", {"service": "S-0000"} | asked))

    assert "$ 120.000" in told(vehicle_class="BUSETA", on="2026-07-01")
    own = told(customer="890204771", on="2026-07-01")
    assert "$ 95.000" in own and "De la lista propia del cliente" in own
    assert "$ 100.000" in own  # the general one would hold without it
    assert "Ninguna lista publicada" in told(on="2025-07-01")
    assert "No hay un servicio con ese código" in told(service="XX")


def test_nobody_is_asked_before_they_ask(desk):
    assert desk.get("/quotes/tariffs/price/").status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_open_to_everybody(live, new_page, axe, make_list, gloria, make_need, width):
    gloria.password = Argon2PasswordHasher().encode(PASSWORD, "unasaldeprueba")
    gloria.save()
    tariffs = make_list(prices=[100_000, 200_000])
    tariffs.publish(by=BY)
    draft = make_list("General 2099", date(2099, 1, 1))
    need = make_need()
    page = new_page(width=width)
    page.goto(f"{live.url}/quotes/tariffs/")
    page.locator("input[type=email], input[name=login]").first.fill(gloria.email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Servicios y tarifas")).to_be_visible()
    service = Service.objects.first().get_absolute_url()
    here = tariffs.get_absolute_url()
    raised = "name=2100&valid_from=2100-01-01&percent=5&step=100"
    for address in (
        "/quotes/tariffs/?tab=all",
        here,
        f"{here}successor/?{raised}",
        draft.get_absolute_url(),
        f"{draft.get_absolute_url()}prices/new/",
        f"{draft.get_absolute_url()}publication/",
        "/quotes/services/",
        service,
        f"{service}details/",
        "/quotes/tariffs/price/?service=S-0000",
        "/quotes/needs/",
        "/quotes/needs/new/",
        need.get_absolute_url(),
        f"{need.get_absolute_url()}capability/",
    ):
        page.goto(f"{live.url}{address}")
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
