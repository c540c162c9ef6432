"""The plain controls of forms, written without templates.

Django draws each control, and each choice of a list, from templates of its own: a fifth of the
time of a page with filters (docs/performance.md). What comes out is the same, but for the spaces.
"""

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

TYPES = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time")


class Renderer(TemplatesSetting):
    """`FORM_RENDERER`: what is plain by hand, anything else from its template."""

    def render(self, template_name, context, request=None):
        draw = DRAWN.get(template_name)
        if draw is None:
            return super().render(template_name, context, request)
        return mark_safe(draw(context["widget"]))  # noqa: S308 -- each part is escaped


def _input(widget) -> str:
    value = "" if widget["value"] is None else f' value="{_told(widget["value"])}"'
    kind, name = _told(widget["type"]), _told(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{_attributes(widget)}>'


def _textarea(widget) -> str:
    value = _told(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_told(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget) -> str:
    groups = "".join(_group(name, options) for name, options, _at in widget["optgroups"])
    return f'<select name="{_told(widget["name"])}"{_attributes(widget)}>{groups}</select>'


def _group(name, options) -> str:
    drawn = "".join(
        f'<option value="{_told(option["value"])}"{_attributes(option)}>'
        f"{_told(option['label'])}</option>"
        for option in options
    )
    return f'<optgroup label="{_told(name)}">{drawn}</optgroup>' if name else drawn


def _attributes(widget) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{_told(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _told(value) -> SafeString:
    return conditional_escape(str(value))


DRAWN = {f"django/forms/widgets/{kind}.html": _input for kind in ("input", *TYPES)} | {
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
