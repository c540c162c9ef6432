"""A finding: recorded with its evidence, treated, closed with proof or dismissed with a reason."""

from datetime import date

import pytest

from koios.actions.models import Finding
from koios.core import audit, files, search
from koios.core.checks import checks
from koios.core.notices import Notice
from koios.core.refusals import Refusal, WrongMove

S = Finding.Status


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


def told(person):
    return [notice.text for notice in Notice.objects.filter(person=person)]


def test_it_keeps_where_it_came_from_and_has_the_days_of_the_company(make_finding, school):
    finding = make_finding()

    assert (finding.number, finding.status) == ("HZ-2026-0001", S.OPEN)
    assert finding.due_on == date(2026, 7, 17)  # ten business days; 13 July is a holiday
    assert list(Finding.objects.about(school)) == [finding]


def test_whoever_answers_for_it_is_told(make_finding, andrea):
    finding = make_finding(owner=andrea)

    assert told(andrea) == [
        f"Quedó a su cargo el hallazgo {finding.number}: La ruta 7 no pasó el 1 de julio."
    ]


def test_who_takes_up_what_nobody_owns_answers_for_it(make_finding, andrea):
    finding = make_finding()

    finding.treat(by=andrea)

    assert (finding.status, finding.owner) == (S.IN_TREATMENT, andrea)


def test_it_is_closed_with_what_was_done_and_what_shows_it(make_finding, andrea):
    finding = make_finding(owner=andrea)
    basket = files.basket_new()
    files.stage(basket, _photo())

    finding.close(by=andrea, reason="Se cambió el conductor; dos semanas sin fallas", basket=basket)

    assert finding.status == S.CLOSED
    assert [file.name for file in finding.attachments()] == ["acta.txt"]
    assert audit.trail(finding).last().reason.startswith("Se cambió el conductor")


def test_what_is_over_stays_over(make_finding, andrea):
    finding = make_finding(owner=andrea)
    finding.dismiss(by=andrea, reason="Era de otra empresa")

    with pytest.raises(WrongMove):
        finding.treat(by=andrea)
    with pytest.raises(Refusal, match="ya terminó"):
        finding.hand_to(andrea, by=andrea)


def test_it_passes_to_another_person_who_is_told_why(make_finding, andrea, beto):
    finding = make_finding(owner=andrea)

    finding.hand_to(beto, by=andrea, reason="Es de calidad")

    assert finding.owner == beto
    assert finding.number in told(beto)[0]
    assert audit.trail(finding).last().reason == "Es de calidad"


def test_it_is_found_by_its_words(make_finding, beto, ana):
    finding = make_finding("El vehículo llegó sin extintor")

    assert [hit.record for hit in search.find("extintor", user=beto)] == [finding]
    assert not list(checks["search"]())


def test_when_someone_leaves_their_findings_pass_to_another(make_finding, andrea, beto, nora):
    finding = make_finding(owner=andrea)

    andrea.deactivate(by=nora, successor=beto)

    finding.refresh_from_db()
    assert finding.owner == beto


def test_the_trail_and_the_numbers_are_whole(make_finding, andrea):
    make_finding().treat(by=andrea)
    make_finding().close(by=andrea, reason="Listo")

    assert not [line for name in ("trail", "numbers") for line in checks[name]()]


def _photo():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("acta.txt", b"Acta de la reunion", content_type="text/plain")
