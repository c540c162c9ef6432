"""PQRS of the past come in by a list: with their own dates, and ours beside them."""

from datetime import date
from pathlib import Path

import pytest

from koios.cases import sweeps
from koios.cases.bringing import Origin
from koios.cases.importing import CaseImporter
from koios.cases.models import Answer, Case, CaseAlert, Cause, Letter, Petitioner, Status
from koios.cases.report.asked import Asked
from koios.cases.report.made import CaseReport
from koios.core import audit, numbering, settings
from koios.core.calendar import NonWorkingDay
from koios.core.checks import checks
from koios.core.imports import MapError, Reading, importers, run
from koios.core.notices import Notice
from koios.core.outbox import Message
from koios.core.refusals import Refusal
from koios.office.reporting.period import Period

MAPS = Path(__file__).parents[2] / "docs" / "maps"
OURS = """Radicado;Tipo;Recibida;Vence;Respondida;Días hábiles;Estado;Asunto;Nombre;Correo
101;Queja;2026-03-02 08:10;2026-03-24;2026-03-20;14;Cerrado;No pasó la ruta 3;Luz;luz@x.example
102;Reclamo;2026-03-03;2026-03-26;2026-03-30;17;Cerrado;Cobro doble;Raúl;
103;Petición;2026-07-01;;;;En trámite;Copia del contrato;Irma;irma@x.example
104;Sugerencia;2026-03-05;;;;Cerrado;Más rutas;;
105;Queja;2026-03-06;;2026-03-02;;Cerrado;Al revés;;
106;Queja;2027-01-06;;;;Abierto;Del futuro;;
107;Chisme;2026-03-06;;;;Abierto;De otro tipo;;
"""


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-22T10:18")


@pytest.fixture
def take(tmp_path, beto, area):
    def take(text=OURS, map="", dry_run=False):
        path = tmp_path / "pqrs.csv"
        path.write_text(text, encoding="utf-8")
        reading = Reading.of(CaseImporter, path, map)
        return run(reading, CaseImporter(), by=beto, dry_run=dry_run)

    return take


def brought(number):
    return Case.objects.get(external_number=number)


def test_it_is_among_the_importers_for_who_configures(beto, ana):
    assert importers["cases"] is CaseImporter
    assert CaseImporter.may_be_run_by(beto)
    assert not CaseImporter.may_be_run_by(ana)


def test_every_row_gets_its_verdict(take):
    result = take()

    assert result.counts == {
        "rows": 7,
        "created": 4,
        "updated": 0,
        "unchanged": 0,
        "rejected": 3,
    }
    reasons = {error.row: error.reason for error in result.errors}
    assert reasons[6] == "la respuesta es anterior al recibo"
    assert reasons[7] == "esa fecha todavía no ha llegado"
    assert "no es una de las opciones" in reasons[8]


def test_a_dry_run_says_the_same_and_writes_nothing(take):
    known = Cause.objects.count()

    planned = take(dry_run=True)

    assert (Case.objects.count(), Cause.objects.count()) == (0, known)
    done = take()
    assert planned.counts == done.counts
    assert planned.extra == done.extra
    assert planned.warnings == done.warnings


def test_the_same_file_twice_creates_nothing(take):
    take()
    entries = audit.Entry.objects.count()

    again = take()

    assert (again.created, again.unchanged, again.rejected) == (0, 4, 3)
    assert audit.Entry.objects.count() == entries


def test_the_dates_of_the_past_stay_as_they_are(take):
    take()

    complaint = brought("101")
    assert complaint.imported
    assert (complaint.received_on, complaint.due_on) == (date(2026, 3, 2), date(2026, 3, 24))
    assert complaint.answered_on == date(2026, 3, 20)
    assert complaint.status == Status.CLOSED
    assert complaint.petitioner.email == "luz@x.example"


