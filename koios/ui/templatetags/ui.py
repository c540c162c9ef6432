"""The words of our templates: `{% load ui %}`. docs/ui.md shows each with its parameters."""

from django import template
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from koios.ui import due as due_piece
from koios.ui import fields, formats, icons
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
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if ours else "/"


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


@register.simple_tag
def when(value, style="moment_short"):
    """An instant or a day as `<time>`, in one of the styles of `formats`."""
    if not value:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), getattr(formats, style)(value)
    )


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
