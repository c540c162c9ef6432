"""What each column of a file is: proposed from its titles, or written in a map that is checked."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.core.imports import Column, Importer, Map, MapError, Reading, propose, yamlmap
from koios.core.imports.mapping import Translation


class CaseLikeImporter(Importer):
    name = "test-things"
    label = "Cosas"
    module = "cases"
    columns = [
        Column("number", "Número", ("radicado", "caso", "id")),
        Column("received_at", "Recibido", ("fecha de creación",), required=True, kind="moment"),
        Column("closed_on", "Cerrado", ("fecha de cierre",), kind="date"),
        Column(
            "type",
            "Tipo",
            ("tipo de solicitud", "tipo documental"),
            required=True,
            kind="choice",
            choices=[("COMPLAINT", "Queja"), ("CLAIM", "Reclamo"), ("PETITION", "Petición")],
            words={"quejas": "COMPLAINT", "reclamaciones": "CLAIM"},
        ),
        Column("subject", "Asunto", ("título",), max_length=40),
        Column("email", "Correo", ("e-mail",), kind="email"),
        Column("value", "Valor", kind="money"),
        Column("days", "Días", kind="integer"),
        Column("share", "Porcentaje", kind="decimal"),
        Column("is_open", "Abierta", kind="yes_no"),
        Column("area", "Área", parse=lambda told: {"norte": 1}[told.lower()]),
    ]


def load(text):
    return yamlmap.load(text, CaseLikeImporter)


def faults(text):
    with pytest.raises(MapError) as refused:
        load(text)
    return [(fault.line, fault.text) for fault in refused.value.faults]


def read(content, map_text=""):
    reading = Reading.of(CaseLikeImporter, content.encode(), map_text)
    return [(dict(values), [error.reason for error in errors]) for _row, values, errors in reading]


# Proposed


@pytest.mark.parametrize(
    "title, name",
    [
        ("Radicado", "number"),
        ("RADICADO:", "number"),
        ("No. Radicado", "number"),
        ("número", "number"),
        ("number", "number"),
        ("Fecha de creación del documento", "received_at"),
        ("FECHA_CREACION", "received_at"),
        ("Tipo Documental", "type"),
        ("E-Mail", "email"),
        ("Título/asunto", None),
        ("Fecha", None),
    ],
)
def test_a_title_is_recognised_however_it_is_written(title, name):
    assert propose(CaseLikeImporter, [title]).columns == ({name: [title]} if name else {})


def test_a_title_serves_one_column_and_the_likeliest_comes_first():
    titles = ["Caso", "Número", "Tipo", "Tipo de solicitud"]

    assert propose(CaseLikeImporter, titles).columns == {"number": ["Número"], "type": ["Tipo"]}


def test_a_list_without_a_column_that_is_needed_is_refused_with_what_it_has():
    with pytest.raises(MapError, match=r"columna de type \(Tipo\).*tiene: Fecha de creación, X"):
        read("Fecha de creación;X\n1/2/2020;y\n")


# Written


WHOLE = """\
version: 1
importer: test-things
header_row: 3
sheet: Hoja1
encoding: latin-1
separator: ";"
date_order: {received_at: dmy, closed_on: [mdy, ydm]}
columns:
  number: Radicado
  received_at: [Fecha, Hora]
  type: "Expediente asociado"
constants:
  is_open: no
defaults:
  type: PETITION
words:
  type:
    "76.2. Quejas": COMPLAINT
    NO: ""
    "*": CLAIM
