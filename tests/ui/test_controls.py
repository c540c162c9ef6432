"""What we write by hand is what Django's templates would."""

import re
from datetime import date

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from koios.ui.controls import DRAWN, Renderer
from koios.ui.widgets import DayInput

HOSTILE = '"><script>alert(1)</script>&amp;'
CHOICES = [("", "Cualquiera"), ("a", HOSTILE), ("Grupo «1»", [(1, "Uno"), (2, mark_safe("<b>"))])]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput({"class": "x", "required": True, "disabled": False}), HOSTILE),
        (forms.TextInput(), None),
        (forms.TextInput(), ""),
        (forms.NumberInput({"min": 0}), 1234),
        (forms.EmailInput({"aria-label": HOSTILE}), "a@b.example"),
        (forms.PasswordInput(), "no se muestra"),
        (forms.HiddenInput(), HOSTILE),
        (forms.Textarea({"rows": 3}), f"uno\n{HOSTILE}"),
        (forms.Textarea(), ""),
        (DayInput(), date(2026, 7, 2)),
        (forms.Select(choices=CHOICES), "a"),
        (forms.Select({"id": "x"}, choices=CHOICES), 2),
        (forms.SelectMultiple(choices=CHOICES), ["a", "1"]),
    ],
    ids=lambda told: type(told).__name__,
)
def test_a_control_is_the_one_of_its_template(widget, value):
    assert widget.template_name in DRAWN

    ours = widget.render('n"', value, {"id": "id_n"}, renderer=Renderer())
    theirs = widget.render('n"', value, {"id": "id_n"}, renderer=TemplatesSetting())

    assert ours == re.sub(r">\s+<(?!/textarea)", "><", theirs)


def test_any_other_control_comes_from_its_template():
    boxes = forms.CheckboxSelectMultiple(choices=CHOICES)

    assert boxes.render("n", ["a"], renderer=Renderer()) == boxes.render(
        "n", ["a"], renderer=TemplatesSetting()
    )
