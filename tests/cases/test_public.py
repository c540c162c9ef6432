"""The public pages: whoever asks is heard, gets a receipt, and sees only what is theirs."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koios.cases.models import Case, Status
from koios.core import settings
from koios.customers.consent import ConsentEvent

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


@pytest.fixture
def told(at, client, area):
    """The form as a person fills it in, a minute after they opened it."""
    at("2026-07-02T16:51")
    page = client.get("/pqrs/").content.decode()
    hidden = dict(re.findall(r'name="(basket|opened)" value="([^"]+)"', page))
    at("2026-07-02T16:52")
    return hidden | {
        "kind": "CLAIM",
        "identity": "named",
        "name": "Sandra Milena Arango",
        "document": "41.935.118",
        "email": "sandra@correo.example",
        "facts": "La ruta 7 no pasó por el paradero",
        "request": "Que expliquen por qué no pasó",
    }


def test_who_fills_in_the_form_gets_the_receipt(client, told):
    response = client.post("/pqrs/", told, follow=True)

    page = response.content.decode()
    case = Case.objects.get()
    assert case.number in page and case.token in page
    assert "lunes 27 de julio de 2026" in page.replace("\xa0", " ")
    assert case.petitioner.document == "CC 41935118"


def test_an_error_keeps_text_and_files_without_javascript(client, told):
    wrong = told | {"email": "sandra.correo.example", "files": SimpleUploadedFile("foto.png", PNG)}

    page = client.post("/pqrs/", wrong).content.decode()

    assert "Falta la arroba" in page
    assert "La ruta 7 no pasó por el paradero" in page
    assert "foto.png" in page
    client.post("/pqrs/", told)
    assert [file.name for file in Case.objects.get().attachments()] == ["foto.png"]


def test_a_refused_file_is_named_and_the_form_goes_in(client, told):
    evil = SimpleUploadedFile("virus.exe", b"MZ\x90\x00" + b"\x00" * 100)

    page = client.post("/pqrs/", told | {"files": evil}, follow=True).content.decode()

    assert Case.objects.count() == 1
    assert "virus.exe" in page


def test_a_double_click_files_one_case(client, told):
    client.post("/pqrs/", told)
    client.post("/pqrs/", told)

    assert Case.objects.count() == 1


def test_a_submission_with_a_file_asks_little(client, told, django_assert_max_num_queries):
    client.post("/pqrs/", told | {"files": SimpleUploadedFile("foto.png", PNG)})
    again = told | {"basket": "c" * 32, "files": SimpleUploadedFile("otra.png", PNG)}

    with django_assert_max_num_queries(36):
        client.post("/pqrs/", again)

    assert Case.objects.count() == 2


def test_anonymous_means_that_no_name_is_kept_even_if_it_was_typed(client, told):
    client.post("/pqrs/", told | {"identity": "anonymous", "consent_call": "yes"})

    case = Case.objects.get()
    assert case.petitioner is None
    assert "Sandra" not in str(Case.objects.values().get())
    assert not ConsentEvent.objects.exists()


def test_each_purpose_is_its_own_answer_and_silence_is_none(client, told):
    page = client.get("/pqrs/").content.decode()
    consents = re.findall(r'name="(consent_[a-z]+)" value="yes"[^>]*>', page)
    assert len(consents) >= 3
    assert not re.search(r'name="consent_[^>]*checked', page)

    client.post("/pqrs/", told | {consents[0]: "yes", consents[1]: "no"})

    answers = {f"consent_{e.purpose.key}": e.answer for e in ConsentEvent.objects.all()}
    assert answers == {consents[0]: "given", consents[1]: "denied"}


@pytest.mark.parametrize(
    "doubtful", [{"website": "http://spam"}, {"opened": ""}, {"opened": "forged"}]
)
def test_who_looks_like_a_robot_confirms_and_nobody_is_refused(client, told, doubtful):
    page = client.post("/pqrs/", told | doubtful).content.decode()
    assert Case.objects.count() == 0
    assert "Confirme y radique" in page

    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    client.post("/pqrs/", hidden)

    assert Case.objects.get().facts == "La ruta 7 no pasó por el paradero"


def test_a_refused_file_is_named_before_it_is_confirmed(client, told):
    program = SimpleUploadedFile("juego.exe", b"MZ\x90\x00" + b"\x00" * 60)

    page = client.post("/pqrs/", told | {"opened": "", "files": program}).content.decode()

    assert "Confirme y radique" in page
    assert "juego.exe" in page


def test_many_without_a_proof_of_work_are_asked_to_confirm(client, told):
    for number in range(10):
        client.post("/pqrs/", told | {"basket": f"{number}".rjust(32, "a")})

    page = client.post("/pqrs/", told | {"basket": "b" * 32}).content.decode()

    assert Case.objects.count() == 10
    assert "Confirme y radique" in page


def test_a_document_that_no_rule_knows_is_kept_as_it_was_written(client, told):
    client.post("/pqrs/", told | {"document": "XK-99/ñ"})

    assert Case.objects.get().petitioner.document_number == "XK-99/ñ"


def test_the_radicado_alone_opens_nothing(client, make_case):
    case = make_case()

    assert client.get(f"/pqrs/seguimiento/{case.number}/").status_code == 404
    page = client.post("/pqrs/seguimiento/", {"number": case.number, "token": "aaaa-bbbb-cccc"})
    assert page.status_code == 422
    assert case.subject not in page.content.decode()


def test_radicado_and_key_open_the_case_however_they_are_typed(client, make_case):
    case = make_case()
    typed = {"number": case.number.lower(), "token": case.token.replace("-", " ")}

    response = client.post("/pqrs/seguimiento/", typed)

    assert response.url == case.follow_up_url


def test_the_key_of_one_case_opens_no_other(client, make_case):
    mine, other = make_case(), make_case()
    names = ["follow_up", "receipt"]

    for name in names:
        address = reverse(f"public_cases:{name}", args=[other.number, mine.token])
        assert client.get(address).status_code == 404


def test_guessing_keys_is_slowed_down(client, make_case):
    case = make_case()
    for _n in range(30):
        client.post("/pqrs/seguimiento/", {"number": case.number, "token": "no"})

    response = client.post("/pqrs/seguimiento/", {"number": case.number, "token": case.token})

    assert response.status_code == 429


def test_the_follow_up_shows_nothing_internal(client, make_case, andrea, beto):
    case = make_case()
    case.assign(andrea, by=beto, reason="Ojo con este cliente")
    case.note("Creo que miente", by=andrea)
    case.write("Estamos revisando", by=andrea)
    case.draft_answer("Borrador secreto", by=andrea, version=0)

    page = client.get(case.follow_up_url).content.decode()

    assert "Estamos revisando" in page
    for secret in ("Creo que miente", "Ojo con este cliente", "Borrador secreto"):
        assert secret not in page


def test_a_file_of_a_note_is_not_given_to_the_petitioner(client, make_case, andrea):
    from koios.core import files

    case = make_case()
    note = case.note("Con un anexo", by=andrea)
    inner = files.keep_bytes(b"secreto", "interno.txt", about=note, by=andrea, public=True)
    address = reverse("public_cases:case_file", args=[case.number, case.token, inner.pk])

    assert client.get(address).status_code == 404


def test_what_the_petitioner_adds_reaches_the_owner(client, make_case, andrea):
    case = make_case()
    case.assign(andrea, by=andrea)
    address = reverse("public_cases:message", args=[case.number, case.token])

    client.post(address, {"text": "", "files": SimpleUploadedFile("recibo.png", PNG)})

    said = case.messages.get()
    assert [file.name for file in said.attachments()] == ["recibo.png"]
    assert andrea.notices.filter(key=f"case.heard.{said.pk}").exists()


def test_files_alone_are_something_to_add(client, make_case):
    case = make_case()
    page = client.get(case.follow_up_url).content.decode()
    assert not re.search(r'<textarea[^>]*name="text"[^>]* required', page)

    photo = SimpleUploadedFile("foto.png", PNG)
    client.post(f"{case.follow_up_url}mensajes/", {"text": "", "files": photo})

    assert case.messages.get().text == "Adjunto archivos."


@pytest.fixture
def answered(at, make_case, andrea, beto):
    at("2026-07-02T10:00")
    case = make_case(identity="anonymous", petitioner=None, request="")
    at("2026-07-20T10:00")
    case.draft_answer("Tomamos medidas.", by=andrea, version=0)
    case.submit_answer(by=andrea)
    at("2026-07-24T10:00")
    case.approve_answer(by=beto)
    return case


def test_each_mark_of_the_answer_says_what_it_means(client, answered):
    page = client.get(answered.follow_up_url).content.decode()

    assert "<small>Nada</small>" in page and "<small>Todo</small>" in page


def test_what_the_team_notes_on_reopening_is_not_put_in_the_petitioners_mouth(answered, andrea):
    answered.reopen(by=andrea, reason="Llamó: no quedó resuelto")

    assert not answered.messages.filter(direction="in").exists()


def test_the_answer_is_rated_once(client, answered):
    address = reverse("public_cases:rating", args=[answered.number, answered.token])

    client.post(address, {"score": 4, "comment": "Faltó la fecha"})
    again = client.post(address, {"score": 1})

    assert answered.ratings.get().score == 4
    assert again.status_code == 409


def test_an_answer_that_did_not_solve_it_is_reviewed_once_in_time(client, at, answered):
    address = reverse("public_cases:reopening", args=[answered.number, answered.token])

    client.post(address, {"reason": "No dicen qué medidas"})

    answered.refresh_from_db()
    assert (answered.status, answered.round) == (Status.REOPENED, 2)
    assert answered.due_on.isoformat() == "2026-08-18"
    assert client.post(address, {"reason": "Otra vez"}).status_code == 409


def test_the_time_to_reopen_is_the_companys_setting(client, at, answered, beto):
    settings.put("cases.reopen_days", 3, by=beto)
    address = reverse("public_cases:reopening", args=[answered.number, answered.token])

    at("2026-07-30T10:00")

    assert client.post(address, {"reason": "Tarde"}).status_code == 409


def test_more_time_is_asked_for_from_the_page(client, at, make_case, andrea):
    at("2026-07-02T10:00")
    case = make_case()
    case.assign(andrea, by=andrea)
    case.require_information("La placa", by=andrea)

    client.post(reverse("public_cases:more_time", args=[case.number, case.token]))

    assert case.suspensions.get().more_time_on is not None
    assert "Necesito más tiempo" not in client.get(case.follow_up_url).content.decode()


def test_every_hostile_text_goes_through_and_comes_out_harmless(client, told, shared):
    strings = (shared / "data/archivos_hostiles/cadenas/blns.txt").read_text("utf-8")
    page_of = told | {"facts": strings[:19_000], "name": "<script>alert(1)</script>"}

    response = client.post("/pqrs/", page_of, follow=True)

    case = Case.objects.get()
    assert response.status_code == 200
    assert b"<script>alert" not in client.get(case.follow_up_url).content