empty: [xxxxxx, "N/A"]
"""


def test_a_map_says_all_there_is_to_decide():
    assert load(WHOLE) == Map(
        columns={
            "number": ["Radicado"],
            "received_at": ["Fecha", "Hora"],
            "type": ["Expediente asociado"],
        },
        constants={"is_open": "no"},
        defaults={"type": "PETITION"},
        words={"type": {"76.2. Quejas": "COMPLAINT", "NO": "", "*": "CLAIM"}},
        date_order={"received_at": ["dmy"], "closed_on": ["mdy", "ydm"]},
        empty=["xxxxxx", "N/A"],
        header_row=3,
        sheet="Hoja1",
        encoding="latin-1",
        separator=";",
    )


def test_a_map_written_down_reads_back_the_same():
    assert load(yamlmap.dump(load(WHOLE), CaseLikeImporter)) == load(WHOLE)


ANY = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


@given(
    st.builds(
        Map,
        columns=st.fixed_dictionaries(
            {name: st.lists(ANY, min_size=1, max_size=2) for name in ("received_at", "type")}
        ),
        constants=st.dictionaries(st.just("subject"), ANY),
        words=st.dictionaries(st.just("number"), st.dictionaries(ANY, ANY, min_size=1)),
        date_order=st.sampled_from([{}, {"": ["dmy"]}, {"closed_on": ["mdy", "ydm"]}]),
        empty=st.lists(ANY),
        header_row=st.none() | st.integers(0, 99),
        separator=st.sampled_from([None, ";", "\t"]),
    )
)
def test_any_map_written_down_reads_back_the_same(chosen):
    assert load(yamlmap.dump(chosen, CaseLikeImporter)) == chosen


@pytest.mark.parametrize(
    "text, line, reason",
    [
        ("", 0, "el mapa está vacío"),
        ("- a\n", 1, "es una tabla"),
        ("version: 1\ncolumns: [\n", 3, "no es YAML válido"),
        ("columns: {}\n", 1, "falta «version: 1»"),
        ("version: 2\n", 1, "lee mapas de la versión 1"),
        ("version: 1\nimporter: customers\n", 2, "para «customers» y se está importando"),
        ("version: 1\ncolums: {}\n", 2, "no existe la clave «colums». ¿Quiso decir «columns»?"),
        ("version: 1\nversion: 1\n", 2, "«version» está dos veces"),
        ("version: 1\nheader_row: tres\n", 2, "header_row es un número"),
        ("version: 1\nseparator: ';;'\n", 2, "un solo signo"),
        ("version: 1\ndate_order: dym\n", 2, "«dym» no es un orden de fechas; use dmy, mdy"),
        ("version: 1\ndate_order:\n  closed: dmy\n", 3, "¿Quiso decir «closed_on»?"),
        (
            "version: 1\ncolumns:\n  number: a\n  recieved_at: b\n",
            4,
            "no existe la columna «recieved_at». ¿Quiso decir «received_at»?",
        ),
        ("version: 1\ncolumns:\n  number: {a: b}\n", 3, "aquí va un texto"),
        ("version: 1\ncolumns:\n  number: a\n", 2, "de dónde sale received_at (Recibido)"),
        ("version: 1\nconstants:\n  days: muchos\n", 3, "«muchos» no sirve para days"),
        (
            "version: 1\nwords:\n  type:\n    x: COMPLANT\n",
            4,
            "no es una de las opciones: Queja, Reclamo, Petición. ¿Quiso decir «COMPLAINT»?",
        ),
        ("version: 1\nwords:\n  type: x\n", 3, "words.type es una tabla"),
        ("version: 1\nempty: [[a]]\n", 2, "aquí va un texto"),
        ("version: 1\n? [a, b]\n: c\n", 2, "aquí va una palabra"),
    ],
)
def test_what_is_wrong_with_a_map_is_told_with_its_line(text, line, reason):
    found = faults(text)

    assert any(where == line and reason in why for where, why in found), found


def test_all_faults_of_a_map_are_told_at_once():
    with pytest.raises(MapError) as refused:
        load("version: 1\ncolums: {}\nheader_row: tres\n")

    assert refused.value.message == (
        "El mapa tiene 2 errores. Línea 2: no existe la clave «colums». ¿Quiso decir «columns»? "
        "Línea 3: header_row es un número de línea (0: no hay títulos)"
    )


def test_a_title_that_the_file_lacks_is_told_with_its_line():
    text = "version: 1\ncolumns:\n  received_at: Fecha\n  type: Tpo\n"

    with pytest.raises(MapError, match=r"Línea 4: el archivo no tiene la columna «Tpo».*«Tipo»"):
        read("fecha:;Tipo\n1/2/2020;Queja\n", text)


@given(st.text(max_size=200))
def test_no_text_is_an_error_of_the_program(text):
    try:
        load(text)
    except MapError as refused:
        assert refused.faults


def test_a_map_of_a_thousand_laughs_is_harmless():
    lines = ["version: 1", "a: &a [x, x]"]
    lines += [f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]

    assert len(faults("\n".join(lines))) == 9


# Read


MAP = "version: 1\ncolumns: {received_at: Fecha, type: Tipo, number: Número}\n"


def test_cells_become_values_of_their_kind():
    titles = "Recibido;Cerrado;Tipo;Correo;Valor;Días;Porcentaje;Abierta;Área"
    row = "15/6/2021 9:29;16/6/2021;Quejas;<ANA@Koios.example>;$ 1.234.567,5;4.0;83,33;Sí;Norte"

    ((values, errors),) = read(f"{titles}\n{row}\n")

    assert errors == []
    assert values["received_at"].isoformat() == "2021-06-15T09:29:00-05:00"
    assert values["closed_on"] == date(2021, 6, 16)
    assert values["type"] == "COMPLAINT"
    assert values["email"] == "ana@koios.example"
    assert (values["value"], values["days"]) == (Decimal(1234568), 4)
    assert (values["share"], values["is_open"], values["area"]) == (Decimal("83.33"), True, 1)


@pytest.mark.parametrize(
    "told, value",
    [
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("$ 2341172480", 2341172480),
        ("16500000.0", 16500000),
        ("1.234.567,50", 1234568),
        ("1,234,567.49", 1234567),
        ("1.500", 1500),
        ("12,5", 13),
        ("-87529000", -87529000),
        ("COP 350 000", 350000),
    ],
)
def test_money_is_read_in_whole_pesos(told, value):
    assert CaseLikeImporter.column("value").read(told) == value


@pytest.mark.parametrize(
    "name, told, reason",
    [
        ("value", "mucho", "no es un número"),
        ("value", "1e400", "no es un número"),
        ("value", "NaN", "no es un número"),
        ("days", "4.5", "no es un número entero"),
        ("is_open", "quizá", "no dice sí ni no"),
        ("email", "ana arroba", "correo"),
        ("subject", "x" * 41, "más de 40 caracteres"),
        ("closed_on", "ayer", "no es una fecha"),
        ("type", "Tutela", "Queja, Reclamo, Petición"),
    ],
)
def test_a_cell_that_cannot_be_read_says_why(name, told, reason):
    with pytest.raises(ValueError, match=reason):
        CaseLikeImporter.column(name).read(told)


def test_words_of_the_map_come_before_those_of_the_importer():
    text = MAP + 'words: {type: {"76.2 quejas": CLAIM, Quejas: PETITION, "*": COMPLAINT}}\n'
    content = "Fecha;Tipo;Número\n" + "".join(
        f"1/2/2020;{word};1\n" for word in ("76.2. Quejas", "QUEJAS", "reclamo", "Otra cosa")
    )

    assert [values["type"] for values, _errors in read(content, text)] == [
        "CLAIM",
        "PETITION",
        "CLAIM",
        "COMPLAINT",
    ]


def test_an_empty_cell_takes_the_default_and_a_constant_is_for_all():
    text = MAP + "defaults: {type: PETITION}\nconstants: {is_open: si}\nempty: [xxxxxx]\n"
    content = "Fecha;Tipo;Número\n1/2/2020;;XXXXXX\n1/2/2020;NULL;2\n1/2/2020;Queja;n/a\n"

    found = [values for values, _errors in read(content, text)]

    assert [values["type"] for values in found] == ["PETITION", "PETITION", "COMPLAINT"]
    assert [values["number"] for values in found] == [None, "2", None]
    assert all(values["is_open"] is True for values in found)


def test_a_word_may_be_read_as_nothing():
    translation = Translation(Map(words={"subject": {"xxxxxx": ""}}))

    assert translation.of(CaseLikeImporter.column("subject"), "XXXXXX") == ""


def test_several_columns_are_joined_without_their_empty_cells():
    text = "version: 1\ncolumns: {received_at: [Día, Hora], type: Tipo, subject: [A, B]}\n"

    ((values, errors),) = read("Día;Hora;Tipo;A;B\n1/2/2020;9:30;Queja;NULL;dos\n", text)

    assert errors == []
    assert (values["received_at"].hour, values["subject"]) == (9, "dos")


def test_a_value_tells_its_text_and_the_title_of_the_file():
    reading = Reading.of(
        CaseLikeImporter, b"Fecha;Tipo;N\n1/2/2020;Queja;7\n", MAP.replace("Número", "N")
    )
    ((_row, values, _errors),) = reading

    error = values.error("number", "no vale")

    assert error == (2, "N", "7", "no vale")
    assert ("number" in values, "email" in values, values["email"]) == (True, False, None)


@pytest.mark.parametrize(
    "file, map_text, read_rows",
    [
        (
            "pqrsd_pasaportes_boyaca_2021.csv",
            'columns: {number: No. Radicado, received_at: "Fecha de creación del documento", '
            "type: Expediente asociado}\n"
            'defaults: {type: PETITION}\nwords: {type: {"76.2. Quejas": COMPLAINT, "*": PETITION}}',
            905,
        ),
        (
            "solicitudes_carta_2016_primeras20000.csv",
            "columns: {number: record_id, received_at: in_date, closed_on: out_date}\n"
            "constants: {type: PETITION}",
            20000,
        ),
        (
            "reclamos_fechas_mixtas_latin1.csv",
            "columns: {received_at: fc_reclamo, subject: tx_reclamo}\nconstants: {type: CLAIM}",
            3339,
        ),
        (
            "casos_quejas_estado_2020.csv",
            "columns: {number: CASO, received_at: FECHA_CREACION, type: TIPO}\n"
            "words: {type: {SOLICITUD: PETITION}}",
            100,
        ),
    ],
)
def test_real_files_are_read_whole_through_a_map(shared, file, map_text, read_rows):
    path = shared / "data/pqrs" / file

    found = list(Reading.of(CaseLikeImporter, path, f"version: 1\n{map_text}\n"))

    assert len(found) == read_rows
    assert [errors for _row, _values, errors in found if errors] == []
