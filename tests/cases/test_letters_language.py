"""The company writes to the petitioner in its own language, whoever sets the letter off."""

import pytest
from django.utils import translation

from koios.cases.models import Kind
from koios.core import outbox, translations


@pytest.fixture
def running(at, make_case, andrea):
    at("2026-07-02T10:00")
    return make_case(Kind.PETITION_PARTICULAR).assign(andrea, by=andrea)


@pytest.fixture
def in_english():
    """As for a person who works in it; only a catalogue that is compiled shows the difference."""
    translations.compile_all()
    with translation.override("en"):
        yield


def test_an_extension_by_who_works_in_english_is_announced_in_spanish(running, andrea, in_english):
    running.extend(extra_days=5, reason="Falta el peritaje", by=andrea)

    letter = running.letters.get(kind="extension")
    assert letter.subject == f"Necesitamos más tiempo para responder su {running.number}"
    assert "lunes 27 de julio de 2026" in letter.text.replace("\xa0", " ")
    assert letter.document.language == "es-co"


def test_a_corrected_type_is_told_in_spanish(running, andrea, in_english):
    running.change_kind(kind=Kind.COMPLAINT, reason="Es una queja", by=andrea)

    assert "petición de interés particular" in running.letters.get(kind="kind_changed").text


def test_a_message_leaves_in_spanish(running, andrea, in_english):
    running.write("Gracias.", by=andrea)

    message = outbox.Message.for_record(running).get(kind="case.message")
    assert message.subject == f"Mensaje sobre su {running.number}"
    assert "Siga su caso" in message.text
