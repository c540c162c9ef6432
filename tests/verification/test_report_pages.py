"""The doors of the report of the yearly verification: what each shows, to whom, in which form."""

import json
import re
from datetime import date
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from koios.actions.models import Finding
from koios.verification.models import Question
from tests.verification.conftest import answer_all

KEYS = [
    *("year", "contracts", "verified", "pending", "in_progress", "cancelled", "overdue"),
    *("compliance_percent", "complies", "partly", "does_not", "not_applicable", "by_contract"),
    *("by_item", "by_requirement_kind", "by_customer", "by_year", "findings"),
]
LACKS = {"verdict": "does_not", "note": "Faltan dos vehículos", "finding_due_on": date(2026, 8, 1)}


@pytest.fixture
def year(at, make_contract, make_verification, make_customer, ana):
    """2025 kept in full; of 2026 one verified with two findings, one late, one cancelled."""
    at("2025-10-05T10:00")
    ours = make_contract("active", group="students")
    last = make_verification(ours, started=True, for_year=2025, due_on=date(2025, 11, 1))
    answer_all(last, by=ana).finish(by=ana, conclusion="Todo en orden")
    at("2026-07-15T10:00")
    one = make_verification(ours, started=True, due_on=date(2026, 11, 1))
    partly = {"verdict": "partly", "note": "Faltó uno", "finding_due_on": date(2026, 12, 1)}
    answer_all(
        one,
        by=ana,
        c05=LACKS,
        c08=partly,
        c09={"verdict": "not_applicable", "note": "No pide pólizas"},
        c16={"choice": "Ajustar"},
    ).finish(by=ana, conclusion="Dos por corregir")
    odd = make_contract("active", customer=make_customer("=1+1", "900153453"))
    make_verification(odd, due_on=date(2026, 8, 1))
    gone = make_contract("active", customer=odd.customer)
    make_verification(gone).cancel(by=ana, reason="Terminó antes")
    at("2026-10-15T10:00")
    return one


@pytest.fixture
def door(client, beto):
    """`door(name, **query)`: a page of the report as Beto sees it."""
    client.force_login(beto)

    def ask(name="report", *args, **query):
        return client.get(reverse(f"verification:{name}", args=args), query)

    return ask


def words(response) -> str:
    """The page as text, without tags and no-break spaces."""
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    bare = unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\u00a0", " ")
    return " ".join(bare.split())


def test_the_report_begins_with_its_conclusion(year, door):
    told = words(door(year=2026))

    assert "Se ha verificado 1 de los 2 contratos de 2026." in told
    assert "Se cumple el 89,3 % de lo verificado; en 2025, el 100,0 %." in told
    assert (
        "Lo que menos se cumple: «La lista de vehículos es la acordada con el cliente», 0,0 %."
    ) in told
    assert "Quedaron 2 hallazgos: 2 abiertos, 1 vencido." in told
    assert "Falta 1. 1 ya pasó de su fecha límite." in told
    assert "100 × (cumple + ½ × cumple en parte)" in told


def test_with_nothing_said_it_is_the_latest_year_that_was_verified(year, at, door):
    at("2027-02-01T10:00")

    assert door().context["report"].asked.year == 2026


def test_a_year_without_campaign_says_what_belongs_there(year, door):
    told = words(door(year=2019))

    assert "No hay contratos por verificar en 2019." in told
    assert "Datos PDF" not in told


def test_before_the_first_is_finished_it_says_that_there_are_no_results(
    make_verification, door, beto
):
    make_verification(started=True)

    told = words(door(year=2026))

    assert "Aún no se ha terminado ninguna verificación de 2026." in told
    assert "Aún no hay resultados" in told
    assert "0 por empezar, 1 en curso" in told


def test_where_nothing_counts_there_is_no_percent(make_verification, ana, door, tmp_path):
    none = {"verdict": "not_applicable", "note": "No hubo servicios"}
    one = make_verification(started=True)
    special = {f"c{item.code}": none for item in one.items.all() if item.kind != "choice"}
    answer_all(one, by=ana, **special).finish(by=ana, conclusion="Sin servicios")

    told = words(door(year=2026))

    assert "Ningún ítem cuenta todavía para el cumplimiento." in told
    assert door("report_export", "pdf", year=2026).content.startswith(b"%PDF-")
    made = json.loads(command("--year", "2026"))
    assert made["compliance_percent"] is None
    assert made["by_contract"][0]["compliance_percent"] is None


def test_what_was_voided_counts_no_more(year, ana, door):
    year.void(by=ana, reason="Se verificó otro contrato")

    made = json.loads(command("--year", "2026"))

    assert (made["contracts"], made["verified"], made["findings"]["recorded"]) == (1, 0, 0)


def test_the_findings_are_listed_with_their_state(year, door, beto):
    Finding.objects.first().close(by=beto, reason="Se corrigió")

    pages = {tab: door("report_findings", year=2026, tab=tab) for tab in ("", "open", "closed")}

    found = {tab: len(page.context["list"].page.rows) for tab, page in pages.items()}
    assert found == {"": 2, "open": 1, "closed": 1}
    assert "Faltan dos vehículos" in words(pages[""])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"year": "1800"}, "1995"),
        ({"year": "dos mil"}, "entero"),
        ({"customer": "' OR 1=1"}, "No hay un cliente con ese NIT o nombre."),
    ],
)
def test_what_cannot_be_asked_is_said_and_breaks_nothing(door, year, query, told):
    for name in ("report", "report_findings"):
        response = door(name, **query)
        assert response.status_code == 200
        assert told in words(response)


