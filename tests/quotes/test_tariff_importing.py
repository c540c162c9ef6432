"""Services and prices by a spreadsheet: what goes in, what is refused, and that it comes back."""

import io
import json
from contextlib import redirect_stdout
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koios.core import audit
from koios.core.imports import Reading, run
from koios.core.imports.columns import EMPTY
from koios.core.text import fold
from koios.customers.names import tidy
from koios.quotes.models import Service, Tariff, TariffList, TaxCategory, Unit
from koios.quotes.tariff_importing import TariffImporter
from koios.quotes.tariff_pages.listing import EXPORT

pytestmark = pytest.mark.django_db
BY = audit.SYSTEM
SHEET = """Código;Servicio;Unidad;IVA;Clase de vehículo;Ruta;Precio;Lista;Rige desde
RUT-01;Ruta escolar;Mes;Excluido;Buseta;;4.200.000;General 2027;2027-01-01
RUT-01;;;;Bus;;5.600.000;General 2027;2027-01-01
KM-01;Kilómetro;kilómetro;19 %;;Armenia – Pereira;2.850,50;General 2027;2027-01-01
"""


def bring(content, *, dry_run=False, **options):
    content = content if isinstance(content, bytes) else content.encode()
    reading = Reading.of(TariffImporter, content)
    return run(reading, TariffImporter(**options), by=BY, dry_run=dry_run)


def errors(result):
    return [(error.row, error.reason) for error in result.errors]


def standing():
    """All that stands, however it came."""
    tariffs = Tariff.objects.order_by("tariffs__name", "service__code", "class_key", "route_key")
    return (
        list(Service.objects.order_by("code").values_list("code", "name", "unit", "tax_category")),
        list(TariffList.objects.order_by("pk").values_list("name", "valid_from", "status")),
        [(str(one.service), one.vehicle_class, one.route, one.price) for one in tariffs],
    )


def test_services_and_their_prices_go_into_a_list_in_preparation():
    result = bring(SHEET)

    assert result.counts == {
        "rows": 3, "created": 3, "updated": 0, "unchanged": 0, "rejected": 0
    }  # fmt: skip
    services, lists, prices = standing()
    assert services == [
        ("KM-01", "Kilómetro", "km", "general"),
        ("RUT-01", "Ruta escolar", "month", "excluded"),
    ]
    assert lists == [("General 2027", date(2027, 1, 1), "draft")]
    assert [price for *_fit, price in prices] == [Decimal("2850.50"), 5_600_000, 4_200_000]


def test_a_dry_run_says_the_same_and_writes_nothing():
    planned = bring(SHEET, dry_run=True)

    assert not Service.objects.exists() and not TariffList.objects.exists()
    assert planned.counts == bring(SHEET).counts


def test_the_same_file_twice_changes_nothing():
    bring(SHEET)
    before, acts = standing(), audit.Entry.objects.count()

    assert bring(SHEET).unchanged == 3
    assert standing() == before and audit.Entry.objects.count() == acts


def test_a_price_and_a_name_that_changed_are_written_anew():
    bring(SHEET)
    changed = SHEET.replace("4.200.000", "4.300.000").replace("Kilómetro;", "Kilómetro extra;")

    assert bring(changed).counts["updated"] == 2
    assert Tariff.objects.filter(price=4_300_000).exists()
    assert Service.objects.coded("KM-01").name == "Kilómetro extra"


def test_two_prices_for_the_same_thing_are_refused_whatever_their_order():
    twice = SHEET + "rut-01;;;;BUSETA;;1;General 2027;2027-01-01\n"

    for _n in range(2):
        result = bring(twice)
        assert errors(result) == [(5, "la fila 2 ya da otro precio para lo mismo")]
    assert Tariff.objects.filter(price=4_200_000).exists()


def test_what_a_later_row_says_otherwise_of_a_service_is_told():
    sheet = "Código;Servicio\nA;Ruta\nA;Otra cosa\n"

    result = bring(sheet)

    assert result.warnings == 1 and Service.objects.get().name == "Ruta"
    assert bring(sheet).unchanged == 2


def test_the_name_may_stand_in_any_row_of_a_new_service():
    assert bring("Código;Servicio\nA;\nA;Ruta\n").rejected == 0
    assert errors(bring("Código;Servicio\nB;\n")) == [(2, "es un servicio nuevo: falta su nombre")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";Ruta;;;;;5;L;2027-01-01", "falta este dato"),
        ("A;Ruta;;;;;5;;", "diga a qué lista va el precio"),
        ("A;Ruta;;;;;5;L;", "la lista «L» es nueva: diga desde cuándo rige"),
        ("A;Ruta;;;;;-5;L;2027-01-01", "el precio va de 0"),
        ("A;Ruta;;;;;9999999999999;L;2027-01-01", "el precio va de 0"),
        ("A;Ruta;;;;;cien;L;2027-01-01", "no es un número"),
        ("A;Ruta;palmo;;;;5;L;2027-01-01", "no es una de las opciones"),
        (f"{'A' * 21};Ruta;;;;;5;L;2027-01-01", "tiene más de 20 caracteres"),
    ],
)
def test_a_row_that_cannot_go_in_says_why(row, why):
    title = SHEET.splitlines()[0]

    result = bring(f"{title}\n{row}\n")

    assert result.rejected == 1 and why in errors(result)[0][1]
    assert not TariffList.objects.exists()