def test_the_difference_with_our_own_sum_is_told_and_counted(take):
    result = take()

    # 23 March 2026 is a holiday: fifteen business days from 3 March end on the 25th
    origin = brought("102").origin
    assert (origin.said_due_on, origin.own_due_on) == (date(2026, 3, 26), date(2026, 3, 25))
    assert origin.apart == {"due_on": 1, "business_days": -1}
    assert not brought("101").origin.differs
    assert result.extra["due_on"] == {"told": 2, "same": 1, "different": 1, "apart": {"+1": 1}}
    assert result.extra["business_days"] == {
        "told": 2,
        "same": 1,
        "different": 1,
        "apart": {"-1": 1},
    }
    assert result.extra["differences"][0] == {
        "row": 3,
        "external_number": "102",
        "what": "due_on",
        "said": "2026-03-26",
        "own": "2026-03-25",
        "apart": 1,
    }


def test_days_that_only_the_company_did_not_count_explain_what_its_list_says(take, beto):
    of_the_entity = (
        "Número;Tipo;Recibida;Vencimiento;Estado\n"
        "A-1;Petición;2024-03-12;2024-04-09;Cerrado\n"
        "A-2;Petición;2024-03-20;2024-04-17;Cerrado\n"
    )
    assert take(of_the_entity, dry_run=True).extra["due_on"]["apart"] == {"+2": 2}

    for day in (26, 27):
        NonWorkingDay.declare(date(2024, 3, day), "Semana Santa de la entidad", by=beto)

    assert take(of_the_entity).extra["due_on"]["different"] == 0


def test_an_answer_with_its_date_has_its_figures(take):
    take()

    answer = brought("102").answer
    assert (answer.status, answer.round) == (Answer.State.DELIVERED, 1)
    assert (answer.business_days, answer.calendar_days) == (18, 27)
    assert answer.due_on == date(2026, 3, 26)
    assert answer.author is None


def test_the_report_counts_them_against_the_date_that_they_had(take):
    take()

    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    told = CaseReport(Asked(march, as_of=date(2026, 7, 22))).told()

    assert told["received"] == 3
    assert (told["answered"], told["answered_late"], told["open"]) == (2, 1, 0)


def test_nothing_is_mailed_and_nobody_is_told(take):
    take()
    sweeps.alert_critical()

    assert not Letter.objects.exists()
    assert not Message.objects.exists()
    assert not Notice.objects.exists()


def test_only_what_is_still_open_has_alerts(take):
    take()

    sweeps.alert_owners()

    assert [alert.case.external_number for alert in CaseAlert.objects.all()] == ["103"]


def test_they_have_a_series_of_their_own(take, make_case):
    before = make_case()

    take()

    after = make_case()
    assert (before.number, after.number) == ("PQRS-2026-000001", "PQRS-2026-000002")
    assert brought("104").number == "HIST-2026-000004"
    assert not list(checks["numbers"]())


def test_a_gap_in_their_series_shows(take):
    take()
    Case.objects.filter(external_number="102").update(sequence=9)

    assert "past_case 2026" in "".join(checks["numbers"]())


def test_two_series_with_one_format_are_not_let_in(take, beto):
    settings.put("numbering.past_case", "PQRS-{year}-{number:06d}", by=beto)

    with pytest.raises(Refusal, match="mismo formato"):
        take()


def test_every_state_keeps_to_its_own_file(take):
    """The trail and the database agree on all that came in."""
    take()

    assert not [told for name in ("trail", "search") for told in checks[name]()]


def test_one_that_is_open_goes_on_against_the_date_that_it_brought(take, beto):
    take(
        "Número;Tipo;Recibida;Vence;Estado\n"
        "7;Queja;2026-07-13;2026-08-20;Abierta\n"
        "8;Queja;2026-07-13;;Abierta\n"
    )

    NonWorkingDay.declare(date(2026, 7, 27), "Cierre", by=beto)

    kept, ours = brought("7"), brought("8")
    assert kept.due_on == date(2026, 8, 20)
    assert ours.due_on == date(2026, 8, 5)  # 4 August, and the day that was declared
    assert ours.status == Status.RECEIVED
    assert ours.area.name == "Servicio al Cliente"


