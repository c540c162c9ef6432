"""A notice is in the language of who reads it, whoever sets it off."""

import pytest

from koios.cases import sweeps
from koios.core import translations


@pytest.fixture
def andrea(andrea):
    """She works in English; only a catalogue that is compiled shows the difference."""
    translations.compile_all()
    andrea.language = "en"
    andrea.save()
    return andrea


@pytest.fixture
def mine(at, make_case, andrea, beto):
    at("2026-07-02T10:00")
    return make_case().assign(andrea, by=beto)


def test_who_assigns_in_spanish_is_read_in_english(mine, andrea):
    assert andrea.notices.get().text == f"You were assigned {mine.number}: {mine.subject}"


def test_a_moved_date_is_told_in_the_words_of_its_owner(at, mine, andrea, beto):
    type(mine).objects.filter(pk=mine.pk).update(due_on="2026-07-26")

    type(mine).recount_all(by=beto, reason="Cambió el calendario")

    text = andrea.notices.get(key__startswith="case.moved").text
    assert text.replace("\xa0", " ") == f"{mine.number} is now due on 27 Jul (before, 26 Jul)"


def test_an_alert_of_a_sweep_is_in_english(at, mine, andrea):
    at("2026-07-27T06:00")

    sweeps.alert_owners()

    assert "due today" in andrea.notices.get(key__contains="today").text


def test_the_mail_of_the_day_is_in_english(at, mine, post, smtp):
    at("2026-07-27T06:30")
    sweeps.mail_digests()
    post()

    [digest] = smtp.to("andrea@koios.example")
    assert digest.subject.replace("\xa0", " ") == "Your PQRS of 27 Jul 2026"
    assert "Due today (1)" in digest.text


def test_each_is_told_in_their_own_language(at, mine, andrea, beto):
    mine.note("¿Quién conducía?", by=mine.owner, mentions=[beto])

    assert beto.notices.get(key__startswith="case.mention").text == (
        f"Andrea Ruiz lo mencionó en {mine.number}"
    )
