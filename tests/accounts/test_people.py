import pytest
from django.db import IntegrityError

from koios.accounts.handovers import Handover, handovers
from koios.accounts.models import Role, SignIn, User
from koios.accounts.roster import Roster
from koios.core import audit
from koios.core.permissions import APPROVE, CONFIGURE, EDIT, SEE
from koios.core.refusals import Refusal


@pytest.fixture
def open_work(monkeypatch):
    """A kind of open work that a capability could have: {person: how many}."""
    held = {}
    monkeypatch.setattr(handovers, "_things", {})
    handovers.add(
        "cases",
        Handover(
            "cases",
            "PQRS abiertas",
            lambda person: held.get(person, 0),
            lambda gone, heir, by: held.update({heir: held.get(heir, 0) + held.pop(gone)}),
            "cases",
        ),
    )
    return held


def verbs(record):
    return list(audit.trail(record).values_list("verb", flat=True))


# Who somebody is


def test_one_email_is_one_person_however_it_is_written(ana):
    with pytest.raises(IntegrityError):
        User(email="ANA@koios.example", name="Otra Ana").save()


def test_the_initials_are_those_of_the_first_two_names():
    assert User(name="Juan David Salazar").initials() == "JD"
    assert User(name="Óscar").initials() == "Ó"
    assert User(name="", email="x@koios.example").initials() == "X"


def test_whom_we_add_is_told_on_the_trail_without_their_name_in_it(ana):
    entry = audit.trail(ana).get()

    assert entry.verb == "added"
    assert "Ana Restrepo" not in str(entry.changes)
    assert entry.told()["name"] == [None, "Ana Restrepo"]


# What they may do


def test_a_level_holds_those_before_it(beto):
    assert beto.may("cases", CONFIGURE)
    assert beto.may("cases", SEE)
    assert beto.may("customers", EDIT)
    assert not beto.may("customers", APPROVE)


def test_two_roles_reach_as_far_as_the_one_that_reaches_further(ana, nora):
    ana.set_roles(Role.objects.filter(key__in=["sales", "management"]), by=nora)

    assert ana.may("customers", APPROVE)
    assert ana.may("trail", SEE)


def test_whoever_is_deactivated_may_nothing(ana, nora):
    ana.deactivate(by=nora)

    assert not ana.may("customers", SEE)


def test_what_somebody_may_is_one_query_a_request(ana, django_assert_num_queries):
    person = User.objects.get(pk=ana.pk)

    with django_assert_num_queries(1):
        person.may("cases", SEE)
        person.may("users", CONFIGURE)
        person.must_have_second_factor()


def test_people_are_found_by_what_they_may_do(ana, beto, nora):
    assert set(User.objects.who_may("cases", CONFIGURE)) == {beto, nora}


def test_new_roles_are_told_with_those_of_before(ana, nora):
    ana.set_roles([Role.objects.get(key="service")], by=nora)

    entry = audit.trail(ana).last()
    assert entry.verb == "roles_changed"
    assert entry.actor == nora
    assert entry.changes == {"roles": [["Comercial"], ["Servicio al cliente"]]}


# The last administrator


def test_the_last_administrator_keeps_the_role(nora):
    with pytest.raises(Refusal):
        nora.set_roles([], by=nora)

    assert nora.roles.count() == 1


def test_the_last_administrator_is_not_deactivated(nora, ana):
    with pytest.raises(Refusal):
        nora.deactivate(by=ana)

    assert User.objects.get(pk=nora.pk).is_active


def test_an_administrator_who_never_came_in_is_not_one_to_count_on(nora, ana):
    User.objects.create_person("otro@koios.example", "Otro", ["admin"])

    with pytest.raises(Refusal):
        nora.deactivate(by=ana)


# Going


def test_who_has_open_work_does_not_go_without_somebody_who_takes_it(ana, nora, open_work):
    open_work[ana] = 3

    with pytest.raises(Refusal):
        ana.deactivate(by=nora)

    assert User.objects.get(pk=ana.pk).is_active


def test_open_work_passes_to_who_takes_over(ana, beto, nora, open_work):
    open_work[ana] = 3

    ana.deactivate(by=nora, successor=beto, reason="Se retiró")

    assert open_work == {beto: 3}
    entry = audit.trail(ana).last()
    assert entry.verb == "deactivated"
    assert entry.reason == "Se retiró"
    assert entry.facts == {"handed_over": {"cases": 3}, "successor": beto.pk}


