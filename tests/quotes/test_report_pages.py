"""The doors of the commercial report: what each shows, to whom; every figure opens its quotes."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from koios.core import clock, jobs, settings
from koios.core.progress import Progress
from koios.quotes.models import LossReason, Quote, Status
from koios.quotes.report.forecast import Forecast, Open, Pipeline, Rate, Rates
from koios.quotes.report.made import QuoteReport
from koios.quotes.report.monthly import mail_monthly

YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
KEYS = [
    *("period", "sent", "approved", "rejected", "expired", "open", "value_sent"),
    *("value_approved", "conversion_percent", "conversion_value_percent", "days_to_answer"),
    *("by_month", "by_seller", "by_customer", "by_service", "by_reason"),
]


@pytest.fixture
def quote(db, ana, school):
    """`quote("2026-03-02", "approved", 9)`: one of the past, answered after so many days."""
    made = iter(range(1, 1_000))

    def make(sent, status="sent", days=None, *, value=1_000_000, valid=30, **told):
        number, sent = next(made), date.fromisoformat(sent)
        told = {"owner": ana, "customer": school, "title": f"Rutas {number}"} | told
        return Quote.objects.create(
            key=f"k{number}",
            number=f"COT-{sent.year}-{number:04}",
            year=sent.year,
            sequence=number,
            status=status,
            total=value,
            net=value,
            created_at=clock.now(),
            changed_at=clock.now(),
            sent_at=clock.read(f"{sent}T10:00"),
            sent_on=sent,
            valid_until=sent + timedelta(valid),
            answered_on=sent + timedelta(days) if days is not None else None,
            **told,
        )

    return make


@pytest.fixture
def year(at, quote, make_service, make_customer, gloria, beto):
    """Three approved, one rejected, one expired, one open; one approved the year before."""
    at("2026-07-31T18:00")
    routes = make_service()
    clinic = make_customer("=1+1", "900153453", segment="Salud")
    price = LossReason.objects.filter(name="Precio").first()
    quote("2026-02-02", Status.APPROVED, 4, main_service=routes, value=40_000_000)
    quote("2026-03-02", Status.APPROVED, 6, main_service=routes, value=20_000_000)
    quote("2026-03-05", Status.APPROVED, 10, customer=clinic, owner=gloria)
    quote("2026-04-05", Status.REJECTED, 20, reason=price, customer=clinic)
    quote("2026-05-05", Status.EXPIRED, owner=None, seller_name="Moses Frase")
    quote("2026-07-20", Status.SENT, main_service=routes, value=10_000_000)
    quote("2025-03-20", Status.APPROVED, 3, value=5_000_000)


@pytest.fixture
def door(client, beto):
    """`door(name, **query)`: a page of the report as Beto sees it."""
    client.force_login(beto)

    def ask(name="report", *args, **query):
        return client.get(reverse(f"quotes:{name}", args=args), query)

    return ask


def words(response) -> str:
    """The page as text, without tags and no-break spaces."""
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    bare = unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\u00a0", " ")
    return " ".join(bare.split())


def test_the_report_begins_with_its_conclusion(year, door):
    told = words(door(**YEAR))

    assert "Se enviaron 6 por $ 73,0 millones, 5 más que un año antes." in told
    assert "Se aprobó el 60,0 % de las decididas, por $ 61,0 millones" in told
    assert "La mitad de las respuestas tomó 8 días o menos." in told
    assert "Lo que más se pierde: precio, 1 de 1 rechazadas." in told


def test_the_definitions_are_printed_on_it(year, door):
    told = words(door(**YEAR))

    assert "Aprobadas ÷ enviadas en el período, en número y en valor." in told
    assert "Cada número cuenta una vez, por su última versión enviada" in told
    assert "El intervalo, del 95 %, reúne la duda sobre cada conversión (Wilson)" in told


def test_every_figure_opens_exactly_its_quotes(year, door, client):
    told = door(**YEAR).context
    figures = []
    for figure in told["more_figures"][:3]:
        figures.append((figure.url, int(figure.value)))
    figures.append((told["key_figures"][0].url, 6))
    figures.append((told["key_figures"][1].url, 3))
    figures.append((told["more_figures"][3].url, 1))
    for row in told["months"]:
        figures += [(row["url"], row["line"].sent), (row["approved_url"], row["line"].approved)]
    for table in told["breakdowns"]:
        for row in table["rows"]:
            figures += [(row["url"], row["sent"]), (row["approved_url"], row["approved"])]
    figures += [(row["url"], row["n"]) for row in told["reasons"]]
    figures += [(row["url"], row["n"]) for table in told["to_come"] for row in table["rows"]]
    figures += [(row["url"], row["age"].n) for row in told["ageing"] if row["age"].n]

    assert len(figures) > 30
    for address, figure in figures:
        assert len(client.get(address).context["list"].page) == figure, address


def test_on_its_last_day_a_quote_is_still_open(at, quote):
    quote("2026-07-01", Status.EXPIRED, valid=30)
    at("2026-08-02T10:00")

    def told(day):
        return QuoteReport.as_asked({**YEAR, "as_of": day}, _beto()).figures

    assert (told("2026-07-31").open, told("2026-07-31").expired) == (1, 0)
    assert (told("2026-08-01").open, told("2026-08-01").expired) == (0, 1)


def _beto():
    from koios.accounts.models import User
    from tests.harness.cast import _person

    found = User.objects.filter(email="beto@koios.example").first()
    return found or _person("beto@koios.example", "Beto Marín", "quality")


def test_a_later_version_counts_in_place_of_the_earlier_one(at, quote):
    first = quote("2026-06-01", Status.REJECTED, 5)
    quote("2026-07-01", Status.APPROVED, 5, version=2, previous=first)
    at("2026-07-31T10:00")

    def told(day):
        figures = QuoteReport.as_asked({**YEAR, "as_of": day}, _beto()).figures
        return figures.sent, figures.rejected, figures.approved

    assert told("2026-06-30") == (1, 1, 0)
    assert told("2026-07-31") == (1, 0, 1)


def test_an_empty_period_says_what_belongs_there(door):
    told = words(door(**{"from": "2020-01-01", "to": "2020-01-31"}))

    assert "No se envió ninguna cotización en este período" in told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"from": "2026-07-31", "to": "2026-07-01"}, "El período termina antes de empezar."),
        ({"from": "0001-01-01", "to": "9999-12-31"}, "Escriba un año entre 1995 y 2065."),
        ({"as_of": "2060-01-01"}, "Ese día no ha llegado: elija uno hasta hoy."),
        ({"from": "ayer", "as_of": "' OR 1=1", "seller": "x", "customer": "id-x"}, "fecha válida"),
    ],
)
def test_what_cannot_be_asked_is_said_and_breaks_nothing(door, year, query, told):
    for name in ("report", "report_quotes"):
        response = door(name, **query)
        assert response.status_code == 200
        assert told in words(response)


def test_a_seller_of_the_past_has_a_line_and_a_list(year, door, client):
    told = door(**YEAR).context
    sellers = next(table for table in told["breakdowns"] if str(table["one"]) == "Vendedor")
    row = next(row for row in sellers["rows"] if row["name"] == "Moses Frase")

    listed = client.get(row["url"])

    assert "Moses Frase" in words(listed)
    assert len(listed.context["list"].page) == row["sent"] == 1


def test_who_may_not_see_quotes_finds_no_report(client, ana, year):
    ana.roles.clear()
    client.force_login(ana)

    for name, args in [("report", []), ("report_quotes", []), ("report_export", ["pdf"])]:
        assert client.get(reverse(f"quotes:{name}", args=args)).status_code == 404


def test_the_paper_holds_the_same_words(year, door):
    response = door("report_export", "pdf", **YEAR)

    pages = PdfReader(BytesIO(response.content)).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert response["Content-Type"] == "application/pdf"
    assert "Se aprobó el 60,0 % de las decididas" in told.replace("\u00a0", " ")
    assert "Cómo se calcula" in told
    assert "Moses Frase" in told


def test_the_sheet_holds_figures_breakdowns_and_quotes_and_nothing_runs(year, door):
    content = door("report_export", "xlsx", **YEAR).content

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    figures, breakdowns, _open, quotes = (
        book.get_sheet_by_index(number).to_python() for number in range(4)
    )
    assert ["Conversión en número, %", 50.0] in [row[:2] for row in figures]
    assert ["Moses Frase", 1.0, 0.0] in [row[:3] for row in breakdowns]
    assert len(quotes) == 7
    assert "=1+1" in [row[3] for row in quotes]  # as text


def test_a_long_sheet_is_written_by_a_job_for_who_asked(year, door, beto, monkeypatch):
    monkeypatch.setitem(QuoteReport.at_once, "xlsx", 2)

    response = door("report_export", "xlsx", **YEAR)
    jobs.run_due()

    progress = Progress.objects.get(owner=beto)
    assert response.url == progress.get_absolute_url()
    assert progress.result.open().read(2) == b"PK"


def test_report_and_list_take_few_queries(year, door, django_assert_max_num_queries, school):
    for query in (YEAR, {**YEAR, "customer": f"id-{school.pk}"}, {"from": "2026-07-01"}):
        for name in ("report", "report_quotes"):
            door(name, **query)  # what is kept in memory is there by now
            with django_assert_max_num_queries(12):
                door(name, **query)


def command(*told):
    out = StringIO()
    call_command("report", "quotes", "--from", YEAR["from"], "--to", YEAR["to"], *told, stdout=out)
    return out.getvalue()


def test_json_has_the_keys_that_were_agreed(year):
    told = json.loads(command())

    assert list(told)[: len(KEYS)] == KEYS
    assert told["period"] == YEAR
    assert (told["sent"], told["approved"], told["open"]) == (6, 3, 1)
    assert told["days_to_answer"] == {"mean": 10.0, "median": 8.0, "p90": 17.0}
    assert told["by_reason"] == [{"key": "Precio", "rejected": 1, "value_rejected": 1_000_000}]


def test_the_command_narrows_and_looks_back(year, ana, tmp_path):
    assert json.loads(command("--as-of", "2026-03-04"))["approved"] == 1
    assert json.loads(command("--seller", "moses frase"))["expired"] == 1
    assert json.loads(command("--seller", ana.email))["sent"] == 4
    assert json.loads(command("--customer", "900153453"))["sent"] == 2
    command("--format", "pdf", "--out", str(tmp_path / "x"))
    assert (tmp_path / "x").read_bytes().startswith(b"%PDF-")
    with pytest.raises(CommandError, match="No hay un vendedor"):
        command("--seller", "nadie@x.co")


def test_it_is_mailed_once_on_the_first_business_day(at, year, beto, smtp):
    settings.put("quotes.report_people", [beto.email], by=beto)
    at("2026-08-03T06:50")

    assert (mail_monthly(), mail_monthly()) == (1, 0)

    jobs.run_due()
    [mail] = [mail for mail in smtp.messages if "Informe comercial" in mail.subject]
    assert [paper[:5] for paper in mail.attachments.values()] == [b"%PDF-"]
    assert "/quotes/report/?from=2026-07-01" in mail.text


# The forecast


def test_a_chance_is_of_seller_and_service_where_they_are_enough_else_of_the_seller_else_of_all():
    rates = Rates([(1, 10, 6, 10), (1, 11, 1, 9), (2, 10, 0, 9), (None, None, 2, 4)])

    def chance(seller, service):
        rate = rates.chance(Open(1, seller, service, 1))
        return rate.approved, rate.decided

    assert chance(1, 10) == (6, 10)
    assert chance(1, 11) == (7, 19)
    assert chance(2, 10) == (9, 32)
    assert chance("Moses", None) == (9, 32)
    assert Pipeline([Open(1, 1, 10, 5)], Rates([])).forecast() is None


def test_the_interval_of_a_share_is_wilsons():
    low, high = Rate(8, 10).interval

    assert (round(low, 4), round(high, 4)) == (Decimal("0.4902"), Decimal("0.9433"))
    assert Rate(0, 5).interval[0] == 0
    assert Rate(5, 5).interval[1] == 1


def test_many_small_quotes_are_surer_than_one_large_one():
    rate = Rate(50, 100)

    one = Forecast.of([(100_000_000, rate)])
    many = Forecast.of([(1_000_000, rate)] * 100)

    assert one.expected == many.expected == 50_000_000
    assert (one.low, one.high) == (0, 100_000_000)
    assert 30_000_000 < many.low < 50_000_000 < many.high < 70_000_000
