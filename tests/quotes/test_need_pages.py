"""Requests on the desk: the list, the form, the acts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koios.core import calendar
from koios.customers.models import Customer
from koios.quotes.models import CapabilityCheck, LossReason, Need

pytestmark = pytest.mark.django_db
NEW = "/quotes/needs/new/"
TOLD = {
    "channel": "phone",
    "what": "Ruta para 46 empleados del turno de noche",
    "place": "La Badea – Dosquebradas",
    "basket": "n" * 32,
}


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def page_of(answer):
    return answer.content.decode().replace("\xa0", " ")


# Taking


def test_a_request_by_phone_is_taken_with_its_customer_and_contact(desk, school, carla, ana):
    told = TOLD | {"customer": "890204771", "contact_name": "Carla Ocampo", "owner": ana.pk}

    answer = desk.post(NEW, told)

    need = Need.objects.get()
    assert answer.url == need.get_absolute_url()
    assert (need.customer, need.contact, need.owner) == (school, carla, ana)
    assert need.next_step and need.next_step_on > calendar.today()


def test_who_is_no_customer_yet_is_taken_by_their_company(desk):
    desk.post(NEW, TOLD | {"company": "Hotel El Samán"})

    assert Need.objects.get().asked_by == "Hotel El Samán"


def test_nobody_asking_is_an_error_that_keeps_text_and_files(desk):
    plan = SimpleUploadedFile("plano.txt", b"un plano")

    answer = desk.post(NEW, TOLD | {"files": plan})

    assert answer.status_code == 422
    assert "Ruta para 46 empleados" in page_of(answer) and "plano.txt" in page_of(answer)
    assert not Need.objects.exists()


def test_the_form_sent_twice_takes_one_request(desk):
    told = TOLD | {"company": "Hotel El Samán"}

    desk.post(NEW, told)
    desk.post(NEW, told)

    assert Need.objects.count() == 1


def test_a_name_of_several_customers_offers_them(desk, make_customer):
    for city in ("Norte", "Sur"):
        make_customer(f"Hotel El Samán {city}")

    answer = desk.post(NEW, TOLD | {"customer": "Samán"})

    assert "Puede ser" in page_of(answer) and "Samán Norte" in page_of(answer)


@pytest.mark.parametrize(
    "told",
    [{"next_step": "Visitar"}, {"next_step_on": "2099-01-01"}, {"next_step_on": "2020-01-01"}],
)
def test_a_next_step_has_a_day_to_come(desk, told):
    answer = desk.post(NEW, TOLD | {"company": "Hotel"} | told)

    assert answer.status_code == 422


def test_from_a_customers_page_the_form_knows_who_asks(desk, school):
    page = page_of(desk.get(f"{NEW}?customer={school.pk}"))

    assert str(school.document) in page


# The list


def test_each_tab_holds_its_own(desk, make_need, beto, ana):
    make_need(what="Espera conmigo")
    make_need(what="Espera con Beto", owner=beto)
    make_need(what="Terminó").close(by=ana, reason=LossReason.objects.first())
    shown = {
        tab: page_of(desk.get(f"/quotes/needs/?tab={tab}")) for tab in ("open", "mine", "closed")
    }

    assert "Espera conmigo" in shown["open"] and "Espera con Beto" in shown["open"]
    assert "Espera con Beto" not in shown["mine"]
    assert "Terminó" in shown["closed"] and "Espera" not in shown["closed"]


def test_what_has_the_nearest_step_comes_first(desk, make_need, at):
    at("2026-07-22T10:18")
    make_need(what="Después", next_step="Llamar", next_step_on="2026-08-01")
    make_need(what="Primero", next_step="Llamar", next_step_on="2026-07-20")

    page = page_of(desk.get("/quotes/needs/"))

    assert page.index("Primero") < page.index("Después")
    assert "Atrasado 2 días" in page


def test_the_list_is_searched_and_narrowed_by_its_address(desk, make_need):
    make_need(what="Transporte de voleibol", channel="visit")
    make_need(what="Otra cosa")

    assert "voleibol" in page_of(desk.get("/quotes/needs/?q=voleibol"))
    assert "Otra cosa" not in page_of(desk.get("/quotes/needs/?q=voleibol"))
    assert "Otra cosa" not in page_of(desk.get("/quotes/needs/?channel=visit"))
    ends = "received_from=0001-01-01&received_to=9999-12-31"
    assert "voleibol" in page_of(desk.get(f"/quotes/needs/?{ends}"))


def test_the_list_asks_little_however_long_it_is(desk, make_need, django_assert_max_num_queries):
    for number in range(60):
        make_need(what=f"Ruta {number}")
    desk.get("/quotes/needs/")

    with django_assert_max_num_queries(12):
        page = page_of(desk.get("/quotes/needs/"))
    assert page.count('class="cell-main') == 50 and "Siguientes" in page


def test_what_is_exported_is_what_is_seen(desk, make_need):
    make_need(what="Transporte de voleibol")
    make_need(what="Otra cosa", channel="visit")

    sheet = b"".join(desk.get("/quotes/needs/export.csv?channel=visit").streaming_content).decode()

    assert "Otra cosa" in sheet and "voleibol" not in sheet


# One request and its acts


def test_the_record_asks_little(desk, make_need, make_quote, ana, django_assert_max_num_queries):
    need = make_need()
    need.check_capability(verdict="yes", means="Dos buses", by=ana)
    make_quote(need=need)
    desk.get(need.get_absolute_url())

    with django_assert_max_num_queries(12):
        page = page_of(desk.get(need.get_absolute_url()))
    assert "Dos buses" in page and "Sí podemos" in page


def test_whether_we_can_is_recorded_with_who_says_so_and_the_earlier_stays(desk, make_need, ana):
    need = make_need()
    address = f"{need.get_absolute_url()}capability/"

    desk.post(address, {"verdict": "no", "means": "Faltan buses"})
    desk.post(address, {"verdict": "yes", "means": "Llegaron dos"})
    desk.post(address, {"verdict": "yes", "means": "Llegaron dos"})

    assert [(check.verdict, check.by) for check in need.checks.all()] == [("yes", ana), ("no", ana)]
    page = page_of(desk.get(need.get_absolute_url()))
    assert "Faltan buses" in page and "Llegaron dos" in page


def test_conditions_must_be_told(desk, make_need):
    need = make_need()

    answer = desk.post(
        f"{need.get_absolute_url()}capability/", {"verdict": "conditions", "means": "Un bus"}
    )

    assert answer.status_code == 422 and "Un bus" in page_of(answer)
    assert not CapabilityCheck.objects.exists()


def test_it_is_completed_planned_handed_over_and_closed_and_opened_again(
    desk, make_need, ana, gloria, at
):
    at("2026-07-22T10:18")
    need = make_need()
    here = need.get_absolute_url()
    reason = LossReason.objects.get(name="Sin presupuesto")

    desk.post(f"{here}details/", {"what": "Tres rutas", "customer": str(need.customer)})
    desk.post(f"{here}plan/", {"step": "Visitar", "on": "2026-07-30"})
    desk.post(f"{here}handover/", {"person": gloria.pk, "reason": "Es su cliente"})
    desk.post(f"{here}closing/", {"reason": reason.pk, "comment": "El otro año"})

    need.refresh_from_db()
    assert (need.what, need.owner, need.status) == ("Tres rutas", gloria, "closed")
    assert gloria.notices.exists()
    page = page_of(desk.get(here))
    for told in ("Visitar, 30 jul 2026", "Gloria Patiño", "Sin presupuesto", "El otro año"):
        assert told in page
    desk.post(f"{here}reopening/", {"comment": "Volvieron a llamar"})
    need.refresh_from_db()
    assert need.is_open and need.reason is None and need.next_step_on.isoformat() == "2026-07-23"


def test_an_act_whose_time_is_over_says_so_and_keeps_what_was_typed(desk, make_need, ana):
    need = make_need()
    need.close(by=ana, reason=LossReason.objects.first())

    answer = desk.post(f"{need.get_absolute_url()}plan/", {"step": "Llamar", "on": "2099-01-01"})

    assert answer.status_code == 409
    assert "Llamar" in page_of(answer) and "ya no está en el estado" in page_of(answer)


def test_a_request_with_a_quote_says_why_it_is_not_closed(desk, make_need, make_quote):
    need = make_need()
    make_quote(need=need)

    answer = desk.post(
        f"{need.get_absolute_url()}closing/", {"reason": LossReason.objects.first().pk}
    )

    assert answer.status_code == 409
    assert "Ya tiene una cotización" in page_of(answer)


def test_who_asks_is_linked_to_their_customer(desk, make_need, clinic, diego):
    need = make_need(customer=None, company="La clínica", contact_email="diego@santaines.example")
    assert "Clínica Santa Inés" in page_of(desk.get(need.get_absolute_url()))

    desk.post(f"{need.get_absolute_url()}customer/", {"customer": "900153453"})

    need.refresh_from_db()
    assert (need.customer, need.contact) == (clinic, diego)


def test_who_asks_becomes_a_customer_with_a_contact(desk, make_need):
    need = make_need(
        customer=None,
        company="Hotel El Samán",
        contact_name="Lina Mora",
        contact_email="lina@saman.example",
    )
    told = {"kind": "company", "legal_name": "Hotel El Samán", "document": "900940223-3"}

    desk.post(f"{need.get_absolute_url()}new-customer/", told)

    need.refresh_from_db()
    assert need.customer.status == Customer.Status.PROSPECT
    assert need.customer.document.number == "900940223"
    assert need.contact.name == "Lina Mora" and need.contact.commercial


def test_a_customer_alike_is_offered_before_another_is_made(desk, make_need, school):
    need = make_need(customer=None, company="Colegio La Arboleda")
    address = f"{need.get_absolute_url()}new-customer/"
    told = {"kind": "company", "legal_name": "Colegio La Arboleda"}

    answer = desk.post(address, told)

    assert answer.status_code == 422 and "Puede que ya sea cliente" in page_of(answer)
    desk.post(address, told | {"another": "on"})
    need.refresh_from_db()
    assert need.customer and need.customer != school


def test_files_that_come_later_stand_on_the_request(desk, make_need):
    need = make_need()
    file = SimpleUploadedFile("pasajeros.txt", b"Carla")

    desk.post(f"{need.get_absolute_url()}files/", {"files": file, "basket": "f" * 32})

    assert [one.name for one in need.attachments()] == ["pasajeros.txt"]


def test_without_a_file_there_is_nothing_to_add(desk, make_need):
    answer = desk.post(f"{make_need().get_absolute_url()}files/", {"basket": "f" * 32})

    assert answer.status_code == 409 and "Escoja al menos un archivo" in page_of(answer)


def test_who_only_reads_is_offered_no_act(client, beto, make_need):
    client.force_login(beto)  # quality reads quotes
    need = make_need()

    page = page_of(client.get(need.get_absolute_url()))

    assert "Revisar si podemos" not in page and "Completar o corregir" not in page
    assert client.post(f"{need.get_absolute_url()}plan/", {}).status_code == 403
