"""An item is answered in its place: what is kept, what is said when it is not, two at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koios.core import files
from koios.verification.models import Better, Kind, Question, Verdict


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def verification(make_checklist, make_verification):
    """One item of each kind."""
    make_checklist(
        Question("01", "La lista de vehículos es la acordada.", needs_file=True),
        Question("02", "Puntualidad", kind=Kind.MEASURE, unit="%", target=95, partly_from=90),
        Question("03", "Qué se hace", kind=Kind.CHOICE, options=("Renovar", "Terminar")),
        Question("04", "Quejas", kind=Kind.MEASURE, better=Better.LOWER, target=3),
    )
    return make_verification(started=True)


def written(response):
    return response.content.decode().replace("\xa0", " ")


def door(verification, code):
    return f"{verification.get_absolute_url()}items/{code}/"


def item_of(verification, code):
    return verification.items.get(code=code)


def photo(name="parqueadero.txt"):
    return SimpleUploadedFile(name, b"Parqueadero")


def test_an_answer_is_kept_and_leads_back_to_its_item(desk, verification, ana):
    told = {"verdict": "complies", "note": "Están todos", "files": photo()}

    answer = desk.post(door(verification, "01"), told)

    item = item_of(verification, "01")
    assert answer.url == item.get_absolute_url()
    assert item.verdict == Verdict.COMPLIES and item.answered_by == ana
    assert [one.name for one in item.attachments()] == ["parqueadero.txt"]
    verification.refresh_from_db()
    assert verification.answered == 1
    page = written(desk.get(verification.get_absolute_url()))
    assert "<b>1</b> de 4 respondidos" in page and "parqueadero.txt" in page


def test_a_measure_tells_its_verdict_and_a_decision_is_one_of_those_asked(desk, verification):
    page = written(desk.get(verification.get_absolute_url()))
    assert "Por lo menos 95 %; en parte desde 90 %" in page and "A lo sumo 3" in page

    desk.post(door(verification, "02"), {"value": "92,5", "note": "Lluvias de abril"})
    desk.post(door(verification, "04"), {"not_applicable": "on", "note": "No hubo servicio"})
    desk.post(door(verification, "03"), {"choice": "Renovar"})

    assert item_of(verification, "02").verdict == Verdict.PARTLY
    assert item_of(verification, "04").verdict == Verdict.NOT_APPLICABLE
    assert item_of(verification, "03").choice == "Renovar"


def test_what_was_refused_stays_as_it_was_typed(desk, verification):
    """A file that was asked for lacks, then a note: the form keeps all that it was given."""
    bare = desk.post(door(verification, "01"), {"verdict": "complies", "note": "Están todos"})
    assert bare.status_code == 422
    assert "pide un archivo" in written(bare) and "Están todos" in written(bare)

    told = {"verdict": "does_not", "note": "", "finding_due_on": "2026-08-15", "files": photo()}
    wordless = desk.post(door(verification, "01"), told)
    assert "Escriba qué falta" in written(wordless) and "2026-08-15" in written(wordless)
    basket = wordless.context["page"].said.basket
    assert [one.name for one in files.uploads_in(basket)] == ["parqueadero.txt"]

    told = {"verdict": "does_not", "note": "Son otros", "basket": basket}
    assert desk.post(door(verification, "01"), told).status_code == 302
    assert item_of(verification, "01").attachments().count() == 1


def test_a_number_that_is_none_is_marked(desk, verification):
    answer = desk.post(door(verification, "02"), {"value": "mucho", "note": "A ojo"})

    assert answer.status_code == 422
    assert "Escríbalo con cifras" in written(answer) and "A ojo" in written(answer)


def test_who_answers_second_sees_the_first_and_keeps_their_own(desk, verification, ana, beto):
    item_of(verification, "03").answer(by=beto, choice="Renovar", note="Van tres años")

    late = desk.post(door(verification, "03"), {"choice": "Terminar", "note": "Cerró", "seen": ""})

    assert late.status_code == 409
    page = written(late)
    assert beto.name in page and "Van tres años" in page and "Cerró" in page
    assert item_of(verification, "03").choice == "Renovar"
    seen = late.context["page"].said.form["seen"].value()
    desk.post(door(verification, "03"), {"choice": "Terminar", "note": "Cerró", "seen": seen})
    assert item_of(verification, "03").choice == "Terminar"


def test_htmx_gets_the_card_and_the_progress(desk, verification):
    told = {"choice": "Renovar", "note": "Bien"}

    kept = desk.post(door(verification, "03"), told, headers={"HX-Request": "true"})
    refused = desk.post(door(verification, "01"), {}, headers={"HX-Request": "true"})

    assert kept.status_code == 200 and "<html" not in written(kept)
    assert 'id="item-03"' in written(kept) and 'hx-swap-oob="true"' in written(kept)
    assert "#item-01" in written(kept), "the next one without an answer"
    assert refused.status_code == 422 and "Escoja si cumple" in written(refused)


def test_evidence_is_taken_out_while_it_is_verified(desk, verification):
    desk.post(door(verification, "01"), {"verdict": "complies", "files": photo("otro.txt")})
    item = item_of(verification, "01")
    file = item.attachments().get()

    answer = desk.post(door(verification, "01"), {"remove": f"file-{file.pk}", "note": "Sigo"})

    assert not item.attachments().exists() and "Sigo" in written(answer)


def test_a_finished_one_takes_no_answers(desk, verification, ana):
    desk.post(door(verification, "03"), {"choice": "Renovar"})
    verification.cancel(by=ana, reason="Otra vez")

    late = desk.post(door(verification, "01"), {"verdict": "complies"})

    assert late.status_code == 422 and "ya no está en curso" in written(late)


def test_the_address_of_an_item_leads_to_its_place(desk, verification):
    assert desk.get(door(verification, "02")).url.endswith("#item-02")
    assert desk.get(door(verification, "99")).status_code == 404
