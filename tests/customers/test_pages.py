"""The doors of customers: who finds them, what they show, what they ask of the database."""

import csv
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koios.core import audit
from koios.customers import identity
from koios.customers.models import (
    Address,
    ConsentEvent,
    ConsentPurpose,
    Contact,
    Customer,
    Note,
    Paper,
    PrivacyPolicy,
)

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

NEW = {
    "kind": "company",
    "document_type": "NIT",
    "document_text": "811.036.370-8",
    "legal_name": "Agroindustrias El Cafetal S.A.S.",
    "stage": "active",
}


@pytest.fixture
def desk(client, ana):
    """Ana at her desk."""
    client.force_login(ana)
    return client


@pytest.fixture
def head(client, db):
    """Somebody who may do everything."""
    from koios.accounts.models import User, ensure_roles

    ensure_roles()
    client.force_login(User.objects.create_person("jefa@koios.example", "Jefa", ["admin"]))
    return client


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(name, *args):
    return reverse(f"customers:{name}", args=args)


def test_who_may_not_see_customers_finds_nothing(client, school, stranger):
    client.force_login(stranger)

    assert client.get(url("customers")).status_code == 404
    assert client.get(school.get_absolute_url()).status_code == 404


def test_without_an_account_one_is_sent_to_sign_in(client, school, ana):
    response = client.get(school.get_absolute_url())

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_the_list_shows_customers_by_name_in_few_queries(
    desk, make_customer, school, django_assert_max_num_queries
):
    for n in range(70):
        make_customer(f"Cliente {n:03d}", f"8001{n:05d}")

    with django_assert_max_num_queries(12):
        first = desk.get(url("customers"))

    assert len(first.context["list"].page.rows) == 50
    second = desk.get(url("customers") + first.context["list"].page.next_url)
    names = [str(c) for page in (first, second) for c in page.context["list"].page]
    assert names == sorted(names) and len(names) == 71
    assert "Colegio La Arboleda" in names


def test_the_list_is_narrowed_by_the_address(desk, school, clinic, ana):
    school.revise(by=ana, segment="Educación", municipality="63001", owner=ana)

    def shown(**asked):
        return [row.pk for row in desk.get(url("customers"), asked).context["list"].page]

    assert shown(segment="Educación") == [school.pk]
    assert shown(owner=ana.pk) == [school.pk]
    assert shown(department="63") == [school.pk]
    assert shown(q="arbolèda") == [school.pk]
    assert shown(q="890.204.771-6") == [school.pk]
    assert shown(q="8902047716") == [school.pk]
    assert shown(status="prospect") == []
    assert shown(segment="Educación", q="inés") == []


def test_tabs_count_what_the_filters_leave(desk, school, clinic, make_customer):
    make_customer("Colegio Prospecto", status="prospect")

    tabs = desk.get(url("customers"), {"q": "colegio"}).context["list"].tabs

    assert [(str(tab.label), tab.count) for tab in tabs] == [
        ("Todos", 2),
        ("Activos", 1),
        ("Prospectos", 1),
        ("Inactivos", 0),
    ]


def test_the_export_is_the_list_as_it_is_seen(desk, school, clinic, make_customer, ana):
    school.revise(by=ana, municipality="63001", trade_name="=Colegio La Arboleda")
    make_customer("Zeta S.A.", "811036370", municipality="63001")

    asked = "?department=63&sort=-name"
    shown = [c.document_number for c in desk.get(url("customers") + asked).context["list"].page]
    answer = b"".join(desk.get(url("export", "csv") + asked).streaming_content).decode("utf-8-sig")

    lines = list(csv.DictReader(answer.splitlines(), delimiter=";"))
    assert [line["Documento"] for line in lines] == shown == ["811036370", "890204771"]
    assert lines[1]["DV"] == "6"
    assert lines[1]["Municipio"] == "Armenia, Quindío"
    assert lines[1]["Nombre comercial"].startswith("'=")


def test_the_export_is_also_a_sheet_and_nothing_else(desk, school):
    assert desk.get(url("export", "xlsx")).getvalue().startswith(b"PK")
    assert desk.get(url("export", "exe")).status_code == 404


def test_customers_with_papers_about_to_expire_can_be_asked_for(desk, school, clinic, at, ana):
    at("2026-07-22T10:00")
    Paper(customer=school, kind="rut", expires_on="2026-08-01").begin(by=ana)
    Paper(customer=clinic, kind="rut", expires_on="2027-08-01").begin(by=ana)

    listed = desk.get(url("customers"), {"papers": "on"}).context["list"].page
    assert [row.pk for row in listed] == [school.pk]


