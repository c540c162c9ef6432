"""A list is read as its author meant it, however it was saved; what is no list is refused."""

import csv
import io
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from koios.core import tables
from koios.core.tables import NotATable, cells
from tests.core import old_sheets


def read(content, **how):
    return tables.read(content.encode() if isinstance(content, str) else content, **how)


def told(table):
    return [[tables.text(cell) for cell in row.cells] for row in table]


def workbook(*sheets, hidden=()):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for index, rows in enumerate(sheets):
        sheet = book.add_worksheet()
        if index in hidden:
            sheet.hide()
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime | date):
                    sheet.write_datetime(line, column, cell, day)
                elif cell != "":
                    sheet.write(line, column, cell)
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    "file, rows, columns",
    [
        ("pqrs/pqrsd_pasaportes_boyaca_2021.csv", 905, 9),
        ("pqrs/solicitudes_carta_2016_primeras20000.csv", 20000, 4),
        ("pqrs/reclamos_fechas_mixtas_latin1.csv", 3339, 4),
        ("pqrs/casos_quejas_estado_2020.csv", 100, 7),
        ("clientes/reps_prestadores_juridicos_nit_dv.csv", 2130, 20),
        ("clientes/empresas_siis_2018.csv", 1068, 20),
        ("clientes/dian_autorretenedores_renta.csv", 3310, 4),
        ("contratos/secop_ti_contratos_muestra.csv", 5000, 22),
        ("encuestas/transporte_solicitudes_encuesta_2023_2025.xlsx", 3056, 13),
        ("encuestas/sfo_clientes_2017.csv", 2831, 97),
        ("encuestas/plspm_satisfaccion_250.csv", 250, 29),
        ("crm/embudo_b2b/sales_pipeline.csv", 8800, 8),
        ("crm/embudo_b2b/accounts.csv", 85, 7),
        ("crm/embudo_b2b/products.csv", 7, 3),
        ("crm/embudo_b2b/sales_teams.csv", 35, 3),
        # 28 lines, of which 4 are blank and 3 repeat the titles
        ("crm/embudo_b2b/data_dictionary.csv", 21, 3),
    ],
)
def test_real_lists_have_all_their_rows(shared, file, rows, columns):
    table = tables.read(shared / "data" / file)

    lines = list(table)

    assert (len(lines), len(table.columns)) == (rows, columns)
    assert not any(row.surplus(columns) for row in lines)


def test_a_real_cross_table_is_refused_with_the_reason(shared):
    file = shared / "data/pqrs/sui_reclamaciones_acueducto_latin1.csv"

    with pytest.raises(NotATable, match=r"tabla cruzada.*2021, 2022.*línea 3"):
        tables.read(file)


def test_a_cross_table_is_read_when_the_titles_are_pointed_at(shared):
    file = shared / "data/pqrs/sui_reclamaciones_acueducto_latin1.csv"

    table = tables.read(file, header_row=3)

    assert table.columns[:4] == ["MUNICIPIO", "TIPO DE TRÁMITE", "DETALLE", "2021"]
    assert next(table.rows).cells[:2] == ["BARANOA", "QUEJA"]


def test_the_line_of_a_row_is_where_it_begins_in_the_file():
    table = read('a;b\n1;"dos\nlíneas"\n\n;\n3;4\n')

    assert [(row.line, row.cells) for row in table] == [(2, ["1", "dos\nlíneas"]), (6, ["3", "4"])]


def test_the_line_of_a_row_in_a_workbook_is_that_of_the_sheet():
    table = read(workbook([["Informe"], [], ["NIT", "Nombre"], [], [900123456, "Uno"]]))

    assert table.header_row == 3
    assert [(row.line, row.cells) for row in table] == [(5, [900123456, "Uno"])]


def test_titles_are_found_below_a_heading():
    table = read("Informe de casos;;\nCorte: 30 de junio;;\n\nid;tipo;fecha\n1;Queja;2/1/2020\n")

    assert (table.header_row, table.columns) == (4, ["id", "tipo", "fecha"])


