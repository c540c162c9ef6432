"""The words of our templates: `{% load ui %}`. docs/ui.md shows each with its parameters."""

import json

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from koios.ui import assets, errors, fields, figures, formats, icons, rows, story
from koios.ui import due as due_piece
from koios.ui import states as state_piece

register = template.Library()

# Dates, numbers, sizes. An empty value stays empty.


def _filter(name, function):
    def told(value, *args):
        return "" if value is None or value == "" else function(value, *args)

    register.filter(name, told)


for _name, _function in {
    "day": formats.day,
    "day_short": formats.day_short,
    "day_long": formats.day_long,
    "day_full": formats.day_full,
    "month": formats.month,
    "hour": formats.hour,
    "moment": formats.moment,
    "moment_short": formats.moment_short,
    "moment_within": formats.moment_within,
    "cop": formats.pesos,
    "filesize_es": formats.size,
    "initials": formats.initials,
}.items():
    _filter(_name, _function)


@register.filter
def number(value, decimals=0):
    return "" if value in (None, "") else formats.number(value, int(decimals))


@register.filter
def percent(value, decimals=1):
    return "" if value in (None, "") else formats.percent(value, int(decimals))


@register.filter
def words(value):
    return value.split()


@register.filter
def get(mapping, key):
    return mapping.get(key)


@register.filter
def same_site(url, request):
    """The page one came from, when it is one of ours; else the beginning."""
    url = url or "/"
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if ours else "/"


# The frame


@register.simple_tag(takes_context=True)
def frame_head(context, frame):
    return assets.head(frame, context["shell"].company.accent)


# Pieces


@register.simple_tag
def icon(name, css=""):
    return icons.svg(name, css)


@register.simple_tag
def field(bound, **options):
    return fields.draw(bound, **options)


@register.simple_tag
def face(person, size=""):
    """The initials of a person, hidden from who listens: their name stands beside."""
    css = "face face-lg" if size == "lg" else "face"
    return format_html(
        '<span class="{}" aria-hidden="true">{}</span>', css, formats.initials(str(person))
    )


@register.simple_tag
def due(of):
    return due_piece.draw(of)


@register.simple_tag
def ticks(of):
    return due_piece.ticks(of.total, of.gone)


@register.simple_tag
def state(of):
    return state_piece.draw(of)


register.simple_tag(formats.when)


@register.filter
def breakable(value):
    """What holds an e-mail, which a narrow column may break behind its @ and not inside a word."""
    if isinstance(value, SafeString) or "@" not in str(value):
        return value
    return mark_safe(escape(value).replace("@", "@<wbr>"))  # noqa: S308 -- escaped


# Messages

TONES = {"success": "ok", "warning": "warn", "error": "bad", "info": "", "debug": ""}
TONE_ICONS = {"ok": "circle-check", "warn": "alert-triangle", "bad": "alert-circle"}


@register.filter
def tone(tags):
    """The tone of a Django message, from its tags."""
    return next((TONES[tag] for tag in tags.split() if tag in TONES), "")


@register.simple_tag
def tone_icon(tone):
    return icons.svg(TONE_ICONS.get(tone, "info-circle"))


@register.inclusion_tag("ui/_notice.html")
def notice(tone="", text="", title="", url="", action="", role="", id=""):
    return {
        "tone": tone,
        "text": text,
        "title": title,
        "url": url,
        "action": action,
        "role": role,
        "id": id,
    }


FILE_ICONS = {
    "pdf": "file-type-pdf",
    "doc": "file-type-doc",
    "docx": "file-type-docx",
    "xls": "file-type-xls",
    "xlsx": "file-spreadsheet",
    "ods": "file-spreadsheet",
    "csv": "file-type-csv",
    "txt": "file-type-txt",
    "zip": "file-type-zip",
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "gif", "heic"), "photo"),
    **dict.fromkeys(("mp3", "ogg", "wav", "m4a"), "file-music"),
    **dict.fromkeys(("mp4", "mov", "webm"), "movie"),
}


@register.simple_tag
def file_icon(name):
    return icons.svg(FILE_ICONS.get(str(name).rsplit(".", 1)[-1].lower(), "file"))


# Records


