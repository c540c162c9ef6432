"""What a customer requires: agreed in words, changed by agreement, verified."""

from contextlib import suppress
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koios.core import audit, calendar, files
from koios.core.audit import SYSTEM
from koios.core.checks import check_trail
from koios.core.refusals import Refusal, WrongMove
from koios.customers import erasure
from koios.customers.models import Agreement, Customer, Requirement
from koios.office import queue

S = Requirement.Status

# The table of the register, written again by hand
TABLE = {
    S.NEW: {S.STUDIED, S.AGREED, S.NOT_AGREED, S.RETIRED},
    S.STUDIED: {S.AGREED, S.NOT_AGREED, S.RETIRED},
    S.AGREED: {S.STUDIED, S.RETIRED},
    S.NOT_AGREED: {S.STUDIED, S.RETIRED},
    S.RETIRED: {S.STUDIED},
}


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


@pytest.fixture
def make_requirement(school, ana):
    def make(statement="Dos monitoras a bordo en cada ruta", **told):
        told.setdefault("by", ana)
        return Requirement.raise_for(told.pop("customer", school), statement=statement, **told)

    return make


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def agree(requirement, by, on="2026-07-01", **told):
    told.setdefault("with_whom", "Carla Ocampo, rectora")
    return requirement.agree(by=by, on=date.fromisoformat(on), **told)


def written(response):
    return response.content.decode().replace("\xa0", " ")


def listed(client, query=""):
    page = client.get(f"/customers/requirements/{query}").context["list"].page
    return [one.statement for one in page]


# The rule


@pytest.mark.parametrize("here", S)
def test_a_requirement_moves_along_the_table_and_nowhere_else(make_requirement, here):
    requirement = make_requirement()

    for there in S:
        Requirement.objects.filter(pk=requirement.pk).update(
            status=here, agreed_on=date(2026, 7, 1)
        )
        if there in TABLE[here]:
            assert requirement.move_to(there, by=SYSTEM).status == there
        else:
            with pytest.raises(WrongMove):
                requirement.move_to(there, by=SYSTEM)


VERBS = {
    "study": lambda one, by: one.study(by=by),
    "agree": lambda one, by: agree(one, by, on=str(calendar.today())),
    "change": lambda one, by: agree(
        one, by, on=str(calendar.today()), statement=f"{one.statement} y otra"
    ),
    "decline": lambda one, by: one.decline(by=by, reason="No hay vehículos"),
    "retire": lambda one, by: one.retire(by=by, reason="Ya no"),
    "verify": lambda one, by: one.verify(by=by, met=True, on=calendar.today(), note="Minuta"),
    "correct": lambda one, by: one.correct(by=by, statement="Otra cosa"),
}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(sorted(VERBS)), max_size=10))
def test_whatever_is_tried_what_is_agreed_is_what_was_last_agreed(at, make_requirement, ana, verbs):
    at("2026-07-02T10:00")
    requirement = make_requirement()
    for number, verb in enumerate(verbs):
        at(f"2026-07-{3 + number:02}T10:00")
        with suppress(Refusal):
            VERBS[verb](requirement, ana)
        requirement = Requirement.objects.get(pk=requirement.pk)
        last = requirement.agreements.last()
        if requirement.status == S.AGREED:
            assert (last.statement, last.on) == (requirement.statement, requirement.agreed_on)
            assert requirement.agreed_as_of(calendar.today()) == last

    assert list(check_trail()) == []


def test_what_was_agreed_changes_only_with_somebody_of_the_customer(make_requirement, ana):
    requirement = agree(make_requirement(), ana)

    with pytest.raises(Refusal):
        requirement.correct(by=ana, statement="Una monitora")
    agree(requirement, ana, on="2026-07-02", statement="Una monitora", reason="Baja matrícula")

    assert requirement.status == S.AGREED
    assert [one.statement for one in requirement.agreements.all()] == [
        "Dos monitoras a bordo en cada ruta",
        "Una monitora",
    ]
    assert requirement.agreed_as_of(date(2026, 7, 1)).statement.startswith("Dos")
    assert requirement.agreed_as_of(date(2026, 6, 30)) is None


def test_an_agreement_is_not_of_tomorrow_nor_older_than_the_last(make_requirement, ana):
    requirement = make_requirement()
    with pytest.raises(Refusal):
        agree(requirement, ana, on="2026-07-03")
    agree(requirement, ana, on="2026-07-02")
    with pytest.raises(Refusal):
        agree(requirement, ana, on="2026-07-01", statement="Otra")

    assert Agreement.objects.count() == 1


def test_only_what_is_agreed_is_verified_and_the_last_look_counts(make_requirement, ana):
    requirement = make_requirement()
    with pytest.raises(Refusal):
        requirement.verify(by=ana, met=True, on=date(2026, 7, 2))
    agree(requirement, ana)

    requirement.verify(by=ana, met=False, on=date(2026, 7, 2), note="Faltó en la ruta 7")
    requirement.verify(by=ana, met=True, on=date(2026, 7, 1), note="Llegó tarde el informe")

    requirement.refresh_from_db()
    assert (requirement.verified_on, requirement.is_met) == (date(2026, 7, 2), False)
    assert requirement.verifications.count() == 2


def test_what_nobody_looked_at_for_a_year_waits_for_its_owner(make_requirement, ana, at):
    at("2025-06-01T10:00")
    old = agree(make_requirement("Viejo"), ana, on="2025-06-01")
    looked_at = agree(make_requirement("Visto"), ana, on="2025-06-01")
    at("2026-07-02T10:00")
    looked_at.verify(by=ana, met=True, on=date(2026, 7, 1))
    Requirement.objects.update(owner=ana)

    assert list(Requirement.objects.to_verify(calendar.today())) == [old]
    titles = [job.title for job in queue.Day(ana, calendar.today(), key="requirements").jobs]
    assert titles == ["Viejo"]