def test_nobody_takes_over_who_is_not_there(ana, beto, nora, open_work):
    open_work[ana] = 1
    beto.deactivate(by=nora)

    with pytest.raises(Refusal):
        ana.deactivate(by=nora, successor=beto)


def test_only_who_may_do_the_work_takes_it_over(ana, nora, open_work):
    auditor = User.objects.create_person("auditora@koios.example", "Auditora", ["auditor"])
    handovers.add("pqrs", Handover("pqrs", "PQRS", lambda person: 1, lambda *who: None, "cases"))

    with pytest.raises(Refusal):
        ana.deactivate(by=nora, successor=auditor)


def test_nobody_deactivates_themselves(ana, nora):
    with pytest.raises(Refusal):
        ana.deactivate(by=ana)


def test_who_is_deactivated_is_out_at_once(ana, nora, sign_in, client):
    sign_in(ana)

    ana.deactivate(by=nora)

    assert client.get("/profile/").status_code == 302
    assert SignIn.objects.get(user=ana).ending == SignIn.Ending.DEACTIVATED


def test_who_comes_back_has_what_they_had(ana, nora):
    ana.deactivate(by=nora)

    ana.reactivate(by=nora)

    assert ana.may("customers", EDIT)
    assert verbs(ana)[-2:] == ["deactivated", "reactivated"]


# The pages


def test_the_list_shows_who_is_active(as_nora, ana, beto, nora):
    beto.deactivate(by=nora)

    page = as_nora.get("/people/").content.decode()

    assert "Ana Restrepo" in page
    assert "Beto Marín" not in page
    assert "Beto Marín" in as_nora.get("/people/?state=inactive").content.decode()


def test_the_list_narrows_by_role_and_words(as_nora, ana, beto):
    assert "Beto" not in as_nora.get("/people/?role=sales").content.decode()
    assert "Ana" not in as_nora.get("/people/?q=mar%C3%ADn").content.decode()


def test_the_list_asks_few_questions_however_many_there_are(
    rf, ana, beto, nora, django_assert_num_queries
):
    roster = Roster(rf.get("/people/?state=all"))

    with django_assert_num_queries(3):
        assert [tab.count for tab in roster.tabs] == [3, 0, 0, 3]
        assert [str(role) for person in roster.page for role in person.roles.all()]


def test_the_list_leaves_as_it_is_seen(as_nora, ana, beto):
    page = b"".join(as_nora.get("/people/export.csv?role=sales").streaming_content).decode()

    assert "Ana Restrepo" in page
    assert "Comercial" in page
    assert "Beto" not in page


def test_who_may_only_edit_does_not_touch_the_email(client, nora, ana, beto):
    role = Role.objects.get(key="quality")
    role.amend(by=nora, grants=role.grants | {"users": EDIT})
    client.force_login(beto)

    client.post(f"/people/{ana.pk}/details/", {"name": "Ana R.", "email": "ladron@x.co"})

    ana.refresh_from_db()
    assert ana.name == "Ana R."
    assert ana.email == "ana@koios.example"


def test_a_taken_email_is_said_beside_the_field(as_nora, ana, beto):
    page = as_nora.post(
        f"/people/{ana.pk}/details/", {"name": "Ana", "email": "BETO@koios.example"}
    )

    assert "Ya hay una persona con ese correo." in page.content.decode()


def test_the_page_of_a_person_tells_their_story(as_nora, ana, nora):
    ana.set_roles([Role.objects.get(key="service")], by=nora)

    page = as_nora.get(f"/people/{ana.pk}/").content.decode()

    assert "roles: de Comercial a Servicio al cliente" in page


def test_deactivation_asks_who_takes_over(as_nora, ana, beto, open_work):
    open_work[ana] = 2

    page = as_nora.get(f"/people/{ana.pk}/deactivation/").content.decode()
    as_nora.post(f"/people/{ana.pk}/deactivation/", {"successor": beto.pk})

    assert "PQRS abiertas" in page
    assert open_work == {beto: 2}


def test_however_many_might_take_over_the_page_asks_little(
    as_nora, ana, open_work, django_assert_max_num_queries
):
    open_work[ana] = 2
    for n in range(9):
        User.objects.create_person(f"p{n}@koios.example", f"Persona {n}", ["service"])
    as_nora.get("/")

    with django_assert_max_num_queries(12):
        as_nora.get(f"/people/{ana.pk}/deactivation/")
