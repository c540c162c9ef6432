"""A case comes in with a number, a term and a receipt, and twice the same form is one case."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from koios.cases.models import AssignmentRule, Case, Kind, Status
from koios.core import audit
from koios.core.audit import trail
from koios.core.numbering import check_counters
from koios.core.refusals import Refusal


def test_a_case_gets_its_number_term_and_due_date_in_one_act(at, make_case):
    at("2026-07-02T16:52")

    case = make_case(Kind.CLAIM)

    assert case.number == "PQRS-2026-000001"
    assert (case.received_on, case.due_on) == (date(2026, 7, 2), date(2026, 7, 27))
    assert trail(case).first().verb == "filed"
    assert case.acknowledgement.subject.endswith("PQRS-2026-000001")


def test_a_case_of_sunday_night_loses_nothing(at, make_case):
    at("2026-07-18T23:59:59")

    assert make_case().due_on == date(2026, 8, 11)


def test_the_year_of_the_number_is_that_of_bogota_and_not_of_greenwich(at, make_case):
    at("2026-12-31T23:30")  # already 2027 in UTC
    last = make_case()
    at("2027-01-01T00:00")
    first = make_case()

    assert last.number == "PQRS-2026-000001"
    assert first.number == "PQRS-2027-000001"


def test_the_same_form_sent_twice_is_one_case(make_case):
    first = make_case(submission="abc")
    second = make_case(submission="abc")

    assert first == second
    assert Case.objects.count() == 1
    assert first.letters.count() == 1


def test_an_anonymous_case_keeps_no_datum_of_the_person(make_case):
    case = make_case(identity="anonymous", petitioner=None)

    assert case.petitioner is None
    assert case.token


def test_what_is_asked_becomes_a_point_a_line(make_case):
    assert [ask["text"] for ask in make_case().asks] == [
        "Que expliquen por qué no pasó.",
        "Que me devuelvan el taxi.",
    ]


def test_a_hint_of_danger_makes_it_critical(make_case):
    case = make_case(facts="El conductor iba EMBRIAGADO con niños a bordo")

    assert (case.critical, case.severity, case.urgency) == (True, 5, 3)


def test_the_first_rule_that_fits_decides_whose_it_is(make_case, andrea, ana):
    AssignmentRule.objects.create(order=1, kind=Kind.CLAIM, words="factura", owner=ana)
    AssignmentRule.objects.create(order=2, kind=Kind.CLAIM, owner=andrea)

    invoice = make_case(Kind.CLAIM, facts="La factura está mal")
    other = make_case(Kind.CLAIM)
    complaint = make_case(Kind.COMPLAINT)

    assert (invoice.owner, other.owner) == (ana, andrea)
    assert other.status == Status.ASSIGNED
    assert (complaint.owner, complaint.status) == (None, Status.RECEIVED)
    assert complaint.area.name == "Servicio al Cliente"


def test_a_requirement_of_an_authority_keeps_the_date_that_it_states(make_case):
    case = make_case(Kind.AUTHORITY, due_on=date(2026, 8, 3))

    case.recount(by=audit.SYSTEM)

    assert case.due_on == date(2026, 8, 3)


def test_a_requirement_of_an_authority_without_its_date_is_not_filed(make_case):
    with pytest.raises(Refusal, match="fecha"):
        make_case(Kind.AUTHORITY)


def test_a_stated_date_never_stands_in_the_place_of_the_term_of_the_law(at, make_case):
    at("2026-07-02T16:52")

    assert make_case(Kind.CLAIM, due_on=date(2027, 1, 1)).due_on == date(2026, 7, 27)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one_case_without_a_gap(make_case):
    start = Barrier(2)

    def press():
        try:
            start.wait(10)
            return make_case(submission="abc").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as presses:
        made = {done.result(30) for done in [presses.submit(press) for _n in range(2)]}

    assert len(made) == 1
    assert Case.objects.get().letters.count() == 1
    assert list(check_counters()) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.AUTHORITY])
def test_every_type_has_a_term_in_force(make_case, kind):
    assert make_case(kind).due_on is not None


def test_the_receipt_is_mailed_once_with_its_pdf(make_case, post, smtp):
    case = make_case()
    post()
    post()

    [mail] = smtp.messages
    assert mail.recipients == ["sandra@correo.example"]
    assert case.number in mail.subject
    [paper] = mail.attachments.values()
    assert paper.startswith(b"%PDF")
