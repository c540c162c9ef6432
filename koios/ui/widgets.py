"""Controls that Django lacks, or shows otherwise than the look does."""

from django import forms
from django.utils.html import format_html, format_html_join


class DayInput(forms.DateInput):
    """A day, with the calendar of the browser."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and an hour in Bogotá."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class HourInput(forms.TimeInput):
    """An hour of the day."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class ProposingInput(forms.TextInput):
    """A text for which the browser proposes what was written before; anything else is right too."""

    proposed = ()

    def render(self, name, value, attrs=None, renderer=None):
        if not self.proposed:
            return super().render(name, value, attrs, renderer)
        names = f"{name}-proposed"
        told = {**(attrs or {}), "list": names, "autocomplete": "off"}
        options = format_html_join("", '<option value="{}">', ((one,) for one in self.proposed))
        control = super().render(name, value, told, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', control, names, options)


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ColourInput(forms.TextInput):
    """A colour: the sampler of the browser."""

    input_type = "color"
