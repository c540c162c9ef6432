"""Two people of the company act on one case at the same moment, on the real server."""

import threading

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from koios.cases.models import Case, Status
from tests.faults.visitors import Visitor
from tests.harness.cast import PASSWORD

pytestmark = [pytest.mark.fault, pytest.mark.live]


@pytest.fixture
def desks(live, andrea, beto):
    """Andrea and Beto, each at a desk of their own."""
    return [_desk(live, person) for person in (andrea, beto)]


def _desk(live, person):
    person.password = Argon2PasswordHasher().encode(PASSWORD, "unasaldeprueba")
    person.save()
    return Visitor(live.url).sign_in(person.email, PASSWORD)


def _together(*acts):
    """Do them in the same moment; what each one got."""
    start, got = threading.Barrier(len(acts)), [None] * len(acts)

    def do(at, act):
        start.wait()
        got[at] = act()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_of_two_who_answer_one_wins_and_the_other_keeps_the_text(desks, make_case):
    case = make_case()
    address = f"/cases/{case.number}/"
    texts = ["Le devolvemos el dinero, dice Andrea.", "No procede, dice Beto."]
    forms = [desk.form(address) | {"text": text} for desk, text in zip(desks, texts, strict=True)]

    got = _together(
        *(
            lambda desk=desk, form=form: desk.post(f"{address}answer/", form)
            for desk, form in zip(desks, forms, strict=True)
        )
    )

    assert sorted(status for status, _body, _there in got) == [302, 409]
    ((lost, body),) = [(at, body) for at, (status, body, _) in enumerate(got) if status == 409]
    assert "guardó otra versión mientras usted escribía" in body
    assert texts[lost] in body and texts[1 - lost] in body
    case.refresh_from_db()
    assert (case.answer.text, case.answer.version) == (texts[1 - lost], 1)
    assert case.answers.count() == 1


def test_of_two_who_approve_one_sends_it_once(live, desks, make_case, andrea, nora, smtp):
    case = make_case()
    case.draft_answer("Procede.", by=andrea, version=0, attended=range(len(case.asks)))
    case.submit_answer(by=andrea)
    approvers = [desks[1], _desk(live, nora)]
    address = f"/cases/{case.number}/"
    forms = [desk.form(address) for desk in approvers]

    got = _together(
        *(
            lambda desk=desk, form=form: desk.post(
                f"{address}answer/approval/", form | {"approve": ""}
            )
            for desk, form in zip(approvers, forms, strict=True)
        )
    )

    assert sorted(status for status, _body, _there in got) == [302, 409]
    assert any("Otra persona ya actuó" in body for _status, body, _there in got)
    sent = [got for got in smtp.wait_for(2, seconds=30) if "Respuesta" in got.subject]
    assert len(sent) <= 1 and case.letters.filter(kind="answer").count() == 1


def test_of_two_who_give_it_away_each_sees_the_last_word(desks, make_case, andrea, beto):
    case = make_case()
    address = f"/cases/{case.number}/assignment/"
    forms = [desk.form(address) for desk in desks]

    got = _together(
        lambda: desks[0].post(address, forms[0] | {"person": andrea.pk}),
        lambda: desks[1].post(address, forms[1] | {"person": beto.pk}),
    )

    assert {status for status, _body, _there in got} <= {302, 409}
    case = Case.objects.get(pk=case.pk)
    assert case.status == Status.ASSIGNED
    assert case.owner in (andrea, beto)
