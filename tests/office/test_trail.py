"""The trail, as people read it."""

from datetime import date

import pytest
from django.db import connection

from koios.accounts.models import Area, User
from koios.core import audit, notices
from koios.core.audit import ChainHead, Entry
from koios.core.calendar import NonWorkingDay
from koios.core.jobs import run_due
from koios.core.notices import Notice
from koios.core.registry import Registry
from koios.core.settings import put
from koios.office import chain, phrases, trail
from koios.office.phrases import Subject


def told_to(person, **filters):
    entries = trail.visible_to(person).filter(**filters).order_by("-sequence")
    return trail.told(entries, person)


@pytest.fixture
def subjects(monkeypatch):
    kept = Registry()
    for key, subject in phrases.subjects.items():
        kept.add(key, subject)
    monkeypatch.setattr(phrases, "subjects", kept)
    return kept


# In words


def test_an_act_is_told_with_who_did_what_and_to_which_record(nora):
    area = Area(name="Servicio al Cliente").begin(by=nora)

    [line] = told_to(nora, subject_type="accounts.area")

    assert (line.who, line.did, line.kind, line.name) == (
        "Nora Villegas",
        "creó",
        "Área",
        "Servicio al Cliente",
    )
    assert line.url == area.get_absolute_url()


def test_a_change_is_told_with_its_before_and_after(nora):
    area = Area(name="Servicio").begin(by=nora)
    area.amend(by=nora, reason="Así lo nombra el acta", name="Servicio al Cliente")

    line = told_to(nora, subject_type="accounts.area")[0]

    [change] = line.changes
    assert (change.name, change.before, change.after) == (
        "nombre",
        "Servicio",
        "Servicio al Cliente",
    )
    assert line.reason == "Así lo nombra el acta"


def test_a_person_in_a_field_is_told_by_name(nora, ana, beto):
    area = Area(name="Servicio", head=ana).begin(by=nora)
    area.amend(by=nora, head=beto)

    [change] = told_to(nora, subject_type="accounts.area")[0].changes

    assert (change.name, change.before, change.after) == ("jefe", "Ana Restrepo", "Beto Marín")


def test_days_choices_and_yes_or_no_are_told_in_words(nora):
    NonWorkingDay.declare(date(2026, 12, 24), "Cierre", by=nora)

    [line] = told_to(nora, subject_type="core.nonworkingday", verb="declared")

    assert {change.name: change.after for change in line.changes} == {
        "día": "24\u00a0dic\u00a02026",
        "nombre": "Cierre",
        "de quién": "Día no hábil de la empresa",
        "se cuenta": "no",
    }


def test_a_setting_is_told_by_its_label_and_its_value_as_its_field_shows_it(nora):
    put("mail.security", "tls", by=nora)

    [line] = told_to(nora, subject_type="core.setting")

    assert line.name == "Seguridad"
    assert [change.after for change in line.changes] == ["TLS desde el comienzo (puerto 465)"]


def test_a_secret_is_not_told(nora):
    put("mail.password", "s3creta-de-correo", by=nora)

    [line] = told_to(nora, subject_type="core.setting")

    assert [change.after for change in line.changes] == ["••••"]


def test_a_verb_without_words_is_told_all_the_same(nora, ana):
    audit.record(ana, "danced_a_waltz", by=nora)

    assert told_to(nora, verb="danced_a_waltz")[0].did == "registró «danced a waltz»"


def test_a_record_that_is_gone_keeps_its_number(nora):
    area = Area(name="Servicio").begin(by=nora)
    Area.objects.filter(pk=area.pk).delete()

    [line] = told_to(nora, subject_type="accounts.area")

    assert line.name == f"n.º {area.pk}"
    assert line.url == ""


def test_acts_of_a_capability_that_is_gone_are_still_told(nora, ana):
    audit.record(ana, "created", by=nora)
    entry = Entry.objects.order_by("-sequence").first()
    entry.subject_type = "fleet.bus"

    [line] = trail.told([entry], nora)

    assert line.kind == "Fleet.bus"


# Who may see what


def test_personal_values_are_for_who_may_see_identities(nora, ines):
    person = User.objects.create_person("carla@koios.example", "Carla Ocampo", [], by=nora)
    key = {"subject_type": "accounts.user", "subject_id": str(person.pk)}

    seen = {c.name: c.after for c in told_to(nora, **key)[0].changes}
    masked = {c.name: c.after for c in told_to(ines, **key)[0].changes}

    assert seen["correo"] == "carla@koios.example"
    assert masked["correo"] == "(dato personal)"


