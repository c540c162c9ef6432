"""Controls that Django lacks, or shows otherwise than the look does."""

from django import forms


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


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ColourInput(forms.TextInput):
    """A colour: the sampler of the browser."""

    input_type = "color"