def test_a_row_without_a_number_is_known_by_what_it_says(take):
    rows = "Tipo;Recibida;Asunto\nQueja;2026-03-02;Uno\nQueja;2026-03-02;Dos\n"

    first = take(rows + "Queja;2026-03-02;Uno\n")
    again = take(rows)

    assert (first.created, first.unchanged) == (2, 1)
    assert first.extra["repeated_rows"] == 1
    assert (again.created, again.unchanged) == (0, 2)


def test_the_same_number_on_another_day_is_another_case_of_another_list(take):
    take("Número;Tipo;Recibida\n1;Queja;2025-03-03\n")
    other = "Número;Tipo;Recibida\n1;Queja;2026-03-03\n"

    refused = take(other)
    let_in = take(
        other,
        "version: 1\ncolumns:\n  external_number: Número\n  kind: Tipo\n  received_at: Recibida\n"
        "constants:\n  source: Libro de 2026\n",
    )

    assert "HIST-2025-000001" in next(refused.errors).reason
    assert let_in.created == 1
    assert Origin.objects.get(source="Libro de 2026").case.external_number == "1"


def test_a_list_of_the_past_does_not_change_what_is_here(take):
    take("Número;Tipo;Recibida\n1;Queja;2026-03-03\n")

    later = take("Número;Tipo;Recibida;Respondida\n1;Queja;2026-03-03;2026-03-10\n")

    assert (later.unchanged, later.warnings) == (1, 1)
    assert brought("1").answered_on is None


def test_a_date_of_a_last_step_is_no_answer_while_it_is_open(take):
    result = take("Número;Tipo;Recibida;Respondida;Estado\n1;Queja;2026-03-03;2026-03-10;Abierto\n")

    assert result.warnings == 1
    assert brought("1").is_open
    assert not Answer.objects.exists()


def test_without_a_state_an_answer_decides(take):
    take("Número;Tipo;Recibida;Respondida\n1;Queja;2026-03-03;2026-03-10\n2;Queja;2026-03-03;\n")

    assert (brought("1").status, brought("2").status) == (Status.CLOSED, Status.RECEIVED)
    assert brought("1").ended_on == date(2026, 3, 10)


def test_words_of_the_list_become_types_and_states_and_a_missing_type_the_default(take):
    take(
        "No;Clase;Cuando;Como va\n1;76.2. Quejas;4/3/26;Listo\n2;;5/3/26;Listo\n3;Rara;6/3/26;?\n",
        """
version: 1
date_order: dmy
columns: {external_number: No, kind: Clase, received_at: Cuando, status: Como va}
defaults: {kind: PETITION_GENERAL}
words:
  kind: {"76.2. Quejas": COMPLAINT, "*": SUGGESTION}
  status: {Listo: closed, "?": received}
""",
    )

    told = dict(Case.objects.values_list("external_number", "kind"))
    assert told == {"1": "COMPLAINT", "2": "PETITION_GENERAL", "3": "SUGGESTION"}
    assert brought("1").received_on == date(2026, 3, 4)
    assert brought("3").is_open


def test_an_error_of_the_map_names_its_line(take):
    with pytest.raises(MapError) as refused:
        take(
            OURS,
            "version: 1\ncolumns:\n  kind: Tipo\n  received_at: Recivida\n"
            "words:\n  kind:\n    Queja: COMPLANT\n",
        )

    told = [(fault.line, fault.text) for fault in refused.value.faults]
    assert told[0][0] == 7 and "COMPLAINT" in told[0][1]


def test_causes_of_the_past_stay_on_their_cases_and_are_not_offered(take):
    Cause.objects.create(name="Incumplimiento de horario")

    take(
        "Número;Tipo;Recibida;Causa\n1;Queja;2026-03-03;incumplimiento de horario\n"
        "2;Queja;2026-03-03;Aire acondicionado\n3;Queja;2026-03-03;AIRE ACONDICIONADO\n"
    )

    assert brought("1").cause.active
    assert brought("2").cause == brought("3").cause
    assert not brought("2").cause.active
    assert audit.trail(brought("2").cause).get().verb == "brought"