def test_an_erased_value_is_told_as_erased(nora):
    person = User.objects.create_person("carla@koios.example", "Carla Ocampo", [], by=nora)
    audit.erase_values(person)

    [line] = told_to(nora, subject_type="accounts.user", subject_id=str(person.pk))

    assert {c.name: c.after for c in line.changes}["correo"] == "(dato suprimido)"


def test_a_record_of_a_person_in_reserve_is_not_named(nora, ines, subjects):
    subjects._things["accounts.area"] = Subject("Área", is_personal=True)
    area = Area(name="Carla Ocampo").begin(by=nora)

    assert told_to(nora, subject_type="accounts.area")[0].name == "Carla Ocampo"
    assert told_to(ines, subject_type="accounts.area")[0].name == f"n.º {area.pk}"


def test_acts_of_a_module_that_one_does_not_see_are_left_out(nora, ana):
    Area(name="Servicio").begin(by=nora)

    assert told_to(nora, subject_type="accounts.area")
    assert not told_to(ana, subject_type="accounts.area")


def test_who_does_not_see_the_trail_does_not_find_it(client, ana):
    client.force_login(ana)

    assert client.get("/trail/").status_code == 404


# The page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("kind=accounts.area", {"Una", "Dos", "Tres"}),
        ("record=accounts.area:{one}", {"Una"}),
        ("who={beto}", {"Dos"}),
        ("verb=dropped", {"Tres"}),
        ("kind=accounts.area&since=2026-07-22&until=2026-07-22", {"Dos"}),
        ("who==system&kind=accounts.area", set()),
    ],
)
def test_the_list_is_narrowed_by_record_person_act_and_days(client, nora, beto, at, asked, shown):
    at("2026-07-21T09:00")
    one = Area(name="Una").begin(by=nora)
    at("2026-07-22T23:30")
    Area(name="Dos").begin(by=beto)
    at("2026-07-23T00:10")
    three = Area(name="Tres").begin(by=nora)
    audit.record(three, "dropped", by=nora)
    client.force_login(nora)

    asked = asked.format(one=one.pk, beto=beto.pk)
    page = client.get(f"/trail/?{asked}").content.decode()

    assert {name for name in ("Una", "Dos", "Tres") if f">{name}</a>" in page} == shown


def test_the_list_goes_on_by_sequence(client, nora):
    areas = [Area(name=f"Área {n}").begin(by=nora) for n in range(60)]
    client.force_login(nora)

    first = client.get("/trail/?kind=accounts.area")
    second = client.get("/trail/" + first.context["search"].page.next_url)

    assert "Área 59" in first.content.decode()
    assert {line.name for line in second.context["lines"]} >= {area.name for area in areas[:10]}


def test_an_address_that_somebody_played_with_breaks_nothing(client, nora):
    client.force_login(nora)

    for asked in ("record=:", "record=x", "after=%FF", "who=x", "since=hoy", "kind=no.such"):
        assert client.get(f"/trail/?{asked}").status_code == 200


def test_the_list_needs_few_queries(client, nora, ana, beto, django_assert_max_num_queries):
    for n in range(20):
        Area(name=f"Área {n}", head=ana).begin(by=beto)
        put("company.phone", f"606 555 01{n:02}", by=nora)
        NonWorkingDay.declare(date(2027, 3, n + 1), "Cierre", by=nora)
    chain.look(by=nora)
    client.force_login(nora)
    client.get("/trail/")

    with django_assert_max_num_queries(12):
        client.get("/trail/")


# The chain


def test_the_chain_is_looked_at_when_somebody_asks(client, nora, db):
    Area(name="Servicio").begin(by=nora)
    client.force_login(nora)

    client.post("/trail/look/")
    client.post("/trail/look/")
    run_due()

    [found] = chain.ChainCheck.objects.all()
    assert found.is_whole
    assert found.asked_by == nora
    assert "Completa hasta el acto" in client.get("/trail/").content.decode()


def test_a_broken_chain_is_told_to_who_keeps_koios(client, nora, ana):
    Area(name="Servicio").begin(by=nora)
    head = ChainHead.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_chainhead SET sequence = 99 WHERE id = %s", [head.pk])

    found = chain.look()

    assert not found.is_whole
    assert Notice.objects.get(person=nora).urgent
    assert not Notice.objects.filter(person=ana).exists()
    client.force_login(nora)
    assert "no coincide con lo guardado" in client.get("/trail/").content.decode()


def test_a_year_of_looks_is_kept(nora, monkeypatch):
    monkeypatch.setattr(chain, "KEPT", 3)

    for _n in range(5):
        chain.look()

    assert chain.ChainCheck.objects.count() == 3


def test_a_notice_of_a_broken_chain_comes_once_for_each_look(nora):
    found = chain.look()
    chain._tell(found)
    chain._tell(found)

    assert notices.Notice.objects.filter(person=nora).count() == 1