def test_the_page_of_a_customer_tells_everything_in_few_queries(
    desk, school, carla, ana, django_assert_max_num_queries
):
    Note.write(school, kind="call", contact=carla, minutes=8, text="Pide guía bilingüe", by=ana)
    Address.note_down(school, line="Km 4 vía El Caimo", municipality="63001", by=ana)
    Paper(customer=school, kind="rut").begin(by=ana)

    desk.get(school.get_absolute_url())  # settings are read once and kept

    with django_assert_max_num_queries(12):
        page = text_of(desk.get(school.get_absolute_url()))

    for told in (
        "Colegio La Arboleda",
        "NIT 890.204.771-6",
        "Fundación Educativa La Arboleda",
        "Carla Ocampo",
        "Encuestas",
        "llamada con Carla Ocampo, 8 minutos",
        "Pide guía bilingüe",
        "Km 4 vía El Caimo, Armenia, Quindío",
        "RUT",
    ):
        assert told in page


def test_the_story_goes_on_to_older_pages(desk, school, ana, at):
    for n in range(35):
        at(f"2026-06-01T08:{n:02d}")
        Note.write(school, text=f"Nota {n:02d}", by=ana)
    at("2026-07-01T08:00")

    first = desk.get(school.get_absolute_url(), {"only": "notes"})
    story = first.context["story"]
    older = desk.get(school.get_absolute_url(), {"only": "notes", "before": story.next})

    told = [event.body for event in story.events + older.context["story"].events]
    assert told == [f"Nota {n:02d}" for n in range(34, -1, -1)]


def test_a_merged_customer_leads_to_the_one_that_stayed(desk, school, clinic, ana):
    school.absorb(clinic, by=ana)

    response = desk.get(clinic.get_absolute_url())

    assert response.status_code == 302
    assert response["Location"] == school.get_absolute_url()