def test_a_column_of_free_text_is_no_list_of_causes(take):
    rows = "".join(f"{n};Queja;2026-03-03;Texto {n}\n" for n in range(201))

    with pytest.raises(MapError, match="no es una lista"):
        take(f"Número;Tipo;Recibida;Causa\n{rows}")


def test_who_and_whose_it_is_is_looked_up(take, school, andrea):
    result = take(
        "Número;Tipo;Recibida;Estado;NIT;Responsable;Área\n"
        "1;Queja;2026-07-13;Abierta;890.204.771-6;ANDREA RUIZ;servicio al cliente\n"
        "2;Queja;2026-07-13;Abierta;Colegio La Arboleda;nadie@x.example;Otra\n"
    )

    first, second = brought("1"), brought("2")
    assert (first.customer, first.owner, first.status) == (school, andrea, Status.ASSIGNED)
    assert (second.customer, second.owner) == (school, None)
    assert result.warnings == 2


def test_an_anonymous_one_brings_no_name(take):
    take(
        "Número;Tipo;Recibida;Identidad;Nombre\n1;Queja;2026-03-03;Anónimo;Sandra\n"
        "2;Queja;2026-03-03;Reservada;Sandra\n"
    )

    assert brought("1").petitioner is None
    assert brought("2").is_confidential
    assert Petitioner.objects.get().case == brought("2")


def test_a_long_subject_is_kept_whole_among_the_facts(take):
    long = "No pasó la ruta de las seis. " * 20

    take(f"Número;Tipo;Recibida;Asunto\n1;Queja;2026-03-03;{long}\n2;Queja;2026-03-03;\n")

    assert len(brought("1").subject) == 200
    assert brought("1").facts.strip() == long.strip()
    assert brought("2").subject == "Queja"


def test_a_hint_of_danger_in_an_open_one_is_seen(take):
    take(
        "Número;Tipo;Recibida;Estado;Asunto\n1;Queja;2026-07-20;Abierta;Hubo un choque\n"
        "2;Queja;2024-07-22;Cerrada;Hubo un choque\n"
    )

    assert brought("1").critical
    assert not brought("2").critical


def test_what_the_sums_say_is_told_in_sentences(take):
    lines = CaseImporter.told(take().extra)

    assert lines[0].startswith("Vencimiento: 1 de 2 no coinciden")
    assert "1: 1 día hábil después" in lines[0].replace("\xa0", " ")


@pytest.mark.parametrize(
    ("name", "map", "rows", "created"),
    [
        ("casos_quejas_estado_2020.csv", "casos_quejas_estado_2020", 100, 100),
        ("pqrsd_pasaportes_boyaca_2021.csv", "pqrsd_pasaportes_boyaca_2021", 905, 905),
        ("reclamos_fechas_mixtas_latin1.csv", "reclamos_fechas_mixtas", 3339, 3339),
    ],
)
def test_real_files_go_in_whole_and_twice_change_nothing(shared, beto, name, map, rows, created):
    def take(dry_run):
        map_text = (MAPS / f"{map}.yaml").read_text()
        reading = Reading.of(CaseImporter, shared / "data" / "pqrs" / name, map_text)
        return run(reading, CaseImporter(), by=beto, dry_run=dry_run)

    first, second = take(dry_run=False), take(dry_run=True)

    assert (first.rows, first.created, first.rejected) == (rows, created, 0)
    assert (second.created, second.unchanged) == (0, rows)
    assert not numbering.Counter.objects.filter(series="case").exists()


def test_the_cross_table_is_refused_with_its_reason(shared):
    path = shared / "data" / "pqrs" / "sui_reclamaciones_acueducto_latin1.csv"

    with pytest.raises(Refusal, match="tabla cruzada"):
        Reading.of(CaseImporter, path)
