"""Quotes of the past come in by a list, and nothing follows from them."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koios.core import audit, files, jobs, numbering, settings
from koios.core.checks import checks
from koios.core.imports import MapError, Reading, importers, run
from koios.core.notices import Notice
from koios.core.outbox import Message
from koios.core.refusals import Refusal
from koios.customers.models import Customer
from koios.quotes import sweeps
from koios.quotes.importing import QuoteImporter
from koios.quotes.models import LossReason, Quote, Service, Status
from koios.quotes.report.made import QuoteReport
from koios.scheduling.models import ServiceOrder

MAPS = Path(__file__).parents[2] / "docs" / "maps"
OURS = """Número;Vendedor;Servicio;Cliente;Estado;Enviada;Respondida;Valor;Motivo
A1;Ana Restrepo;Ruta escolar;Colegio La Arboleda;Ganada;2026-03-02;2026-03-09;4.200.000;
A2;Moses Frase;Traslado VIP;Hotel Nuevo;Perdida;2026-03-02;2026-03-20;1.000.000;Caro
A3;Moses Frase;Traslado VIP;Hotel Nuevo;Enviada;2026-07-20;;800.000;
A4;Moses Frase;Traslado VIP;Hotel Nuevo;Enviada;2026-01-20;;700.000;
A5;Moses Frase;;Clínica del Sur;Prospecto;;;;
A6;Moses Frase;;;Ganada;2026-03-02;2026-03-09;1;
A7;Ana Restrepo;;Hotel Nuevo;Ganada;2026-03-09;2026-03-02;1;
A8;Ana Restrepo;;Hotel Nuevo;Ganada;;2026-03-02;1;
A9;Ana Restrepo;;Hotel Nuevo;Ganada;2027-03-02;2027-03-02;1;
"""


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-22T10:18")


@pytest.fixture
def take(tmp_path, ana, beto, school, make_service):
    make_service()

    def take(text=OURS, map="", dry_run=False):
        path = tmp_path / "cotizaciones.csv"
        path.write_text(text, encoding="utf-8")
        return run(Reading.of(QuoteImporter, path, map), QuoteImporter(), by=beto, dry_run=dry_run)

    return take


def brought(number):
    return Quote.objects.get(external_number=number)


def test_it_is_among_the_importers_for_who_configures_quotes(nora, ana):
    assert importers["quotes"] is QuoteImporter
    assert QuoteImporter.may_be_run_by(nora)
    assert not QuoteImporter.may_be_run_by(ana)


def test_every_row_gets_its_verdict_with_what_to_do(take):
    result = take()

    counts = {"rows": 9, "created": 5, "updated": 0, "unchanged": 0, "rejected": 4}
    assert result.counts == counts
    reasons = {error.row: error.reason for error in result.errors}
    assert "defaults: {customer: Sin identificar}" in reasons[7]
    assert reasons[8] == "la respuesta es anterior al envío"
    assert reasons[9] == "falta el día en que se envió"
    assert reasons[10] == "esa fecha todavía no ha llegado"
    assert result.extra["states"] == {"approved": 1, "rejected": 1, "sent": 1, "expired": 1} | {
        "draft": 1
    }


def test_a_dry_run_says_the_same_and_writes_nothing(take):
    planned = take(dry_run=True)

    assert Quote.objects.count() == 0
    assert Customer.objects.count() == Service.objects.count() == 1
    done = take()
    assert planned.counts == done.counts
    assert planned.extra == done.extra
    assert planned.warnings == done.warnings


def test_the_same_file_twice_creates_nothing(take):
    take()
    entries = audit.Entry.objects.count()

    again = take()

    assert (again.created, again.unchanged, again.rejected) == (0, 5, 4)
    assert audit.Entry.objects.count() == entries


def test_it_keeps_its_days_its_value_and_its_number(take, ana, school):
    take()

    quote = brought("A1")
    assert (quote.status, quote.customer, quote.owner) == (Status.APPROVED, school, ana)
    assert (quote.sent_on, quote.answered_on) == (date(2026, 3, 2), date(2026, 3, 9))
    assert quote.total == 4_200_000
    assert quote.number == "COTH-2026-00001"
    assert quote.main_service.code == "RUT-01"


def test_a_seller_whom_nobody_knows_stays_as_a_name(take):
    take()

    assert (brought("A2").owner, brought("A2").seller) == (None, "Moses Frase")


def test_who_bought_is_a_customer_and_who_did_not_a_prospect_without_document(take):
    take(OURS + "B1;Ana Restrepo;;Banco Andino;Ganada;2026-02-02;2026-02-09;9;\n")

    hotel, bank = (Customer.objects.get(legal_name=n) for n in ("Hotel Nuevo", "Banco Andino"))
    assert (hotel.status, hotel.document_key) == (Customer.Status.PROSPECT, None)
    assert (bank.status, bank.since) == (Customer.Status.ACTIVE, date(2026, 2, 9))


def test_a_service_and_a_reason_of_the_past_are_not_offered(take):
    take()

    service = Service.objects.get(name="Traslado VIP")
    assert (service.code, service.active) == ("TRASLADO-VIP", False)
    assert not LossReason.objects.get(name="Caro").active
    assert brought("A2").reason.name == "Caro"


def test_what_waits_no_more_comes_in_as_expired_and_what_was_never_sent_as_a_draft(take):
    take()

    assert brought("A3").status == Status.SENT
    assert brought("A4").status == Status.EXPIRED
    draft = brought("A5")
    assert (draft.status, draft.number, draft.imported) == (Status.DRAFT, None, False)


def test_nothing_follows_from_it(take):
    take()
    sweeps.remind()
    jobs.run_due()

    assert not ServiceOrder.objects.exists()
    assert not Message.objects.exists()
    assert not Notice.objects.exists()


def test_trail_numbers_search_and_sums_are_whole(take, make_quote):
    make_quote(status="sent")
    take()

    assert not [
        told for name in ("trail", "search", "numbers", "quotes") for told in checks[name]()
    ]


def test_one_that_still_waits_goes_on_here(take, ana):
    take()

    with pytest.raises(Refusal, match="soporte"):
        brought("A3").register_acceptance(by=ana, name="Luz", basket="", on=date(2026, 7, 21))
    basket = files.basket_new()
    files.stage(basket, SimpleUploadedFile("orden.pdf", b"%PDF-1.4\n%%EOF\n"))
    taken = brought("A3").register_acceptance(
        by=ana, name="Luz", basket=basket, on=date(2026, 7, 21)
    )
    assert taken.service_order
    with pytest.raises(Refusal, match="no se responde"):
        brought("A1").void(by=ana, reason="x")


def test_each_has_its_page_and_its_place_in_the_list(take, client, ana):
    take()
    client.force_login(ana)

    for quote in Quote.objects.all():
        assert client.get(quote.get_absolute_url()).status_code == 200
    listed = client.get("/quotes/?tab=approved")
    assert "Colegio La Arboleda" in listed.content.decode()
    with pytest.raises(Refusal, match="no tiene documento"):
        brought("A3").send_again(by=ana, to=["luz@hotel.example"], subject="x", text="x")


def test_a_later_version_of_one_of_the_past_keeps_its_number(take, ana, make_quote):
    take()
    live = make_quote(status="sent")

    version = brought("A4").new_version(by=ana)
    version.check_capability(verdict="yes", means="x", by=ana)
    version.send(by=ana, to=["luz@hotel.example"], subject="x", text="x")

    assert (version.label, live.label) == ("COTH-2026-00004 v2", "COT-2026-0001")
    assert not list(checks["numbers"]())


def test_two_series_with_one_format_are_not_let_in(take, nora):
    settings.put("numbering.past_quote", "COT-{year}-{number:04d}", by=nora)

    with pytest.raises(Refusal, match="mismo formato"):
        take()


def test_a_column_of_free_text_is_no_list_of_services(take):
    rows = "".join(f"{n};Ana;Servicio {n};H;Ganada;2026-03-02;2026-03-09;1;\n" for n in range(205))

    with pytest.raises(MapError, match="no es una lista"):
        take(OURS.splitlines()[0] + "\n" + rows)


def test_two_customers_of_one_name_are_told_apart_by_their_number(take, make_customer):
    make_customer("Banco Andino", "900153453")
    make_customer("Banco Andino", "811036370")
    head = OURS.splitlines()[0]

    result = take(
        f"{head}\n1;Ana;;Banco Andino;Ganada;2026-03-02;2026-03-09;1;\n"
        "2;Ana;;811036370;Ganada;2026-03-02;2026-03-09;1;\n"
    )

    assert result.created == 1
    assert "escriba el NIT" in result.refused[0].errors[0].reason


def test_the_report_counts_them(take, beto):
    take()

    told = QuoteReport.as_asked({"from": "2026-01-01", "to": "2026-12-31"}, beto).told()

    assert (told["sent"], told["approved"], told["expired"], told["open"]) == (4, 1, 1, 1)
    assert {line["key"] for line in told["by_seller"]} == {"Ana Restrepo", "Moses Frase"}


def test_the_pipeline_of_a_distributor_goes_in(shared, beto, ana):
    folder = shared / "data" / "crm" / "embudo_b2b"
    told = (MAPS / "embudo_b2b.yaml").read_text()
    lines = (folder / "sales_pipeline.csv").read_text().splitlines()
    some = "\n".join([lines[0], *lines[1::40]]).encode()

    result = run(Reading.of(QuoteImporter, some, told), QuoteImporter(), by=beto, dry_run=False)

    assert result.rows == 220
    assert result.created + result.rejected == 220
    assert {error.column for error in result.errors} == {"account"}
    assert Service.objects.filter(name="GTX Pro").count() == 1
    assert not Service.objects.filter(name="GTXPro").exists()
    assert numbering.Counter.objects.filter(series="past_quote").exists()
    again = run(Reading.of(QuoteImporter, some, told), QuoteImporter(), by=beto, dry_run=False)
    assert again.created == 0


def test_its_page_tells_its_number_and_its_seller_of_then(client, take, ana):
    take()
    quote = brought("A2")
    client.force_login(ana)

    page = client.get(quote.get_absolute_url()).content.decode()

    past = page.split('id="pasado"')[1].split("</section>")[0]
    assert "A2" in past and "Moses Frase" in past
    assert "Sin vendedor" not in page