def test_a_list_that_was_published_takes_no_other_price():
    bring(SHEET)
    TariffList.objects.get().publish(by=BY)

    assert bring(SHEET).unchanged == 3
    result = bring(SHEET.replace("5.600.000", "5.700.000"))
    assert "ya no está en preparación" in errors(result)[0][1]
    assert result.unchanged == 2


def test_a_list_of_a_customer_is_not_that_of_everybody(school):
    own = SHEET.replace("Rige desde", "Rige desde;Cliente").replace("01-01\n", "01-01;890204771\n")

    bring(SHEET)
    bring(own)

    assert TariffList.objects.get(customer=school).tariffs.count() == 3
    assert TariffList.objects.get(customer=None).tariffs.count() == 3
    unknown = bring(own.replace("890204771", "900153453"))
    assert "no hay un cliente" in errors(unknown)[0][1]


def test_the_list_may_be_chosen_for_the_whole_file():
    bring(SHEET)
    chosen = TariffList(name="Otra", valid_from=date(2028, 1, 1)).begin(by=BY)

    bring(SHEET, list_key=chosen.pk)

    assert chosen.tariffs.count() == 3


def test_the_command_takes_a_list_its_day_and_a_map(tmp_path):
    sheet = tmp_path / "tarifas.csv"
    sheet.write_text("Ref,Nombre,Valor\nA,Ruta,350.000\n")
    chosen = tmp_path / "mapa.yaml"
    chosen.write_text("version: 1\ncolumns:\n  code: Ref\n  service: Nombre\n  price: Valor\n")
    told = [str(sheet), "--list", "General 2027", "--from", "2027-01-01", "--map", str(chosen)]

    def answer(*more):
        with redirect_stdout(io.StringIO()) as out:
            call_command("import", "tariffs", *told, "--json", *more)
        return json.loads(out.getvalue())

    assert answer("--dry-run")["created"] == 1 and not TariffList.objects.exists()
    assert answer()["created"] == 1
    assert answer()["unchanged"] == 1
    assert Tariff.objects.get().price == 350_000


def test_a_failed_row_takes_back_only_itself():
    """The list that the row would have begun is begun by the next one."""
    title = SHEET.splitlines()[0]
    rows = "A;Ruta;;;;;-1;L;2027-01-01\nA;Ruta;;;;;5;L;2027-01-01\n"

    result = bring(f"{title}\n{rows}")

    assert (result.rejected, result.created) == (1, 1)
    assert Tariff.objects.get().price == 5


# What leaves comes back as it was

TEXT = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "S")), min_size=1, max_size=20
)


def says_something(text):
    """Not one of the words by which files say that there is nothing."""
    return fold(text) not in EMPTY


WORDS = TEXT.map(tidy).filter(says_something)  # as forms keep them
PRICES = st.decimals(0, 999_999_999_999, places=2, allow_nan=False)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["RUT-01", "KM 2", "ñu/3", "007"]),
        st.one_of(st.just(""), WORDS),
        st.one_of(st.just(""), WORDS),
        PRICES,
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: (row[0], fold(row[1]), fold(row[2])),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=ROWS,
    name=WORDS,
    units=st.lists(st.sampled_from(Unit.values), min_size=4, max_size=4),
    taxes=st.lists(st.sampled_from(TaxCategory.values), min_size=4, max_size=4),
    until=st.one_of(st.none(), st.dates(date(2027, 1, 1), date(2099, 12, 31))),
)
def test_an_exported_list_comes_back_unchanged_and_builds_the_same_elsewhere(
    db, ana, rows, name, units, taxes, until
):
    from django.db import transaction

    with transaction.atomic():
        codes = ["RUT-01", "KM 2", "ñu/3", "007"]
        services = {
            code: Service(code=code, name=f"Servicio {code}", unit=unit, tax_category=tax)
            for code, unit, tax in zip(codes, units, taxes, strict=True)
        }
        for service in services.values():
            service.begin(by=BY)
        told = {"name": name, "valid_from": date(2027, 1, 1), "valid_until": until}
        tariffs = TariffList(**told).begin(by=BY)
        for code, vehicle_class, route, price in rows:
            tariffs.price(services[code], price, by=BY, vehicle_class=vehicle_class, route=route)
        query = QueryDict(f"list={tariffs.pk}")
        sheet = b"".join(EXPORT.pieces(ana, query, "xlsx"))
        before = standing()

        again = bring(sheet)

        assert (again.unchanged, again.rejected) == (len(rows), 0), errors(again)
        assert standing() == before
        Tariff.objects.all().delete()
        TariffList.objects.all().delete()
        Service.objects.exclude(code__in=[row[0] for row in rows]).delete()
        bring(sheet)
        assert standing()[1:] == before[1:]
        assert TariffList.objects.get().valid_until == until
        transaction.set_rollback(True)