@register.simple_block_tag
def deadline(content, of, open=False, id="plazo"):
    """The panel of a term; between the tags, its buttons."""
    told = {"deadline": of, "do": _inside(content), "open": open, "id": id}
    return render_to_string("ui/_deadline.html", told)


@register.simple_block_tag
def record_head(content, title, number="", kind="", up="", up_url="", pills=(), do=""):
    """The top of a record; between the tags, the spans of state, owner and dates."""
    return render_to_string(
        "ui/_record_head.html",
        {
            "title": title,
            "number": number,
            "kind": kind,
            "up": up,
            "up_url": up_url,
            "pills": pills,
            "do": do,
            "meta": _inside(content),
        },
    )


@register.simple_block_tag
def part(content, title, id="", note="", url="", action="", small=False):
    """A part of a page under its name; `small` in the side column."""
    told = {"title": title, "note": note, "url": url, "action": action, "small": small}
    told |= {"id": id or slugify(title), "content": content}
    return render_to_string("ui/_part.html", told)


register.filter("by_month", story.by_month)


@register.simple_tag
def chart(of, title, head=(), rows=(), caption="", narrow=None):
    """A chart of `koios.core.charts`, its table, and a narrower one for phones.

    The page that holds charts also includes `ui/_chart_script.html` in its block `scripts`:
    values to point at. Without it, and without script, the drawing and the table are there.
    """
    label = gettext("%(title)s; los mismos datos están en la tabla") % {"title": title}
    told = {"title": title, "caption": caption, "head": head, "rows": rows, "keys": of.keys}
    told["svg"] = mark_safe(of.svg(label=label))  # noqa: S308 -- drawn and cleaned by core
    told["option"] = json.dumps(of.option, ensure_ascii=False, default=float)
    told["narrow"] = mark_safe(narrow.svg(label=label)) if narrow else ""  # noqa: S308
    return render_to_string("ui/_chart.html", told)


@register.simple_tag
def spark(figure):
    return figures.spark(figure.trend, figure.goal) if figure.trend else ""


# Lists


@register.simple_block_tag
def bulk(content, one, many):
    """The bar of a form[data-select] while rows are chosen; between the tags, its buttons."""
    return render_to_string("ui/_bulk.html", {"one": one, "many": many, "do": content})


register.simple_tag(rows.head, name="th")


# Questions and errors


@register.simple_block_tag
def dialog(content, id):
    """A question over the page, opened by data-dialog="id"; inside, `ui/_confirm.html` usually."""
    return render_to_string("ui/_dialog.html", {"id": id, "content": content})


@register.inclusion_tag("ui/_typed.html", takes_context=True)
def typed(context):
    """What someone had written when a request was refused."""
    return {"texts": errors.typed(context["request"])}


@register.simple_tag(takes_context=True)
def refusal_title(context):
    return REFUSALS.get(context.get("status"), _("No se pudo hacer"))


REFUSALS = {
    401: _("Su sesión terminó"),
    403: _("Su papel no alcanza para esto"),
    413: _("Es demasiado grande"),
    429: _("Espere un momento"),
}


@register.filter
def count_errors(form):
    return sum(len(said) for said in form.errors.values())


@register.filter
def fields_with_errors(form):
    return [bound for bound in form if bound.errors and not bound.is_hidden]


@register.filter
def anchor(bound):
    """Where a link to a field leads: its control, or the group of its choices."""
    return fields.Shown(bound, {}).id


# Public pages


@register.simple_block_tag
def ask(content, number, title, id=""):
    """A numbered part of a public form."""
    return render_to_string(
        "ui/_ask.html", {"number": number, "title": title, "id": id, "content": content}
    )


# Settings


@register.simple_block_tag
def form_section(content, title, text="", id=""):
    """A named part of a long form: what it is at the left, its fields at the right."""
    told = {"title": title, "text": text, "id": id or slugify(title), "content": content}
    return render_to_string("ui/_form_section.html", told)


# The pattern page


@register.simple_block_tag
def pattern(content, title, say, wide=False):
    """A row of the page that shows every component."""
    told = {"title": title, "say": say, "id": slugify(title), "content": content, "wide": wide}
    return render_to_string("ui/pattern/_section.html", told)


def _inside(content):
    """Nothing when there is only white space between the tags."""
    return content if content.strip() else ""