def test_a_customer_is_registered_with_its_number_read(desk, ana):
    response = desk.post(url("new_customer"), NEW | {"municipality": "pereira risaralda"})

    customer = Customer.objects.get()
    assert response["Location"] == customer.get_absolute_url()
    assert (customer.document_number, customer.municipality) == ("811036370", "66001")
    assert customer.status == "active" and customer.since is not None
    assert audit.trail(customer).get().actor == ana


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"document_text": "811036370-1"}, "document_text", "es 8, no 1"),
        ({"document_text": ""}, "document_text", "Solo un prospecto"),
        ({"municipality": "Macondo"}, "municipality", "no está en la lista"),
        ({"municipality": "San Francisco"}, "municipality", "departamento"),
        ({"activity": "9999"}, "activity", "no es una clase"),
        ({"phone": "llamar"}, "phone", "sus cifras"),
        ({"legal_name": ""}, "legal_name", "obligatorio"),
        ({"email": "sin-arroba"}, "email", "correo"),
        ({"document_type": "CC", "document_text": "9001534534"}, "document_text", "es un NIT"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(desk, changes, field, reason):
    response = desk.post(url("new_customer"), NEW | {"trade_name": "El Cafetal"} | changes)

    form = response.context["form"]
    assert reason in " ".join(form.errors[field])
    assert 'value="El Cafetal"' in response.content.decode()
    assert not Customer.objects.exists()


def test_a_number_that_is_taken_names_its_customer(desk, school):
    response = desk.post(url("new_customer"), NEW | {"document_text": "8902047716"})

    error = response.context["form"].errors["document_text"][0]
    assert school.get_absolute_url() in error and "Colegio La Arboleda" in error


def test_similar_customers_are_offered_before_saving(desk, school):
    told = NEW | {"legal_name": "Colegio la Arboleda Ltda"}

    offered = desk.post(url("new_customer"), told)

    assert offered.context["similar"] == [school]
    assert Customer.objects.count() == 1
    desk.post(url("new_customer"), told | {"another": "1"})
    assert Customer.objects.count() == 2


def test_similar_customers_are_told_while_the_form_is_filled_in(desk, school):
    page = text_of(desk.get(url("similar"), {"legal_name": "arboleda fundacion educativa"}))

    assert "Colegio La Arboleda" in page
    assert "Arboleda" not in text_of(desk.get(url("similar"), {"legal_name": "Hotel Samán"}))


def test_an_activity_can_be_given_by_the_words_of_its_name(desk):
    desk.post(url("new_customer"), NEW | {"activity": "transporte de pasajeros"})

    assert Customer.objects.get().activity == "4921"


def test_what_is_known_of_a_customer_is_corrected(desk, school, ana):
    page = desk.get(url("details", school.pk))
    told = {
        bound.html_name: bound.value() if bound.value() is not None else ""
        for bound in page.context["form"]
    }
    told = {name: value for name, value in told.items() if value not in (False, "")}

    desk.post(url("details", school.pk), told | {"payment_days": "30", "vat": "not_liable"})

    school.refresh_from_db()
    assert (school.payment_days, school.vat) == (30, "not_liable")
    assert set(audit.trail(school).last().changes) == {"payment_days", "vat"}


def test_a_customer_goes_through_its_states(desk, make_customer):
    prospect = make_customer("Hotel El Samán", status="prospect")

    assert desk.post(url("activation", prospect.pk)).status_code == 409
    prospect.revise(by=audit.SYSTEM, document=identity.read("811036370"))
    desk.post(url("activation", prospect.pk))
    desk.post(url("deactivation", prospect.pk), {"reason": "Cerró el hotel"})

    prospect.refresh_from_db()
    assert prospect.status == "inactive"
    assert audit.trail(prospect).last().reason == "Cerró el hotel"


def test_leaving_a_customer_inactive_needs_a_reason(desk, school):
    response = desk.post(url("deactivation", school.pk), {"reason": ""})

    school.refresh_from_db()
    assert school.status == "active"
    assert "Diga por qué" in text_of(response)


def test_another_person_looks_after_a_customer(desk, school, beto):
    desk.post(url("handover", school.pk), {"owner": beto.pk, "reason": ""})

    school.refresh_from_db()
    assert school.owner == beto


def test_a_contact_is_added_corrected_and_retired(desk, school):
    desk.post(
        url("new_contact", school.pk),
        {"name": "Nelly Quintero", "part": "pays", "email": "n@x.example", "roles": ["billing"]},
    )
    nelly = Contact.objects.get()
    desk.post(
        url("contact", school.pk, nelly.pk),
        {"name": "Nelly Quintero", "part": "pays", "email": "n@x.example", "roles": ["cases"]},
    )
    assert list(school.contacts.who_receive("cases")) == [nelly]
    desk.post(url("retirement", school.pk, nelly.pk), {"reason": ""})

    assert not school.contacts.current().exists()


def test_who_receives_something_needs_an_address(desk, school):
    response = desk.post(
        url("new_contact", school.pk), {"name": "Nelly", "part": "pays", "roles": ["billing"]}
    )

    assert "necesita un correo" in text_of(response)


def test_a_contact_of_another_customer_is_not_found(desk, school, diego):
    assert desk.get(url("contact", school.pk, diego.pk)).status_code == 404


def test_a_conversation_is_written_down(desk, school, carla, ana, at):
    at("2026-07-17T12:00")
    desk.post(
        url("new_note", school.pk),
        {
            "kind": "call",
            "contact": carla.pk,
            "happened_at": "2026-07-17T11:20",
            "minutes": "8",
            "text": "Pide guía bilingüe",
        },
    )

    note = Note.objects.get()
    assert (note.author, note.contact, note.minutes) == (ana, carla, 8)
    assert note.happened_at.isoformat() == "2026-07-17T16:20:00+00:00"


def test_a_conversation_of_tomorrow_is_refused(desk, school, at):
    at("2026-07-17T12:00")
    response = desk.post(
        url("new_note", school.pk),
        {"kind": "call", "happened_at": "2026-07-18T11:20", "text": "Aún no"},
    )

    assert "Aún no ha ocurrido" in text_of(response)
    assert not Note.objects.exists()


def test_a_paper_is_kept_with_its_file_and_the_one_before_is_replaced(desk, school, at):
    at("2026-07-22T10:00")
    for year in (2025, 2026):
        desk.post(
            url("new_paper", school.pk),
            {
                "kind": "rut",
                "issued_on": f"{year}-01-15",
                "expires_on": f"{year}-12-31",
                "file": SimpleUploadedFile(f"rut {year}.pdf", PDF, "application/pdf"),
            },
        )

    paper = school.papers.current().get()
    assert paper.file.name == "rut 2026.pdf"
    assert school.papers.count() == 2
    response = desk.get(url("paper_file", school.pk, paper.pk))
    assert b"".join(response.streaming_content) == PDF


def test_a_file_survives_an_error_of_its_form(desk, school):
    page = desk.post(
        url("new_paper", school.pk),
        {
            "kind": "rut",
            "issued_on": "2026-01-15",
            "expires_on": "2025-01-15",
            "file": SimpleUploadedFile("rut.pdf", PDF, "application/pdf"),
        },
    )
    assert "Vence antes de expedirse" in text_of(page)
    basket = page.context["basket"]

    desk.post(url("new_paper", school.pk), {"kind": "rut", "basket": basket})

    assert school.papers.get().file.name == "rut.pdf"


def test_a_paper_without_file_is_not_kept(desk, school):
    response = desk.post(url("new_paper", school.pk), {"kind": "rut"})

    assert "Elija el archivo" in text_of(response)
    assert not Paper.objects.exists()


def test_an_address_is_noted_corrected_and_dropped(desk, school):
    told = {"use": "branch", "name": "Sede norte", "line": "Calle 50", "municipality": "Armenia"}
    desk.post(url("new_address", school.pk), told)
    place = Address.objects.get()
    assert place.municipality == "63001"
    desk.post(url("address", school.pk, place.pk), told | {"line": "Calle 51"})
    desk.post(url("address", school.pk, place.pk), told | {"drop": "1"})

    place.refresh_from_db()
    assert place.line == "Calle 51" and place.dropped_at


def test_two_records_are_compared_and_merged(head, school, make_customer):
    twin = make_customer("Colegio la Arboleda", "811036370", phone="606 741 5530")

    assert twin in head.get(url("merge_choice", school.pk)).context["others"]
    assert twin in head.get(url("merge_choice", school.pk), {"q": "811036370"}).context["others"]
    page = text_of(head.get(url("merge", school.pk, twin.pk)))
    assert "NIT 811.036.370-8" in page and "NIT 890.204.771-6" in page
    head.post(url("merge", school.pk, twin.pk), {"legal_name": "gone", "reason": "El mismo"})

    school.refresh_from_db()
    assert (school.legal_name, school.phone) == ("Colegio la Arboleda", "606 741 5530")


def test_selling_does_not_reach_to_merging(desk, school, clinic):
    assert desk.post(url("merge", school.pk, clinic.pk)).status_code == 403


def test_a_person_s_data_are_erased_on_request(head, make_customer):
    person = make_customer("Rosalba Tabares", "41261533", kind="person")

    head.post(url("erasure", person.pk), {"reason": "Lo pidió"})

    person.refresh_from_db()
    assert "Rosalba" not in person.legal_name
    assert person.document_number == ""


def test_what_a_contact_said_about_their_data_is_written_down(desk, school, carla, ana):
    call = ConsentPurpose.objects.by_key("call")
    desk.post(
        url("new_contact_consent", school.pk, carla.pk),
        {"purpose": call.pk, "answer": "given", "channel": "phone", "note": "Grabación 12"},
    )

    event = ConsentEvent.objects.get()
    assert (event.recorded_by, event.channel, event.note) == (ana, "phone", "Grabación 12")
    carla.refresh_from_db()
    assert carla.subject.allows("call")
    page = text_of(desk.get(url("contact_consents", school.pk, carla.pk)))
    assert "Autorizó" in page and "Grabación 12" in page


def test_the_policy_is_public_with_every_version_that_ruled(client, beto):
    PrivacyPolicy.in_force()
    PrivacyPolicy.publish("## Nuestra política\n\nTexto.\n\n- Uno\n- Dos\n\n" + "x " * 200, by=beto)

    now = client.get("/datos-personales/")
    before = client.get("/datos-personales/1/")

    assert "<h2>Nuestra política</h2>" in now.content.decode()
    assert "<li>Dos</li>" in now.content.decode()
    assert "ya no rige" in text_of(before)
    assert client.get("/datos-personales/9/").status_code == 404


def test_markup_in_a_policy_is_only_text(client, beto):
    PrivacyPolicy.publish("<script>alert(1)</script> " * 20, by=beto)

    assert "<script>alert" not in client.get("/datos-personales/").content.decode()


def test_a_policy_is_published_by_who_may_configure(head):
    assert "Es el texto que propone Koios" in text_of(head.get(url("privacy")))
    body = "## Política\n\n" + "Texto propio de la empresa. " * 20
    head.post(url("new_policy"), {"body": body, "effective_on": "2099-01-01"})

    assert PrivacyPolicy.objects.order_by("-version").first().effective_on.year == 2099
    assert PrivacyPolicy.in_force().version == 1


def test_selling_does_not_reach_to_publishing_a_policy(desk):
    assert desk.get(url("new_policy")).status_code == 403
