"""What was about to be sent when the session ended: to read, to send, or to let go."""

import logging
import re
from copy import copy
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koios.accounts import unsent as waiting
from koios.core.permissions import signed_in
from koios.ui.reading import controls_of

ROW = re.compile(r"-(\d+)-")
log = logging.getLogger(__name__)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request):
    """It is never sent by itself: the person reads it first, and presses."""
    kept = waiting.kept(request)
    if request.method == "POST":
        waiting.forget(request)
        messages.info(request, _("No se envió nada."))
    if kept is None or request.method == "POST":
        return redirect(kept.page if kept else "/")
    controls = _controls(request, kept.page)
    told = {"kept": kept, "lines": list(_lines(kept, controls)), "files": _files(kept, controls)}
    return render(request, "accounts/unsent.html", told)


def _lines(kept, controls):
    """(name, what was typed): all that a person wrote or chose. What the page does not tell of is
    shown when it has more than one word, else nobody wrote it."""
    for name, value in kept.fields:
        control = controls.get(_key(name))
        if control is None and len(value.split()) > 1:
            yield "", value
        elif control is not None and not control.is_hidden and value.strip():
            row = ROW.search(name)
            label = f"{control.label} {row[1]}" if row else control.label
            yield label, control.in_words(value)


def _files(kept, controls):
    """(field, its label, the names of its files): each has to be chosen again."""
    found = {}
    for name, file in kept.files:
        found.setdefault(name, []).append(file)
    return [
        (name, control.label if (control := controls.get(_key(name))) else "", files)
        for name, files in found.items()
    ]


def _controls(request, address):
    """The controls of the page where the form stood, as this person would see it now."""
    try:
        page = _seen(request, address)
        found = controls_of(page.content.decode())
    except Exception as error:  # whatever is wrong there, what was typed is shown
        log.info("%s does not tell its fields: %s", urlsplit(address).path, error)
        return {}
    return {_key(name): control for name, control in found.items()}


def _key(name):
    """The rows of a form are called the same: more may have been added than its page has."""
    return ROW.sub("-#-", name)


def _seen(request, address):
    parts = urlsplit(address)
    found = resolve(parts.path)
    asked = copy(request)
    asked.path = asked.path_info = parts.path
    asked.GET, asked.resolver_match = QueryDict(parts.query), found
    asked.META = request.META | {"PATH_INFO": parts.path, "QUERY_STRING": parts.query}
    return found.func(asked, *found.args, **found.kwargs)
