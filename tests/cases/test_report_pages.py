"""The doors of the report: what each shows, to whom, and that every figure opens its cases."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from koios.cases.models import Case, Kind
from koios.cases.report.made import CaseReport
from koios.core import jobs, settings
from koios.core.progress import Progress

JULY = {"from": "2026-07-01", "to": "2026-07-31"}


@pytest.fixture
def july(at, make_case, andrea, beto, school, smtp):
    """Two answered on time, one late, one open and overdue, one that runs; seen on 31 July."""
    settings.put("cases.approval_required", False, by=beto)

    def file(on, kind, answered=None, **told):
        at(f"{on}T10:00")
        case = make_case(kind, **told).assign(andrea, by=andrea)
        if answered:
            at(f"{answered}T10:00")
            case.draft_answer("Procede.", by=andrea, version=0, attended=range(len(case.asks)))
            case.submit_answer(by=andrea)
            jobs.run_due()

    file("2026-07-01", Kind.CLAIM, "2026-07-08", customer=school)
    file("2026-07-02", Kind.CLAIM, "2026-07-10")
    file("2026-07-02", Kind.COMPLAINT, "2026-07-29", subject="=1+1")
    file("2026-07-03", Kind.INFO_REQUEST)
    file("2026-07-24", Kind.COMPLAINT)
    at("2026-07-31T18:00")


@pytest.fixture
def door(client, beto):
    """`door(name, **query)`: a page of the report as Beto sees it."""
    client.force_login(beto)

    def ask(name="report", *args, **query):
        return client.get(reverse(f"cases:{name}", args=args), query)

    return ask


def words(response) -> str:
    """The page as text, without tags and no-break spaces."""
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    bare = unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\u00a0", " ")
    return " ".join(bare.split())


def test_the_report_begins_with_its_conclusion(july, door):
    told = words(door(**JULY))

    assert "Llegaron 5 PQRS, 5 más que en el período anterior." in told
    assert "El 50,0 % se respondió a tiempo, por debajo de la meta de 95 %." in told
    assert "Una sigue abierta y vencida." in told
    assert "La mitad de las respuestas tomó 6 días hábiles o menos." in told


def test_the_definitions_are_printed_on_it(july, door):
    told = words(door(**JULY))

    assert "Respondidas hasta su fecha de vencimiento ÷ (respondidas + abiertas y vencidas)" in told
    assert (
        "PQRS recibidas entre el 1 jun 2026 y el 30 jun 2026, como estaban el 30 jun 2026" in told
    )


def test_every_figure_opens_exactly_its_cases(july, door, client):
    told = door(**JULY).context
    counts = ("Recibidas", "Respondidas", "Abiertas", "Abiertas y vencidas")
    figures = [
        (figure.url, int(figure.value))
        for figure in told["key_figures"] + told["more_figures"]
        if figure.name in counts
    ]
    figures += [(url, n) for _name, n, _of, _note, url in told["attention"]]
    for table in told["breakdowns"]:
        for row in table["rows"]:
            figures += [(row["url"], row["received"]), (row["answered_url"], row["answered"])]

    assert len(figures) > 20
    for address, figure in figures:
        assert len(client.get(address).context["list"].page) == figure, address


def test_every_chart_has_its_table(july, door):
    page = door(**JULY).content.decode()

    assert page.count('<figure class="chart') == 4
    assert page.count("Ver como tabla") == 4


def test_without_cases_the_page_says_what_belongs_there(door):
    told = words(door(**{"from": "2020-01-01", "to": "2020-01-31"}))

    assert "No llegó ninguna PQRS en este período" in told


def test_without_a_period_it_is_this_month_as_of_today(july, door):
    report = door().context["report"]

    assert str(report.asked.period) == "julio de\u00a02026".replace(" ", "\u00a0")
    assert report.asked.as_of == date(2026, 7, 31)


def test_the_day_of_the_report_is_in_the_address(july, door):
    report = door(**JULY, as_of="2026-07-09").context["report"]

    assert report.figures.answered == 1
    assert "como estaban el 9 jul 2026" in words(door(**JULY, as_of="2026-07-09"))


def test_the_filters_narrow_report_and_list_alike(july, door, school):
    for query in ({"kind": Kind.CLAIM}, {"customer": "890204771"}, {"customer": "Colegio La"}):
        report = door(**JULY, **query).context["report"]
        listed = door("report_cases", **JULY, **query).context["list"]
        assert report.figures.received == len(listed.page) < 5


def test_a_customer_that_nobody_knows_is_said(july, door):
    response = door(**JULY, customer="Aerolínea del Sur")

    assert response.context["filters"].form.errors["customer"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"from": "2026-07-31", "to": "2026-07-01"}, "El período termina antes de empezar."),
        ({"from": "0001-01-01", "to": "9999-12-31"}, "Escriba un año entre 1995 y 2065."),
        ({"from": "1995-01-01", "to": "2065-12-31"}, "1 ene 1995"),
        ({"from": "ayer", "as_of": "' OR 1=1", "owner": "x", "customer": "id-x"}, "fecha válida"),
    ],
)
def test_what_cannot_be_asked_is_said_and_breaks_nothing(door, query, told):
    for name in ("report", "report_cases"):
        response = door(name, **query)
        assert response.status_code == 200
        assert told in words(response)


def test_the_list_says_what_became_of_each(july, door):
    told = words(door("report_cases", **JULY))

    assert "5 días hábiles, 7 calendario" in told
    assert "Entregada por correo" in told
    assert "Respondida tarde" in told
    assert "Abierta y vencida" in told


def test_the_cases_without_an_owner_can_be_listed(july, door):
    Case.objects.filter(kind=Kind.INFO_REQUEST).update(owner=None)

    listed = door("report_cases", **JULY, owner="none").context["list"]

    assert [case.kind for case in listed.page] == [Kind.INFO_REQUEST]


def test_a_long_list_is_paged_by_key(july, door, make_case, at):
    at("2026-07-30T10:00")
    for _ in range(51):
        make_case()
    at("2026-07-31T18:00")

    first = door("report_cases", **JULY).context["list"].page

    assert len(first) == 50
    assert first.next_url


def test_who_may_not_see_pqrs_finds_no_report(client, ana, july):
    ana.roles.clear()
    client.force_login(ana)

    for name, args in [("report", []), ("report_cases", []), ("report_export", ["pdf"])]:
        assert client.get(reverse(f"cases:{name}", args=args)).status_code == 404


def test_a_report_of_an_unknown_form_is_not_there(door):
    assert door("report_export", "docx").status_code == 404


def test_the_paper_holds_the_same_words(july, door):
    response = door("report_export", "pdf", **JULY)

    pages = PdfReader(BytesIO(response.content)).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert response["Content-Type"] == "application/pdf"
    assert "El 50,0 % se respondió a tiempo" in told
    assert "Cómo se calcula" in told
    assert "PQRS-2026-000003" in told


def test_the_sheet_holds_figures_breakdowns_and_cases(july, door):
    content = door("report_export", "xlsx", **JULY).content

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    figures, breakdowns, cases = (
        book.get_sheet_by_index(number).to_python() for number in range(3)
    )
    assert ["A tiempo, %", 50.0, ""] in [row[:3] for row in figures]
    assert ["Reclamo", 2.0, 2.0, 0.0, 0.0, 100.0] in [row[:6] for row in breakdowns]
    assert len(cases) == 6
    assert "=1+1" in [row[4] for row in cases]  # as text, and nothing runs


def test_a_long_report_is_written_by_a_job_for_who_asked(july, door, beto, monkeypatch):
    monkeypatch.setitem(CaseReport.at_once, "pdf", 2)

    response = door("report_export", "pdf", **JULY)
    jobs.run_due()

    progress = Progress.objects.get(owner=beto)
    assert response.url == progress.get_absolute_url()
    assert progress.result.open().read(5) == b"%PDF-"
    assert progress.result.may_be_seen_by(beto)


def test_report_and_list_take_few_queries(july, door, django_assert_max_num_queries, school):
    query = {**JULY, "customer": f"id-{school.pk}", "kind": Kind.CLAIM}
    for name in ("report", "report_cases"):
        door(name, **query)  # what is kept in memory is there by now
        with django_assert_max_num_queries(12):
            door(name, **query)