def test_it_goes_along_when_two_records_of_a_customer_become_one(
    make_requirement, school, clinic, ana
):
    requirement = make_requirement(customer=clinic)

    school.absorb(clinic, by=ana)

    requirement.refresh_from_db()
    assert requirement.customer == school


def test_a_person_who_is_erased_leaves_no_words_in_it(make_requirement, make_customer, ana):
    person = make_customer("Luz Dary Henao", kind=Customer.Kind.PERSON)
    requirement = agree(make_requirement("Silla para Luz Dary", customer=person), ana)

    erasure.erase(person, by=ana, reason="Lo pidió")

    requirement.refresh_from_db()
    assert "Luz" not in requirement.statement
    assert not Agreement.objects.filter(statement__contains="Luz").exists()
    assert "Luz" not in str(list(audit.Entry.objects.values_list("changes", flat=True)))
    assert list(check_trail()) == []


# The doors


def test_a_requirement_is_put_on_the_register_from_the_page_of_its_customer(desk, school, ana):
    page = desk.get(school.get_absolute_url())
    assert f"new/?customer={school.pk}" in written(page)

    form = desk.get(f"/customers/requirements/new/?customer={school.pk}")
    answer = desk.post(
        "/customers/requirements/new/",
        {
            "customer": form.context["form"]["customer"].value(),
            "kind": "expected",
            "statement": "Que la ruta llegue antes de las 6:40",
            "source": "meeting",
            "source_label": "Acta 12",
            "owner": ana.pk,
        },
    )

    requirement = Requirement.objects.get()
    assert answer.url == requirement.get_absolute_url()
    assert (requirement.customer, requirement.kind) == (school, "expected")
    assert "antes de las 6:40" in written(desk.get(school.get_absolute_url()))


def test_what_was_typed_survives_an_error(desk, school):
    answer = desk.post(
        "/customers/requirements/new/",
        {
            "customer": "nadie",
            "kind": "required",
            "statement": "Dos monitoras",
            "source": "quote",
            "source_url": "javascript:alert(1)",
        },
    )

    page = written(answer)
    assert "No hay un cliente con ese NIT o nombre." in page and "Dos monitoras" in page
    assert "Pegue la dirección completa" in page
    assert not Requirement.objects.exists()


def test_the_list_is_narrowed_by_tab_words_kind_and_customer(
    desk, make_requirement, clinic, ana, django_assert_max_num_queries
):
    make_requirement("Monitora")
    agree(make_requirement("Conductor fijo", kind="expected"), ana)
    make_requirement("Camilla", customer=clinic).decline(by=ana, reason="No tenemos")

    assert listed(desk) == ["Monitora"]
    assert listed(desk, "?tab=agreed") == ["Conductor fijo"]
    assert listed(desk, "?tab=over") == ["Camilla"]
    assert listed(desk, "?q=conductor") == ["Conductor fijo"]
    assert listed(desk, "?kind=expected") == ["Conductor fijo"]
    assert listed(desk, f"?customer={clinic.pk}") == ["Camilla"]
    assert set(listed(desk, "?tab=all&sort=verified")) == {"Monitora", "Conductor fijo", "Camilla"}
    with django_assert_max_num_queries(12):
        desk.get("/customers/requirements/?tab=all")


def test_the_sheet_holds_what_the_list_shows(desk, make_requirement):
    make_requirement("Monitora")
    make_requirement("Camilla")

    sheet = desk.get("/customers/requirements/export.csv?q=monitora")
    told = b"".join(sheet.streaming_content).decode()

    assert "Monitora" in told and "Camilla" not in told


def test_it_is_agreed_verified_and_retired_from_its_page(
    desk, make_requirement, django_assert_max_num_queries
):
    requirement = make_requirement()
    here = requirement.get_absolute_url()
    desk.post(
        f"{here}agreement/",
        {"with_whom": "Carla", "on": "2026-07-01", "statement": requirement.statement},
    )
    desk.post(
        f"{here}verification/",
        {
            "met": "no",
            "on": "2026-07-02",
            "note": "Faltó el martes",
            "files": SimpleUploadedFile("acta.txt", b"Acta"),
        },
    )

    page = written(desk.get(here))
    assert "No se cumple" in page and "Faltó el martes" in page and "Carla" in page
    assert "acta.txt" in page
    file = files.File.for_record(requirement).get()
    assert desk.get(reverse("office:file", args=[file.pk, file.name])).status_code == 200
    with django_assert_max_num_queries(12):
        desk.get(here)

    desk.post(f"{here}retirement/", {"reason": "Cambió el colegio"})
    requirement.refresh_from_db()
    assert requirement.status == S.RETIRED


def test_an_act_that_came_too_late_says_why_and_keeps_what_was_typed(desk, make_requirement, ana):
    requirement = make_requirement()
    form = {"with_whom": "Carla", "on": "2026-07-01", "statement": requirement.statement}
    requirement.retire(by=ana, reason="Otra persona")

    answer = desk.post(f"{requirement.get_absolute_url()}agreement/", form)

    assert answer.status_code == 409
    assert "no puede pasar" in written(answer) and "Carla" in written(answer)


def test_who_may_not_see_customers_finds_no_requirement(client, make_requirement, stranger):
    requirement = make_requirement()
    client.force_login(stranger)

    assert client.get(requirement.get_absolute_url()).status_code == 404
    assert client.get("/customers/requirements/").status_code == 404
