"""A PQRS that was right leaves a finding when it is closed."""

import pytest

from koios.actions.models import Finding
from koios.cases.models import Cause, Process


@pytest.fixture
def close(make_case, andrea, beto, post, at):
    at("2026-07-02T10:00")

    def close(kind, outcome):
        case = make_case(kind)
        case.assign(andrea, by=beto)
        attended = range(len(case.asks))
        case.draft_answer("Ya está.", by=andrea, version=0, attended=attended)
        case.submit_answer(by=andrea)
        case.approve_answer(by=beto)
        post()
        case.refresh_from_db()
        case.close(
            by=beto, cause=Cause.objects.first(), process=Process.objects.first(), outcome=outcome
        )
        return case

    return close


def test_one_that_was_right_leaves_a_finding_with_its_evidence(close, andrea):
    case = close("COMPLAINT", "partly")

    finding = Finding.objects.about(case).get()
    assert (finding.owner, finding.source_url) == (andrea, case.get_absolute_url())
    assert finding.evidence == f"Respuesta del 2\xa0jul\xa02026 a la PQRS {case.number}"


def test_one_that_was_not_right_leaves_none(close):
    close("COMPLAINT", "not_upheld")

    assert not Finding.objects.exists()


def test_thanks_are_no_fault(close):
    close("PRAISE", "upheld")

    assert not Finding.objects.exists()
