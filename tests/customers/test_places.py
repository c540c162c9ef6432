"""A municipality is found from what people write, when only one can be meant."""

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.customers import activities, names, places
from koios.customers.activities import UnknownActivity
from koios.customers.places import UnknownPlace, find


def test_the_list_holds_every_municipality_once():
    assert len(places.every()) == 1121
    assert len(places.departments()) == 33
    assert all(len(code) == 5 and code.isdigit() for code in places.every())


@given(st.sampled_from(sorted(places.every())))
def test_every_place_is_found_by_its_name_and_department(code):
    place = places.every()[code]

    assert find(place.name, place.department) == code
    assert find(place.name.upper(), place.department.lower()) == code
    assert find(f"{place.name}-{place.department}") == code
    assert find(str(place)) == code
    assert find(code.lstrip("0")) == code


@given(st.sampled_from(sorted(places.every())))
def test_without_department_a_name_is_taken_only_if_one_place_can_be_meant(code):
    place = places.every()[code]
    same = names.fold(place.name)
    namesakes = [other for other in places.every().values() if names.fold(other.name) == same]
    capitals = [other for other in namesakes if other.is_capital]

    if len(namesakes) == 1 or capitals == [place]:
        assert find(place.name) == code
    elif not capitals:
        with pytest.raises(UnknownPlace, match="departamento"):
            find(place.name)


@pytest.mark.parametrize(
    ("city", "department", "code"),
    [
        ("COTA-CUNDINAMARCA", "CUNDINAMARCA", "25214"),
        ("SANTA-MARTA-MAGDALENA", "", "47001"),
        ("ZARZAL - VALLE DEL CAUCA", "VALLE", "76895"),
        ("DOS-QUEBRADAS-RISARALDA", "RISARALDA", "66170"),
        ("CALI", "Cali", "76001"),
        ("BUENAVENTURA", "Buenaventura", "76109"),
        ("LÓPEZ", "Cauca", "19418"),
        ("Tumaco", "Nariño", "52835"),
        ("MONTERIA", "", "23001"),
        ("Armenia", "", "63001"),
        ("Armenia (Antioquia)", "", "05059"),
        ("Buga", "Valle", "76111"),
        ("El Carmen de Bolívar", "", "13244"),
        ("San Andrés", "San Andrés y Providencia", "88001"),
        ("", "Bogotá D.C.", "11001"),
        ("", "Antioquia", ""),
        ("N/A", "", ""),
    ],
)
def test_the_ways_of_real_files(city, department, code):
    assert find(city, department) == code


@pytest.mark.parametrize(
    ("city", "department"),
    [
        ("Bogotá D.C.", ""),
        ("BOGOTA", ""),
        ("bogota d. c.", "Cundinamarca"),
        ("Santafé de Bogotá", ""),
        ("BOGOTA-D.C.-BOGOTA D.C.", "BOGOTÁ D.C."),
        ("SANTA-FE-BOGOTA D.C.", "BOGOTA D.C."),
        ("11001-Bogotá", ""),
    ],
)
def test_bogota_is_one_city(city, department):
    assert find(city, department) == "11001"


def test_a_place_that_does_not_exist_is_refused_by_its_name():
    with pytest.raises(UnknownPlace, match="«Macondo»"):
        find("Macondo", "Magdalena")


@pytest.mark.parametrize(
    ("name", "separator", "city", "department"),
    [
        ("empresas_siis_2018.csv", ";", "CIUDAD DOMICILIO", "DEPARTAMENTO DOMICILIO"),
        ("reps_prestadores_juridicos_nit_dv.csv", ",", "muni_nombre", "depa_nombre"),
    ],
)
def test_every_place_of_the_real_files_is_known(shared, name, separator, city, department):
    with (shared / "data" / "clientes" / name).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=separator))

    for where in {(row[city], row[department]) for row in rows}:
        find(*where)


def test_the_classification_is_whole():
    levels = Counter(activity.level for activity in activities.every().values())

    assert levels == {"section": 21, "division": 88, "group": 246, "class": 495}
    assert all(
        activity.parent in activities.every()
        for activity in activities.every().values()
        if activity.level != "section"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C2711 - Fabricación de motores", "2711"),
        ("O8430- Actividades de planes", "8430"),
        ("4921", "4921"),
        ("111", "0111"),
        ("4921.0", "4921"),
        ("H-4921", "4921"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_an_activity_is_read_from_the_ways_of_real_files(text, code):
    assert activities.read(text) == code


@pytest.mark.parametrize("text", ["9999", "abc", "49211", "A4921"])
def test_what_is_no_activity_is_refused(text):
    with pytest.raises(UnknownActivity):
        activities.read(text)
