"""How a field of a form is shown: to the eye and to a screen reader."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from koios.ui.widgets import DayInput, FilesInput, MomentInput


class AnyForm(forms.Form):
    name = forms.CharField(label="Nombre", help_text="Como aparece en la cédula")
    phone = forms.CharField(label="Celular", required=False)
    text = forms.CharField(label="Los hechos", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Tipo", choices=[("a", "A"), ("b", "B")])
    day = forms.DateField(label="Día", widget=DayInput)
    moment = forms.DateTimeField(label="Hora", widget=MomentInput, required=False)
    agree = forms.BooleanField(label="Acepto")
    call = forms.ChoiceField(
        label="¿Podemos llamarlo?", choices=[("yes", "Sí"), ("no", "No")], widget=forms.RadioSelect
    )
    channels = forms.MultipleChoiceField(
        label="Canales", choices=[("web", "Web")], widget=forms.CheckboxSelectMultiple
    )
    files = forms.FileField(label="Archivos", widget=FilesInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def draw(form, told, **context):
    return Template(f"{{% load ui %}}{{% field {told} %}}").render(
        Context({"form": form, **context})
    )


def invalid():
    form = AnyForm({})
    form.is_valid()
    return form


@pytest.mark.parametrize("name", [n for n in AnyForm.base_fields if n != "key"])
@pytest.mark.parametrize("form", [AnyForm(), invalid()], ids=["fresh", "invalid"])
def test_what_describes_a_field_is_on_the_page_under_its_id(form, name):
    drawn = draw(form, f"form.{name}")

    described = {
        one for ids in re.findall(r'aria-describedby="([^"]+)"', drawn) for one in ids.split()
    }

    assert described <= set(re.findall(r'\bid="([^"]+)"', drawn))
    assert str(form.fields[name].label) in drawn


@pytest.mark.parametrize("name", ["name", "phone", "text", "kind", "day", "agree", "files"])
def test_a_label_belongs_to_its_control(name):
    drawn = draw(AnyForm(), f"form.{name}")

    assert f'for="id_{name}"' in drawn
    assert re.search(rf'<(input|select|textarea)[^>]*id="id_{name}"', drawn)


@pytest.mark.parametrize("name", ["name", "text", "kind", "day", "agree", "call", "channels"])
def test_an_error_is_said_and_tied_to_the_field(name):
    drawn = draw(invalid(), f"form.{name}")

    assert f'id="id_{name}_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_field_without_error_is_not_called_invalid():
    assert "aria-invalid" not in draw(AnyForm(), "form.name")


def test_what_is_not_required_says_so_unless_told_otherwise():
    assert "(opcional)" in draw(AnyForm(), "form.phone")
    assert "(opcional)" not in draw(AnyForm(), "form.name")
    assert "(opcional)" not in draw(AnyForm(), "form.phone optional=False")


def test_any_other_option_goes_to_the_control():
    drawn = draw(AnyForm(), 'form.phone inputmode="tel" aria_label="Su celular"')

    assert 'inputmode="tel"' in drawn
    assert 'aria-label="Su celular"' in drawn


def test_a_group_of_choices_is_a_fieldset_with_its_name():
    drawn = draw(AnyForm(), "form.call")

    assert "<legend" in drawn
    assert 'role="radiogroup"' in drawn
    assert drawn.count('type="radio"') == 2


def test_choices_as_cards_tell_what_each_one_is():
    form = AnyForm({"call": "yes"})
    form.fields["call"].notes = {"yes": ("Solo sobre este caso.", "15 días hábiles"), "no": "Nunca"}
    drawn = draw(form, 'form.call as="cards"')

    assert "Solo sobre este caso." in drawn
    assert '<small class="choice-term">15 días hábiles</small>' in drawn
    assert re.search(r'value="yes"[^>]*checked', drawn)


def test_several_files_can_be_chosen_at_once():
    assert "multiple" in draw(AnyForm(), "form.files")


def test_a_hidden_field_shows_nothing_but_itself():
    drawn = draw(AnyForm(), "form.key")

    assert 'type="hidden"' in drawn
    assert "label" not in drawn


def test_a_day_goes_to_the_browsers_calendar_as_it_expects_it():
    import datetime

    drawn = draw(AnyForm(initial={"day": datetime.date(2026, 7, 2)}), "form.day")

    assert 'type="date"' in drawn
    assert 'value="2026-07-02"' in drawn


def test_what_was_written_is_shown_again_and_escaped():
    drawn = draw(AnyForm({"text": "</textarea><b>"}), "form.text")

    assert "&lt;/textarea&gt;&lt;b&gt;" in drawn


def test_the_summary_of_errors_counts_them_and_leads_to_each_field():
    page = Template('{% include "ui/_errors.html" %}').render(Context({"form": invalid()}))
    linked = re.findall(r'href="#([^"]+)"', page)

    assert "Falta corregir 7 datos" in page
    assert linked == [
        f"id_{n}" for n in ("name", "text", "kind", "day", "agree", "call", "channels")
    ]
    for anchor in linked:
        assert f'id="{anchor}"' in draw(invalid(), f"form.{anchor[3:]}")


def test_a_form_without_errors_has_no_summary():
    form = AnyForm(initial={})

    assert not Template('{% include "ui/_errors.html" %}').render(Context({"form": form})).strip()


def test_an_error_of_the_whole_form_is_told_too():
    form = AnyForm({}, MultiValueDict())
    form.full_clean()
    form.add_error(None, "El archivo ya no está")

    page = Template('{% include "ui/_errors.html" %}').render(Context({"form": form}))

    assert "El archivo ya no está" in page
