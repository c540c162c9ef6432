"""The pages of the terms of the law: a change is another row, from a day on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.cases.lists_pages.forms import TermForm
from koios.cases.lists_pages.pages import LISTS, TERMS
from koios.cases.models import Kind, Term
from koios.core import calendar
from koios.core.permissions import CONFIGURE, requires

FORM = ["GET", "HEAD", "POST"]


@requires("cases", CONFIGURE)
@require_safe
def terms(request):
    told = {"kinds": _by_kind(calendar.today())} | LISTS.frame(request, TERMS)
    return render(request, "cases/lists/terms.html", told)


@requires("cases", CONFIGURE)
@require_http_methods(FORM)
def new_term(request, kind):
    """Another term for a type; the form begins with the one in force."""
    kind = _kind(kind)
    now = next(one["now"] for one in _by_kind(calendar.today()) if one["kind"] == kind)
    term = Term(kind=kind)
    initial = {name: getattr(now, name) for name in TermForm.Meta.fields if now} | {
        "valid_from": None,
        "valid_until": None,
    }
    form = TermForm(request.POST or None, instance=term, initial=initial, user=request.user)
    if request.method == "POST" and form.is_valid():
        term.put_in_force(by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("El término nuevo rige desde la fecha que escribió."))
        return redirect("cases:terms")
    title = _("Otro término: %(kind)s") % {"kind": kind.label.lower()}
    return _term_form(request, form, title)


@requires("cases", CONFIGURE)
@require_http_methods(FORM)
def term(request, pk):
    """One that does not rule yet may be worded anew."""
    here = get_object_or_404(Term, pk=pk)
    form = TermForm(request.POST or None, instance=here, user=request.user)
    if request.method == "POST" and form.is_valid():
        here.refresh_from_db()  # as it stands, for the act to compare
        here.correct(by=request.user, **form.cleaned_data)
        messages.success(request, _("Quedó guardado."))
        return redirect("cases:terms")
    return _term_form(request, form, str(here.get_kind_display()))


def _term_form(request, form, title):
    told = {"form": form, "title": title, "back": reverse("cases:terms")}
    told |= LISTS.frame(request, TERMS)
    return render(request, "cases/lists/term.html", told, status=422 if form.errors else 200)


def _by_kind(today):
    """Each type with the term in force and the others, the latest first; in one query."""
    rows = list(Term.objects.order_by("kind", "-valid_from"))
    found = []
    for kind in Kind:
        own = [row for row in rows if row.kind == kind]
        ruling = [row for row in own if row.valid_from <= today <= (row.valid_until or today)]
        now = ruling[0] if ruling else None
        coming = [row for row in own if row.valid_from > today]
        past = [row for row in own if row is not now and row not in coming]
        others = len(coming) + len(past)
        found.append({"kind": kind, "now": now, "coming": coming, "past": past, "others": others})
    return found


def _kind(value):
    if value not in Kind.values:
        raise Http404
    return Kind(value)