def test_titles_are_made_unique_and_never_empty():
    table = read("Código ,Nombre,Código,,Código (2),Nombre\n1,2,3,4,5,6\n")

    assert table.columns == [
        "Código",
        "Nombre",
        "Código (3)",
        "Columna D",
        "Código (2)",
        "Nombre (2)",
    ]


def test_a_title_with_a_line_break_is_one_line():
    assert read('"INGRESOS\n2018*";b\n1;2\n').columns == ["INGRESOS 2018*", "b"]


def test_a_file_without_titles_is_refused_unless_it_is_said():
    content = "860001942;BAYER S.A.;30/12/1985\n860002190;SHELL;18/10/1985\n"

    with pytest.raises(NotATable, match="Falta la línea de títulos: «860001942», en la línea 1"):
        read(content)
    table = read(content, header_row=tables.NO_HEADER)

    assert table.columns == ["Columna A", "Columna B", "Columna C"]
    assert len(list(table)) == 2


def test_numbers_of_items_may_be_titles():
    assert read("Encuesta,1,2,3\nA,5,4,5\nB,3,3,3\n").columns == ["Encuesta", "1", "2", "3"]


def test_repeated_titles_between_blocks_are_no_records():
    assert told(read("a,b\n1,2\n,\na,b\n3,4\n")) == [["1", "2"], ["3", "4"]]


def test_a_row_longer_than_the_titles_says_what_is_over():
    row = next(read("a;b\n1;2;;3\n1;2\n1;2\n1;2\n").rows)

    assert row.surplus(2) == ["3"]


def test_a_short_row_is_empty_at_its_end():
    assert next(read("a;b;c\n1;2\n1;2;3\n").rows).cell(2) == ""


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_over_whole_records(separator):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(["id", "asunto", "valor"])
    for number in range(30):
        writer.writerow([number, "Uno, dos; tres | y\ncuatro,,, ;;;", "1.234,50"])

    table = read(buffer.getvalue())

    assert (table.separator, len(list(table))) == (separator, 30)


def test_the_line_that_tells_excel_the_separator_is_obeyed():
    table = read("sep=|\na|b\n1|2\n")

    assert (table.columns, table.header_row, next(table.rows).line) == (["a", "b"], 2, 3)


def test_a_list_of_one_column_is_a_list():
    assert told(read("correo\nana@koios.example\nbeto@koios.example\n")) == [
        ["ana@koios.example"],
        ["beto@koios.example"],
    ]


TEXT = "año;descripción\n1;Petición de María Ñáñez: ¿cuándo?\n"


