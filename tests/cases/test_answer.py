"""An answer is written by one person, approved by another, and counts when it is delivered."""

from datetime import date

import pytest

from koios.cases.models import Answer, Kind, StaleDraft, Status
from koios.core import files, settings
from koios.core.refusals import Refusal


@pytest.fixture
def drafted(at, make_case, andrea):
    at("2026-07-02T10:00")
    case = make_case(Kind.CLAIM).assign(andrea, by=andrea)
    at("2026-07-24T09:00")
    asks = range(len(case.asks))
    case.draft_answer("Su reclamo procede.", by=andrea, version=0, attended=asks)
    return case


@pytest.fixture
def approved(drafted, andrea, beto):
    drafted.submit_answer(by=andrea)
    drafted.approve_answer(by=beto)
    return drafted


def test_a_draft_takes_the_case_up(drafted):
    assert drafted.status == Status.ANSWER_DRAFT
    assert drafted.answer.version == 1


def test_every_point_must_be_attended_before_approval(make_case, andrea):
    case = make_case()
    case.draft_answer("Procede", by=andrea, version=0)

    with pytest.raises(Refusal, match="Que me devuelvan el taxi"):
        case.submit_answer(by=andrea)


def test_nobody_approves_their_own_answer(drafted, andrea):
    drafted.submit_answer(by=andrea)

    with pytest.raises(Refusal, match="persona distinta"):
        drafted.approve_answer(by=andrea)


def test_of_two_who_save_at_once_one_wins_and_the_other_keeps_the_text(drafted, andrea, beto):
    drafted.draft_answer("La de Beto", by=beto, version=1)

    with pytest.raises(StaleDraft) as lost:
        drafted.draft_answer("La de Andrea", by=andrea, version=1)

    assert lost.value.theirs.text == "La de Beto"
    assert drafted.answer.text == "La de Beto"


def test_of_two_who_approve_at_once_one_sends_it(drafted, andrea, beto):
    drafted.submit_answer(by=andrea)
    drafted.approve_answer(by=beto)

    with pytest.raises(Refusal, match="ya actuó"):
        drafted.approve_answer(by=beto)

    assert drafted.letters.filter(kind="answer").count() == 1


def test_approval_alone_does_not_answer(approved):
    assert approved.status == Status.ANSWER_DRAFT
    assert approved.answered_at is None


def test_it_is_answered_when_the_mail_server_accepts_it(approved, post, smtp):
    post()

    approved.refresh_from_db()
    assert approved.status == Status.ANSWERED
    assert approved.answered_on == date(2026, 7, 24)
    assert (approved.answer.business_days, approved.answer.calendar_days) == (14, 22)
    [mail] = [mail for mail in smtp.messages if "Respuesta" in mail.subject]
    assert [paper[:4] for paper in mail.attachments.values()] == [b"%PDF"]


def test_an_address_that_is_refused_brings_it_back_to_the_desk(approved, post, smtp):
    smtp.refuses("sandra@correo.example")
    post()

    approved.refresh_from_db()
    assert approved.status == Status.IN_PROGRESS
    assert approved.answer.status == Answer.State.UNDELIVERED
    assert approved.owner.notices.filter(urgent=True).exists()


def test_a_later_bounce_makes_it_unanswered_against_its_original_date(approved, post, at):
    post()
    approved.refresh_from_db()
    due_on = approved.due_on
    at("2026-07-28T08:00")

    approved.answer.letter.message.bounced("550 no such user", at("2026-07-28T08:00"))

    approved.refresh_from_db()
    assert (approved.status, approved.answered_at) == (Status.IN_PROGRESS, None)
    assert approved.due_on == due_on
    assert approved.answer.undelivered_on == date(2026, 7, 28)


