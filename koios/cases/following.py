"""What a case does when the post has news of its letters."""

from django.utils.translation import gettext as _

from koios.cases.answering import Answer
from koios.cases.letters import Letter
from koios.core import clock


def post_letter_of(document):
    """The PDF of a letter is ready: it may leave."""
    letter = Letter.objects.filter(document=document).first()
    if letter and letter.post() is None:
        _publish_instead(letter)


def _publish_instead(letter):
    """The address went while the letter was prepared: the follow-up page is its place."""
    answer = Answer.objects.filter(letter=letter, status=Answer.State.SENDING).first()
    if answer and not letter.address:
        answer.case.answer_accepted(answer, clock.now())


def message_accepted(message):
    """If it carried an answer, the case is answered from this instant."""
    answer = _answer_in(message)
    if answer:
        answer.case.answer_accepted(answer, message.accepted_at)


def message_lost(message):
    """If it carried an answer, the case is unanswered again."""
    answer = _answer_in(message)
    if answer:
        reason = message.last_answer or _("El correo no salió")
        answer.case.answer_undelivered(answer, reason)


def _answer_in(message):
    if message.kind != "case.answer":
        return None
    found = Answer.objects.filter(letter__message=message)
    return found.select_related("case__owner", "case__term").first()