@pytest.mark.parametrize(
    "encoding, named",
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("latin-1", "latin-1"),
        ("cp850", "cp850"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_the_encoding_is_found(encoding, named):
    table = read(TEXT.encode(encoding))

    assert table.encoding == named
    assert told(table) == [["1", "Petición de María Ñáñez: ¿cuándo?"]]


def test_typographic_marks_of_windows_tell_it_from_latin_1():
    assert read("a;b\n“sí”;Cañón – 5 €\n".encode("cp1252")).encoding == "cp1252"


def test_a_chosen_encoding_is_used():
    assert told(read("a;b\n\xe1;1\n".encode("latin-1"), encoding="cp850"))[0][0] == "ß"


def test_an_unknown_encoding_is_refused():
    with pytest.raises(NotATable, match="codificación «utf-9»"):
        read("a;b\n1;2\n", encoding="utf-9")


def test_a_stray_old_byte_does_not_spoil_a_utf_8_file():
    lines = ["nombre;ciudad"] + ["Peña;Bogotá"] * 20
    content = "\n".join(lines).encode() + b"\nMar\xeda;Tunja\n"

    assert told(read(content))[-1] == ["María", "Tunja"]


def test_nul_and_other_control_characters_are_dropped():
    assert told(read(b"a;b\n1\x00\x07;dos\x1b\n"))[0] == ["1", "dos"]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_any_line_ending_counts_lines_the_same(ending):
    table = read(f"a;b{ending}1;2{ending}{ending}3;4")

    assert [row.line for row in table] == [2, 4]


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quotation_mark_never_closed_is_told_with_its_line(end):
    with pytest.raises(NotATable, match="línea 3 se abre una comilla"):
        list(read(f'a;b\n1;2\n3;"cuatro\n5;6\n7;8{end}'))


def test_a_huge_cell_is_read():
    assert len(told(read("a;b\n1;" + "x" * 1_000_000 + "\n"))[0][1]) == 1_000_000


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "vacío"),
        (b"\xef\xbb\xbf\r\n", "vacío"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>1", "página web"),
        (b'[\n {"a": 1}]', "JSON"),
        (b"PK\x03\x04 nada", "dañada"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nada", "dañada"),
        (bytes(range(256)) * 20 + b"\0" * 2000, "no es de texto"),
        (b"a b; c, d\ne; f, g, h;;; j\nk\n l;m\nn,o,p,q,r\ns\n,;,;,;\n", "mismo número de celdas"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(content, reason):
    with pytest.raises(NotATable, match=reason):
        read(content)


def test_a_document_of_word_is_refused():
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")

    with pytest.raises(NotATable, match="no es una hoja de cálculo"):
        read(buffer.getvalue())


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotATable, match="No existe el archivo"):
        tables.read(tmp_path / "nada.csv")


def test_the_first_visible_sheet_with_data_is_read_unless_one_is_named():
    content = workbook([], [["x", "y"]], [["a", "b"], [1, 2]], [["c", "d"], [3, 4]], hidden={1})

    assert read(content).sheet == "Sheet3"
    assert read(content).sheets == ["Sheet1", "Sheet3", "Sheet4"]
    assert told(read(content, sheet="Sheet4")) == [["3", "4"]]
    with pytest.raises(NotATable, match=r"no tiene una hoja «Otra». Tiene: Sheet1, Sheet3"):
        read(content, sheet="Otra")


def test_cells_of_a_workbook_keep_their_type_and_read_as_a_person_sees_them():
    row = next(
        read(
            workbook([list("abcde"), [12.0, 2.5, True, datetime(2021, 6, 15, 10, 29), "007"]])
        ).rows
    )

    assert row.cells == [12, 2.5, True, datetime(2021, 6, 15, 10, 29), "007"]
    assert [tables.text(cell) for cell in row.cells] == [
        "12",
        "2.5",
        "Sí",
        "2021-06-15 10:29",
        "007",
    ]


@pytest.mark.parametrize("write, kind", [(old_sheets.ods, "ods"), (old_sheets.xls, "xls")])
def test_workbooks_of_other_programs_are_read_alike(write, kind):
    table = read(write([["NIT", "Razón social"], [900123456, "Ñandú S.A.S."], [12.5, "Otra"]]))

    assert (table.kind, table.sheet, table.columns) == (kind, "Hoja1", ["NIT", "Razón social"])
    assert [row.cells for row in table] == [[900123456, "Ñandú S.A.S."], [12.5, "Otra"]]


def test_an_open_file_is_read_as_its_path_is(tmp_path):
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")

    with (tmp_path / "a.csv").open("rb") as file:
        assert told(tables.read(file)) == told(tables.read(tmp_path / "a.csv"))


@given(st.text())
def test_a_defused_cell_comes_back_as_it_was(content):
    assert cells.armed(cells.defused(content)) == content


@given(st.sampled_from("=+-@\t\r\n"), st.text(), st.text(alphabet=" '"))
def test_no_cell_that_a_spreadsheet_would_run_is_left_armed(sign, rest, before):
    assert cells.defused(before + sign + rest)[0] in "' "


readable = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1
).filter(lambda value: value[0] != "'" and value != "﻿" and "﻿" not in value)


@given(
    st.lists(st.tuples(readable, readable, readable), min_size=1, max_size=20),
    st.sampled_from([";", ",", "\t", "|"]),
)
def test_any_list_is_read_back_as_it_was_written(rows, separator):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerows([("uno", "dos", "tres"), *rows])

    table = read(buffer.getvalue(), separator=separator, header_row=1)

    assert [tuple(row.cells) for row in table] == [
        row for row in rows if row != ("uno", "dos", "tres")
    ]


@given(st.binary(max_size=400))
def test_no_content_is_an_error_of_the_program(content):
    try:
        for row in read(content):
            [tables.text(cell) for cell in row.cells]
    except NotATable:
        pass
