"""The desk: who finds what, and what each door does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koios.accounts.mentions import mentioned_in
from koios.accounts.models import User
from koios.cases.belonging import step_of
from koios.cases.desk.acts import ACTS
from koios.cases.desk.story import Story
from koios.cases.models import Case, Kind, Status
from koios.core import audit, search
from koios.core.audit import trail
from koios.core.together import hear
from tests.cases.conftest import SANDRA


@pytest.fixture
def desk(client, andrea):
    client.force_login(andrea)
    return client


def test_the_queues_are_one_page_of_few_queries(desk, make_case, django_assert_max_num_queries):
    for _n in range(3):
        make_case()
    desk.get("/cases/?queue=unassigned")  # the numbers of the rail are remembered from here on

    with django_assert_max_num_queries(12):
        response = desk.get("/cases/?queue=unassigned")

    assert response.content.count(b'name="chosen"') == 3


def test_the_list_that_a_customer_leads_to_holds_theirs_alone(
    desk, make_case, school, clinic, andrea
):
    make_case(customer=school, subject="La ruta del colegio")
    make_case(customer=clinic, subject="La ruta de la clínica")

    (step,) = hear(step_of(school, andrea, [school.pk]))
    listed = desk.get(step.url).content.decode()

    assert "La ruta del colegio" in listed
    assert "La ruta de la clínica" not in listed


def test_a_case_is_a_page_of_few_queries(desk, make_case, andrea, django_assert_max_num_queries):
    case = make_case()
    case.assign(andrea, by=andrea)
    case.note("Una nota", by=andrea)
    case.write("Un mensaje", by=andrea)
    desk.get(case.get_absolute_url())

    with django_assert_max_num_queries(12):
        assert desk.get(case.get_absolute_url()).status_code == 200


def test_a_note_that_was_kept_is_confirmed(desk, make_case):
    case = make_case()

    page = desk.post(reverse("cases:note", args=[case.number]), {"text": "Ojo"}, follow=True)

    assert "Guardamos la nota" in page.content.decode()


def test_who_sends_a_letter_does_something_in_the_story(desk, make_case, andrea):
    case = make_case()
    case.assign(andrea, by=andrea)
    case.withdraw(reason="Ya lo arreglamos", by=andrea)

    story = Story(case, andrea)
    hear(story.listen())
    [letter] = [event for event in story.events if "Desistimiento" in event.did]

    assert letter.did.startswith("escribió: ")


def test_the_mail_of_who_asked_breaks_behind_its_at(desk, make_case):
    page = desk.get(make_case().get_absolute_url()).content.decode()

    assert SANDRA["email"].replace("@", "@<wbr>") in page


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.slug)
def test_every_act_shows_its_form(desk, beto, make_case, act):
    desk.force_login(beto)

    response = desk.get(reverse(f"cases:{act.slug}", args=[make_case().number]))

    assert response.status_code == 200
    assert str(act.verb) in response.content.decode()


def test_whom_a_case_is_about_does_not_find_it(client, make_case, andrea, beto):
    case = make_case()
    case.assign(andrea, by=beto)
    case.is_about(andrea, by=beto)
    client.force_login(andrea)

    assert case.owner == beto
    assert client.get(case.get_absolute_url()).status_code == 404
    assert case.number not in client.get("/cases/?queue=all").content.decode()


def test_whom_a_case_is_about_reads_of_it_neither_on_the_trail_nor_in_the_outbox(
    client, make_case, andrea, beto, nora, post
):
    case, other = make_case(subject="Conducta de Nora"), make_case(subject="Otro asunto")
    case.draft_answer("Hablamos con Nora", by=andrea, version=0)
    case.note("@Nora mire esto", by=andrea, mentions=[nora])
    post()
    client.force_login(nora)
    doors = ["/trail/?record=cases.case:{}", "/outbox/", "/notices/", "/search/?q=conducta"]
    pages = [door.format(case.pk) for door in doors]
    pages.append(f"/trail/?record=cases.answer:{case.answer.pk}")
    assert any(case.number in client.get(page).content.decode() for page in pages)

    case.is_about(nora, by=beto)

    for page in pages:
        told = client.get(page).content.decode()
        assert case.number not in told and "Conducta de Nora" not in told, page
        assert "Hablamos con Nora" not in told
    assert other.number in client.get(doors[0].format(other.pk)).content.decode()


def test_a_reserved_name_is_shown_on_demand_and_the_look_is_on_the_trail(client, make_case, beto):
    case = make_case(identity="confidential")
    client.force_login(beto)

    assert "Sandra" not in client.get(case.get_absolute_url()).content.decode()
    assert "Sandra" in client.post(reverse("cases:identity", args=[case.number])).content.decode()
    assert trail(case).last().verb == "identity_seen"


def test_a_paper_that_names_who_asked_for_reserve_is_not_for_everybody(
    client, make_case, ana, beto, post
):
    case = make_case(identity="confidential")
    post()
    letter = case.acknowledgement
    papers = [
        reverse("cases:letter", args=[case.number, letter.pk]),
        reverse("office:file", args=[letter.document.file.pk, letter.document.file.name]),
    ]

    client.force_login(ana)
    assert not ana.may("identities", "see")
    assert [client.get(paper).status_code for paper in papers] == [404, 404]
    client.force_login(beto)
    assert client.get(papers[0]).status_code == 200
    assert trail(case).last().verb == "identity_seen"


def test_a_reserved_name_cannot_be_searched(make_case):
    make_case(identity="confidential")
    named = make_case()

    found = Case.objects.filter(search.matching("Sandra", "case"))

    assert list(found) == [named]


def test_a_new_case_of_the_same_person_is_shown_beside_the_earlier_one(desk, make_case):
    earlier = make_case(subject="La ruta 7 no pasó")
    make_case(petitioner=SANDRA | {"document_number": "1", "email": "otra@correo.example"})
    later = make_case()

    page = desk.get(later.get_absolute_url()).content.decode()

    assert list(later.resembling()) == [earlier]
    assert "Puede ser lo mismo" in page


def test_an_act_that_is_refused_keeps_what_was_typed(desk, make_case):
    case = make_case(Kind.CLAIM)

    response = desk.post(
        reverse("cases:extension", args=[case.number]),
        {"extra_days": 5, "reason": "Falta el peritaje"},
    )

    assert response.status_code == 409
    assert "Falta el peritaje" in response.content.decode()
    assert "no permite prórroga" in response.content.decode()


def test_several_cases_are_assigned_at_once(desk, make_case, andrea):
    cases = [make_case(), make_case()]

    desk.post(
        reverse("cases:bulk_assignment"),
        {"chosen": [case.number for case in cases], "person": andrea.pk},
    )

    assert Case.objects.filter(owner=andrea, status=Status.ASSIGNED).count() == 2


def test_who_saves_second_sees_what_happened_and_keeps_the_text(desk, make_case, andrea, beto):
    case = make_case(request="")
    case.draft_answer("La de Beto", by=beto, version=0)

    response = desk.post(
        reverse("cases:answer", args=[case.number]), {"version": 0, "text": "La de Andrea"}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "La de Andrea" in page and "La de Beto" in page
    assert case.answer.text == "La de Beto"


def test_an_answer_travels_from_draft_to_the_mail_server(desk, client, make_case, beto, post, smtp):
    case = make_case(request="")
    told = {"version": 0, "text": "Su queja procede.", "submit": ""}
    desk.post(reverse("cases:answer", args=[case.number]), told)
    case.refresh_from_db()
    assert case.answer.status == "in_approval"

    client.force_login(beto)
    client.post(reverse("cases:approval", args=[case.number]), {"approve": ""})
    post()

    case.refresh_from_db()
    assert case.status == Status.ANSWERED
    assert any("Su queja procede." in mail.text for mail in smtp.messages)
    assert case.letters.get(kind="answer").document.file.name == f"respuesta-{case.number}.pdf"


def test_who_wrote_an_answer_is_not_offered_to_approve_it(client, make_case, andrea, beto):
    case = make_case(request="")
    case.draft_answer("Su queja procede.", by=beto, version=0)
    case.submit_answer(by=beto)
    client.force_login(beto)

    page = client.get(case.get_absolute_url()).content.decode()

    assert "Aprobar y enviar" not in page
    assert "una persona distinta de quien la escribió" in page


def test_a_draft_that_leaves_a_point_out_is_saved_and_says_which(desk, make_case):
    case = make_case(request="Devolver el valor")
    told = {"version": 0, "text": "Su queja procede.", "submit": ""}

    page = desk.post(reverse("cases:answer", args=[case.number]), told, follow=True)

    case.refresh_from_db()
    assert case.answer.text == "Su queja procede." and case.answer.status == "draft"
    assert "Falta responder: Devolver el valor" in page.content.decode()


# Files of the draft


def pdf(name="guía.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")


@pytest.fixture
def with_file(desk, make_case):
    """A case with a draft to which a file is attached."""
    case = make_case(request="")
    told = {"version": 0, "text": "Adjuntamos la guía.", "files": pdf()}
    desk.post(reverse("cases:answer", args=[case.number]), told)
    case.refresh_from_db()
    return case


def test_a_file_is_taken_out_of_the_draft_and_what_was_typed_stays(desk, with_file):
    [file] = with_file.answer.attachments()
    assert (
        f'name="remove" value="file-{file.pk}"'
        in desk.get(with_file.get_absolute_url()).content.decode()
    )

    told = {"version": 1, "text": "Ya no adjuntamos nada.", "remove": f"file-{file.pk}"}
    page = desk.post(reverse("cases:answer", args=[with_file.number]), told)

    assert page.status_code == 200
    assert "Ya no adjuntamos nada." in page.content.decode()
    assert "guía.pdf" not in page.content.decode()
    with_file.answer.refresh_from_db()
    assert with_file.answer.text == "Adjuntamos la guía."
    assert not with_file.answer.attachments()
    entry = trail(with_file.answer).last()
    assert (entry.verb, entry.facts["file"]) == ("file_taken_out", file.pk)
    assert "quitó un archivo de la respuesta" in page.content.decode()


def test_the_same_file_taken_out_twice_is_out_once(desk, with_file):
    [file] = with_file.answer.attachments()
    told = {"version": 1, "text": "Adjuntamos la guía.", "remove": f"file-{file.pk}"}

    for _n in range(2):
        answer = desk.post(reverse("cases:answer", args=[with_file.number]), told)
        assert answer.status_code == 200

    assert trail(with_file.answer).filter(verb="file_taken_out").count() == 1


def test_the_file_of_another_case_stays(desk, with_file, make_case, andrea):
    [file] = with_file.answer.attachments()
    other = make_case(request="")
    other.draft_answer("Otra", by=andrea, version=0)

    told = {"version": 1, "text": "Otra", "remove": f"file-{file.pk}"}
    desk.post(reverse("cases:answer", args=[other.number]), told)

    assert list(with_file.answer.attachments()) == [file]


def test_nothing_is_taken_out_of_an_answer_that_waits_for_approval(desk, with_file, andrea):
    [file] = with_file.answer.attachments()
    with_file.submit_answer(by=andrea)

    told = {"version": 1, "text": "x", "remove": f"file-{file.pk}"}
    answer = desk.post(reverse("cases:answer", args=[with_file.number]), told)

    assert answer.status_code == 409
    assert list(with_file.answer.attachments()) == [file]


def test_a_file_that_waits_for_the_next_version_is_taken_out_too(desk, make_case):
    case = make_case(request="")
    address = reverse("cases:answer", args=[case.number])
    page = desk.post(address, {"version": 0, "text": "", "files": pdf("a.pdf")})
    [upload] = page.context["uploads"]

    told = {"version": 0, "text": "Va sin él.", "basket": page.context["basket"]}
    page = desk.post(address, {**told, "remove": f"upload-{upload.pk}"})
    assert "a.pdf" not in page.content.decode()
    desk.post(address, told)

    case.refresh_from_db()
    assert case.answer.text == "Va sin él."
    assert not case.answer.attachments()


def test_who_says_that_a_case_is_about_them_is_led_to_the_list(desk, make_case, andrea):
    case = make_case()

    answer = desk.post(reverse("cases:about", args=[case.number]), {"person": andrea.pk})

    assert answer.url == reverse("cases:cases")


def test_a_case_told_by_phone_gets_the_same_receipt(desk):
    desk.post(
        reverse("cases:new_case"),
        {
            "channel": "phone",
            "kind": Kind.COMPLAINT,
            "identity": "named",
            "name": "Luz Dary Henao",
            "email": "luz@correo.example",
            "subject": "Trato descortés",
            "facts": "El conductor le gritó",
        },
    )

    case = Case.objects.get()
    assert (case.channel, case.petitioner.name) == ("phone", "Luz Dary Henao")
    assert case.acknowledgement is not None


def test_a_letter_of_years_ago_is_not_registered_as_new(desk, at):
    at("2026-07-22T10:00")
    told = {
        "channel": "letter",
        "kind": Kind.COMPLAINT,
        "identity": "anonymous",
        "subject": "Vieja",
        "facts": "Pasó hace mucho",
    }

    for received in ("1990-01-01T08:00", "2025-01-01T08:00"):
        response = desk.post(reverse("cases:new_case"), told | {"received_at": received})
        assert response.status_code == 422

    assert not Case.objects.exists()


def test_the_receipt_is_sent_again_to_the_address_that_stands_now(desk, make_case, post, smtp):
    case = make_case()
    post()
    case.correct_petitioner(by=audit.SYSTEM, email="nueva@correo.example")

    desk.post(reverse("cases:receipt", args=[case.number]))
    post()

    [mail] = smtp.to("nueva@correo.example")
    assert case.token in mail.text and len(mail.attachments) == 1
    assert trail(case).last().verb == "receipt_sent_again"


def test_a_receipt_is_not_sent_to_who_gave_no_address(desk, make_case):
    case = make_case(identity="anonymous", petitioner=None)

    assert desk.post(reverse("cases:receipt", args=[case.number])).status_code == 409


def test_the_sheet_holds_what_the_list_shows(desk, make_case):
    make_case(subject="Bus sin aire acondicionado")
    make_case(subject="Cobro doble", kind=Kind.CLAIM)

    response = desk.get(reverse("cases:export", args=["csv"]) + "?queue=all&kind=CLAIM")

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "Cobro doble" in text
    assert "Bus sin aire" not in text


def test_a_mention_is_a_name_after_an_at_sign(ana, beto):
    User.objects.create_person("anabel@koios.example", "Anabel Ríos", [])

    assert mentioned_in("@Ana mire esto") == [ana]
    assert {person.name for person in mentioned_in("@anabel rios, @Beto Marín")} == {
        "Anabel Ríos",
        "Beto Marín",
    }
    assert mentioned_in("Ana y Beto ya saben") == []