def test_who_may_not_see_contracts_finds_no_report(client, ana, year):
    ana.roles.clear()
    client.force_login(ana)

    for name, args in [("report", []), ("report_findings", []), ("report_export", ["pdf"])]:
        assert client.get(reverse(f"verification:{name}", args=args)).status_code == 404


def test_an_unknown_form_is_not_found(door, year):
    assert door("report_export", "csv").status_code == 404


def test_the_paper_holds_the_same_words(year, door):
    response = door("report_export", "pdf", year=2026)

    pages = PdfReader(BytesIO(response.content)).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split()).replace("\u00a0", " ")
    assert response["Content-Type"] == "application/pdf"
    assert "Se cumple el 89,3 % de lo verificado; en 2025, el 100,0 %." in told
    assert "Cómo se calcula" in told
    assert "Colegio La Arboleda" in told


def test_the_sheet_holds_figures_breakdowns_contracts_and_findings_and_nothing_runs(year, door):
    content = door("report_export", "xlsx", year=2026).content

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    figures, breakdowns, contracts, findings = (
        book.get_sheet_by_index(number).to_python() for number in range(4)
    )
    assert ["Cumplimiento, %", 89.29] in [row[:2] for row in figures]
    assert ["Ajustar", 1.0] in [row[:2] for row in breakdowns]
    assert len(contracts) == 4
    assert "=1+1" in [row[1] for row in contracts]  # as text
    assert len(findings) == 3


def test_the_pages_take_few_queries(year, door, django_assert_max_num_queries, school):
    for query in ({"year": 2026}, {"year": 2026, "customer": f"id-{school.pk}"}, {}):
        for name in ("report", "report_findings"):
            door(name, **query)  # what is kept in memory is there by now
            with django_assert_max_num_queries(12):
                door(name, **query)


def command(*told):
    out = StringIO()
    call_command("report", "contracts", *told, stdout=out)
    return out.getvalue()


def test_json_has_the_keys_that_were_agreed(year):
    told = json.loads(command("--year", "2026"))

    assert list(told)[: len(KEYS)] == KEYS
    assert (told["contracts"], told["verified"], told["pending"]) == (2, 1, 1)
    assert (told["in_progress"], told["cancelled"], told["overdue"]) == (0, 1, 1)
    assert (told["complies"], told["partly"], told["does_not"]) == (12, 1, 1)
    assert told["compliance_percent"] == 89.29
    assert told["findings"] == {"recorded": 2, "open": 2, "closed": 0, "overdue": 1}
    assert [(line["key"], line["compliance_percent"]) for line in told["by_year"]] == [
        *((2025, 100.0), (2026, 89.29))
    ]


def test_the_command_narrows_and_writes_the_three_forms(year, tmp_path):
    assert json.loads(command("--format", "json"))["year"] == 2026
    assert json.loads(command("--year", "2026", "--customer", "900153453"))["verified"] == 0
    for form, begins in (("pdf", b"%PDF-"), ("xlsx", b"PK"), ("json", b"{")):
        command("--year", "2026", "--format", form, "--out", str(tmp_path / form))
        assert (tmp_path / form).read_bytes().startswith(begins)
    with pytest.raises(CommandError, match="No hay un cliente"):
        command("--customer", "Nadie S. A.")
    with pytest.raises(CommandError, match="1995"):
        command("--year", "12")


def test_every_figure_opens_exactly_its_verifications(year, door, client):
    told = door(year=2026).context
    figures = [(told["key_figures"][1].url, 1), (told["key_figures"][2].url, 1)]
    figures.append((told["key_figures"][3].url, 2))
    figures += [(figure.url, 1) for figure in told["more_figures"] if figure.value != "0"]
    for table in [told["items"], *told["breakdowns"]]:
        for row in table["rows"]:
            figures.append((row["url"], 1))
            figures += [(count["url"], 1) for count in row["counts"] if count["url"]]
    figures += [(row["url"], 1) for table in told["decisions"] for row in table["rows"]]

    assert len(figures) > 30
    for address, figure in figures:
        listed = client.get(address).context["list"]
        assert len(listed.page.rows) == figure, address
        assert not listed.filters.form.errors, address


def test_two_checklists_with_the_same_code_are_told_apart(
    year, make_checklist, make_contract, make_verification, ana, door, client
):
    make_checklist(Question("01", "Hubo guía en cada viaje."), name="Turismo", group="tourists")
    one = make_verification(make_contract("active", group="tourists"), started=True)
    answer_all(one, by=ana, c01={"verdict": "does_not", "note": "No hubo"})
    one.finish(by=ana, conclusion="Faltó el guía")

    rows = [row for row in door(year=2026).context["items"]["rows"] if row["name"][:3] == "01."]

    assert [(row["name"], row["percent"].replace("\u00a0", " ")) for row in rows] == [
        ("01. Hubo guía en cada viaje. (Turismo)", "0,0 %"),
        (
            "01. Se cumplió el objeto y el alcance del contrato. (Verificación anual de contratos)",
            "100,0 %",
        ),
    ]
    for row, number in zip(rows, (one.number, year.number), strict=True):
        listed = client.get(row["url"]).context["list"].page.rows
        assert [found.number for found in listed] == [number]