def test_an_answer_sent_again_counts_from_its_own_delivery(approved, post, at, andrea, beto, smtp):
    smtp.refuses("sandra@correo.example")
    post()
    approved.refresh_from_db()
    at("2026-07-27T10:00")
    approved.correct_petitioner(by=andrea, email="smarango@correo.example")

    approved.draft_answer(
        "Su reclamo procede.",
        by=andrea,
        version=approved.answer.version,
        attended=range(len(approved.asks)),
    )
    approved.submit_answer(by=andrea)
    approved.approve_answer(by=beto)
    post()

    approved.refresh_from_db()
    assert (approved.status, approved.answered_on) == (Status.ANSWERED, date(2026, 7, 27))


def test_the_files_of_an_answer_that_did_not_arrive_go_with_its_next_draft(
    drafted, post, andrea, beto, smtp
):
    guide = files.keep_bytes(b"%PDF-1.4", "guía.pdf", about=drafted.answer, by=andrea, kind="pdf")
    drafted.submit_answer(by=andrea)
    drafted.approve_answer(by=beto)
    smtp.refuses("sandra@correo.example")
    post()
    drafted.refresh_from_db()

    drafted.draft_answer("Su reclamo procede.", by=andrea, version=drafted.answer.version)

    [file] = drafted.answer.attachments()
    assert (file.name, file.sha256) == ("guía.pdf", guide.sha256)
    assert file.pk != guide.pk


def test_an_anonymous_petitioner_is_answered_by_publication(at, make_case, andrea, beto):
    at("2026-07-02T10:00")
    case = make_case(identity="anonymous", petitioner=None, request="")
    case.draft_answer("Tomamos medidas.", by=andrea, version=0)
    case.submit_answer(by=andrea)

    case.approve_answer(by=beto)

    assert case.status == Status.ANSWERED
    assert case.answer.status == Answer.State.DELIVERED


def test_an_answer_sent_back_says_what_it_lacks(drafted, andrea, beto):
    drafted.submit_answer(by=andrea)

    drafted.send_back(by=beto, reason="Cite la fecha de la devolución")

    assert drafted.status == Status.IN_PROGRESS
    assert drafted.answer.is_editable
    assert andrea.notices.filter(key__startswith="case.mention").exists()


def test_without_approval_the_answer_leaves_at_once(drafted, andrea, beto):
    settings.put("cases.approval_required", False, by=beto)

    drafted.submit_answer(by=andrea)

    assert drafted.answer.status == Answer.State.SENDING


def test_an_answer_whose_mail_was_cancelled_comes_back_to_the_desk(approved, beto):
    letter = approved.answer.letter
    letter.document.render()
    letter.refresh_from_db()

    letter.message.cancel(by=beto, reason="Dirección dudosa")

    approved.refresh_from_db()
    assert approved.status == Status.IN_PROGRESS
    assert approved.answer.status == Answer.State.UNDELIVERED
    assert approved.owner.notices.filter(urgent=True).exists()


def test_an_answer_that_is_tried_again_counts_once_it_is_taken(approved, beto, post, smtp, at):
    smtp.refuses("sandra@correo.example")
    post()
    smtp.accepts("sandra@correo.example")
    at("2026-07-25T09:00")
    approved.refresh_from_db()

    approved.answer.letter.message.send_again(by=beto)
    post()

    approved.refresh_from_db()
    assert (approved.status, approved.answered_on) == (Status.ANSWERED, date(2026, 7, 25))
    assert approved.answer.undelivered_on is None


def test_an_answer_tried_again_does_not_undo_a_newer_draft(approved, andrea, beto, post, smtp):
    smtp.refuses("sandra@correo.example")
    post()
    approved.refresh_from_db()
    old = approved.answer
    approved.draft_answer("Otra respuesta.", by=andrea, version=old.version)
    smtp.accepts("sandra@correo.example")

    old.letter.message.send_again(by=beto)
    post()

    approved.refresh_from_db()
    assert approved.status == Status.ANSWER_DRAFT
    assert approved.answer.text == "Otra respuesta."


def test_an_answer_to_who_lost_their_address_meanwhile_is_published(approved, andrea, post):
    approved.correct_petitioner(by=andrea, email="")

    post()

    approved.refresh_from_db()
    assert approved.status == Status.ANSWERED
    assert approved.answer.status == Answer.State.DELIVERED
