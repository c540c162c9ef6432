import pytest
from django.db import connection

from koios.accounts import matrix
from koios.accounts.models import Role, ensure_roles
from koios.accounts.roles import teach_roles
from koios.core import audit, checks
from koios.core.permissions import CONFIGURE, EDIT, SEE
from koios.core.refusals import Refusal


@pytest.fixture
def sales(nora):
    return Role.objects.get(key="sales")


def test_the_proposed_roles_are_there(nora):
    assert set(Role.objects.values_list("name", flat=True)) == {
        "Administración",
        "Gerencia",
        "Comercial",
        "Operaciones",
        "Servicio al cliente",
        "Calidad",
        "Auditor",
    }


def test_the_auditor_reads_everything_but_who_asked_not_to_be_named(nora):
    auditor = Role.objects.get(key="auditor")

    assert not auditor.may("identities", SEE)
    assert {module for module, level in auditor.grants.items() if level} == {
        "cases",
        "customers",
        "contracts",
        "quotes",
        "scheduling",
        "actions",
        "users",
        "settings",
        "trail",
    }
    assert set(auditor.grants.values()) == {SEE, ""}


def test_what_the_company_decided_stays_and_what_is_new_is_proposed(sales, nora):
    decided = {m: g for m, g in sales.grants.items() if m != "actions"} | {"cases": ""}
    sales.amend(by=nora, grants=decided)

    ensure_roles()

    sales.refresh_from_db()
    assert sales.grants["cases"] == ""
    assert sales.grants["actions"] == SEE


def test_a_change_of_the_matrix_is_one_entry_for_each_role(sales, nora):
    changed = matrix.change({"sales": {"customers": SEE}, "quality": {"customers": EDIT}}, by=nora)

    assert changed == [sales]
    entry = audit.trail(sales).last()
    assert entry.verb == "reach_changed"
    assert entry.changes["grants"][0]["customers"] == EDIT
    assert entry.changes["grants"][1]["customers"] == SEE


def test_the_matrix_keeps_somebody_who_configures_people(nora):
    with pytest.raises(Refusal):
        matrix.change({"admin": {"users": SEE}}, by=nora)

    assert Role.objects.get(key="admin").may("users", CONFIGURE)


def test_the_matrix_page_saves_what_changed_and_nothing_that_no_module_offers(as_nora, sales):
    as_nora.post(
        "/roles/", {"sales.customers": "see", "sales.trail": "configure", "sales.moon": "see"}
    )

    sales.refresh_from_db()
    assert sales.grants["customers"] == SEE
    assert sales.grants["trail"] == ""
    assert "moon" not in sales.grants


def test_who_may_only_see_the_matrix_does_not_change_it(client, beto, nora, sales):
    client.force_login(beto)

    assert client.get("/roles/").status_code == 200
    assert client.post("/roles/", {"sales.users": "configure"}).status_code == 403


def test_a_copy_reaches_as_far_as_its_model(as_nora, sales):
    as_nora.post("/roles/new/?like=sales", {"name": "Comercial júnior"})

    copy = Role.objects.get(name="Comercial júnior")
    assert copy.key == "comercial-junior"
    assert copy.grants == sales.grants


def test_a_role_that_somebody_has_is_not_taken_away(sales, ana, nora):
    with pytest.raises(Refusal):
        sales.drop(by=nora)


def test_a_role_that_nobody_has_can_go(as_nora, sales):
    as_nora.post("/roles/sales/removal/")

    assert not Role.objects.filter(key="sales").exists()
    assert not list(checks.check_trail())


def test_a_role_removed_behind_the_trail_is_seen(sales):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_role WHERE key = 'sales'")

    (seen,) = checks.check_trail()
    assert "does not hold it" in seen


def test_a_module_that_came_since_reaches_the_roles_that_are_still_there(nora):
    sales = Role.objects.get(key="sales")
    kept = {module: level for module, level in sales.grants.items() if module != "contracts"}
    sales.amend(by=nora, grants={**kept, "customers": ""})
    gone = Role.objects.get(key="auditor")
    gone.remove(by=nora)

    teach_roles()

    sales.refresh_from_db()
    assert (sales.grants["contracts"], sales.grants["customers"]) == ("edit", "")
    assert not Role.objects.filter(key="auditor").exists()
