"""Every text that a person reads can be translated, and the file of translations knows it."""

import pytest
from django.utils import translation

from koios.core import translations


@pytest.mark.parametrize("language", translations.TRANSLATED)
def test_the_file_knows_every_text_of_the_code(language):
    missing = [text.id for text in translations.missing(language)]

    assert not missing, "run bin/koios messages and translate what is new"


@pytest.mark.parametrize("language", translations.TRANSLATED)
def test_a_translation_keeps_the_places_of_its_text(language):
    catalog = translations.read(language)
    translated = [text for text in catalog if text.id and text.string and not text.fuzzy]

    wrong = [f"{text.id!r}: {error}" for text in translated for error in text.check(catalog)]

    assert not wrong


def test_a_template_and_a_module_give_their_texts(tmp_path):
    template = tmp_path / "page.html"
    template.write_text("{% load i18n %}{% translate 'Radicar' %}")
    module = tmp_path / "module.py"
    module.write_text('ngettext("%(n)s día", "%(n)s días", n)')

    texts = [text for path in (template, module) for _, text, *_ in translations._texts_of(path)]

    assert texts == ["Radicar", ("%(n)s día", "%(n)s días")]


def test_what_is_not_translated_yet_stays_in_spanish():
    with translation.override("en"):
        assert translation.gettext("Un texto que nadie tradujo") == "Un texto que nadie tradujo"
