"""How a field of a form is shown: its name, the control, a hint, what to correct."""

from django import forms
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString


def draw(bound, **options) -> SafeString:
    """A bound field in the look.

    Options: `label`, `hint`, `as` ("cards" for choices with a description, "line" for a row of
    choices, "scale", "consent"), `hide_label`, `optional` (say that it may stay empty; by default
    a field that is not required says so), and any other goes to the control as an attribute,
    with `_` for `-`.
    """
    shown = Shown(bound, options)
    return render_to_string(shown.template, {"f": shown})


class Shown:
    """A bound field with all that its template needs, ids and ARIA included."""

    def __init__(self, bound, options):
        self.bound = bound
        self.label = options.pop("label", None) or bound.label
        self.hint = options.pop("hint", None) or bound.help_text
        self.kind = options.pop("as", "") or kind_of(bound)
        self.hide_label = options.pop("hide_label", False)
        self.css = options.pop("css", "")
        optional = options.pop("optional", None)
        self.is_optional = not bound.field.required if optional is None else optional
        self.extra = {name.replace("_", "-"): value for name, value in options.items()}

    @property
    def id(self):
        return self.bound.id_for_label or self.bound.auto_id or f"id_{self.bound.html_name}"

    @property
    def hint_id(self):
        return f"{self.id}_hint"

    @property
    def error_id(self):
        return f"{self.id}_error"

    @property
    def errors(self):
        return self.bound.errors

    @property
    def described_by(self):
        parts = [self.hint_id] * bool(self.hint) + [self.error_id] * bool(self.errors)
        return " ".join(parts)

    @property
    def template(self):
        return f"ui/field/{TEMPLATES.get(self.kind, 'control')}.html"

    @property
    def control(self):
        """The widget itself, with the classes of the look."""
        return self.bound.as_widget(attrs=self.attrs)

    @property
    def attrs(self):
        widget = self.bound.field.widget
        css = " ".join(filter(None, [CLASSES.get(self.kind, ""), widget.attrs.get("class", "")]))
        attrs = {"class": css} if css else {}
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if self.errors:
            attrs["aria-invalid"] = "true"
        return attrs | self.extra

    @property
    def is_radio(self):
        return isinstance(self.bound.field.widget, forms.RadioSelect)

    @property
    def is_long(self):
        """A scale from 0 to 10 is drawn smaller than one from 1 to 5."""
        return len(self.bound.subwidgets) > 7

    @property
    def options(self):
        """Each choice with its control and, where the form tells it, a description.

        A form tells more of its choices in `field.notes`: {value: text or (text, text)}.
        """
        notes = getattr(self.bound.field, "notes", {})
        for sub in self.bound.subwidgets:
            value = str(sub.data["value"])
            if self.kind != "scale":  # there the whole cell is the control
                sub.data["attrs"]["class"] = CLASSES["check"]
            if self.errors and not self.is_radio:
                sub.data["attrs"]["aria-invalid"] = "true"
            note = notes.get(value, ())
            note = (note,) if isinstance(note, str | Promise) else tuple(note)
            yield {
                "tag": _option_tag(sub.data),
                "label": sub.choice_label,
                "value": value,
                "note": note[0] if note else "",
                "more": note[1] if len(note) > 1 else "",
            }


def kind_of(bound) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Select):
        return "select"
    return "control"


CLASSES = {
    "control": "form-control",
    "select": "form-select",
    "check": "form-check-input",
    "file": "",
}
TEMPLATES = {
    "choices": "choices",
    "line": "choices",
    "cards": "cards",
    "scale": "scale",
    "consent": "consent",
    "check": "check",
    "file": "file",
    "hidden": "hidden",
}


def _option_tag(data):
    attrs = forms.utils.flatatt({**data["attrs"]})
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>', data["type"], data["name"], data["value"], attrs
    )
