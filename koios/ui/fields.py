"""How a field of a form is shown: its name, the control, a hint, what to correct.

Written here and not in templates: there are fifteen of them on a page (docs/performance.md).
"""

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koios.ui import icons


def draw(bound, **options) -> SafeString:
    """A bound field in the look.

    Options: `label`, `hint`, `as` ("cards" for choices with a description, "line" for a row of
    choices, "scale", "consent"), `hide_label`, `optional` (say that it may stay empty; by default
    a field that is not required says so), and any other goes to the control as an attribute,
    with `_` for `-`.
    """
    shown = Shown(bound, options)
    return DRAWN.get(shown.kind, _control)(shown)


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
            yield Option(
                _option_tag(sub.data),
                sub.choice_label,
                value,
                note[0] if note else "",
                note[1] if len(note) > 1 else "",
            )


@dataclass(frozen=True)
class Option:
    """A choice: its control, its name, and what the form tells more of it."""

    tag: SafeString
    label: str
    value: str
    note: str
    more: str


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


# The pieces that fields are made of


def _control(f):
    return format_html('<div class="field{}">{}{}{}</div>', _css(f), _label(f), f.control, _told(f))


def _file(f):
    return format_html(
        '<div class="field{}"><div class="drop">{}{}{}</div></div>',
        _css(f),
        _label(f),
        f.control,
        _told(f),
    )


def _check(f):
    return format_html(
        '<div class="field{}"><label class="check" for="{}">{}<span class="check-text">{}</span>'
        "</label>{}</div>",
        _css(f),
        f.id,
        f.control,
        f.label,
        _told(f),
    )


def _choices(f):
    css = "cluster-wide" if f.kind == "line" else "stack-2"
    return _group(f, css, _choice)


def _choice(f, option):
    note = format_html(' <span class="faint">{}</span>', option.note) if option.note else ""
    return format_html(
        '<label class="check">{}<span class="check-text">{}{}</span></label>\n',
        option.tag,
        option.label,
        note,
    )


def _cards(f):
    return _group(f, "cards", _card)


def _card(f, option):
    return format_html(
        '<label class="choice">{}<span class="choice-text"><b>{}</b>{}{}</span></label>\n',
        option.tag,
        option.label,
        format_html("<small>{}</small>", option.note) if option.note else "",
        format_html('<small class="choice-term">{}</small>', option.more) if option.more else "",
    )


def _scale(f):
    return _group(f, "nps" if f.is_long else "scale", _pick)


def _pick(f, option):
    named = str(option.label) != option.value
    return format_html(
        '<label class="pick">{}{}{}</label>',
        option.tag,
        option.value,
        format_html("<small>{}</small>", option.label) if named else "",
    )


def _consent(f):
    error = (
        format_html('<span class="field-error" id="{}">{}</span>', f.error_id, f.errors[0])
        if f.errors
        else ""
    )
    hint = (
        format_html('<span class="small quiet" id="{}">{}</span>', f.hint_id, f.hint)
        if f.hint
        else ""
    )
    return format_html(
        '<fieldset class="consent" id="{}"{}><legend class="sr-only">{}</legend>'
        '<div class="consent-text"><span class="strong">{}</span>{}{}</div>'
        '<div class="consent-pick">{}</div></fieldset>',
        f.id,
        _role(f),
        f.label,
        f.label,
        error,
        hint,
        _each(f, _choice),
    )


def _hidden(f):
    return f.bound.as_widget()


def _group(f, css, draw_option):
    return format_html(
        '<fieldset class="field{}" id="{}"{}>{}<div class="{}">{}</div>{}</fieldset>',
        _css(f),
        f.id,
        _role(f),
        _legend(f),
        css,
        _each(f, draw_option),
        _told(f),
    )


def _each(f, draw_option):
    return SafeString("".join(draw_option(f, option) for option in f.options))


def _css(f):
    return f" {f.css}" if f.css else ""


def _role(f):
    """What those who listen are told of a group of choices."""
    told = [("role", "radiogroup")] * f.is_radio
    told += [("aria-invalid", "true")] * bool(f.is_radio and f.errors)
    told += [("aria-describedby", f.described_by)] * bool(f.described_by)
    return format_html_join("", ' {}="{}"', told)


def _label(f):
    css = "form-label sr-only" if f.hide_label else "form-label"
    return format_html('<label class="{}" for="{}">{}{}</label>', css, f.id, f.label, _optional(f))


def _legend(f):
    css = "form-label sr-only" if f.hide_label else "form-label"
    return format_html('<legend class="{}">{}{}</legend>', css, f.label, _optional(f))


def _optional(f):
    if not f.is_optional:
        return ""
    return format_html(' <span class="field-optional">{}</span>', _("(opcional)"))


def _told(f):
    """What to correct, and the hint."""
    told = SafeString("")
    if f.errors:
        told = format_html(
            '<p class="field-error" id="{}">{}<span>{}</span></p>',
            f.error_id,
            icons.svg("alert-circle"),
            format_html_join(" ", "{}", ((error,) for error in f.errors)),
        )
    if f.hint:
        told += format_html('<p class="field-hint" id="{}">{}</p>', f.hint_id, f.hint)
    return told


DRAWN = {
    "choices": _choices,
    "line": _choices,
    "cards": _cards,
    "scale": _scale,
    "consent": _consent,
    "check": _check,
    "file": _file,
    "hidden": _hidden,
}


def _option_tag(data):
    attrs = forms.utils.flatatt({**data["attrs"]})
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>', data["type"], data["name"], data["value"], attrs
    )
