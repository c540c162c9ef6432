"""What a case does when the post has news of its letters."""

from koios.cases.answering import Answer
from koios.cases.letters import Letter


def post_letter_of(document):
    """The PDF of a letter is ready: it may leave."""
    letter = Letter.objects.filter(document=document).first()
    if letter:
        letter.post()


def message_accepted(message):
    """If it carried an answer, the case is answered from this instant."""
    answer = _answer_in(message)
    if answer:
        answer.case.answer_accepted(answer, message.accepted_at)


def message_lost(message):
    """If it carried an answer, the case is unanswered again."""
    answer = _answer_in(message)
    if answer:
        answer.case.answer_undelivered(answer, message.last_answer)


def _answer_in(message):
    if message.kind != "case.answer":
        return None
    found = Answer.objects.filter(letter__message=message)
    return found.select_related("case__owner", "case__term").first()
