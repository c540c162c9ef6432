"""The pages of the lists: each with its records, a form for one, and who changed what."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.cases.lists_pages import words
from koios.cases.lists_pages.forms import TermForm
from koios.cases.lists_pages.pages import LISTS
from koios.cases.models import AnswerTemplate, Kind, Term
from koios.core import calendar
from koios.core.permissions import CONFIGURE, requires
from koios.office import places, trail
from koios.ui.lists import Tab

LATEST = 6  # changes that the page of a list tells
FORM = ["GET", "HEAD", "POST"]


@requires("cases", CONFIGURE)
@require_safe
def lists(request):
    """The first of them."""
    return redirect(LISTS[0].url)


def views_of(one):
    """The three views of a list: its page, a new record, a record."""

    @requires("cases", CONFIGURE)
    @require_safe
    def page(request):
        told = {"list": one, "records": list(one.rows())}
        return render(request, f"cases/lists/{one.slug}.html", {**told, **_frame(request, one)})

    @requires("cases", CONFIGURE)
    @require_http_methods(FORM)
    def new(request):
        return _form(request, one, one.model(), title=one.new)

    @requires("cases", CONFIGURE)
    @require_http_methods(FORM)
    def record(request, pk):
        here = get_object_or_404(one.model, pk=pk)
        return _form(request, one, here, title=_name_of(here))

    page.__name__, new.__name__, record.__name__ = one.slug, f"new_{one.one}", one.one
    return page, new, record


def _form(request, one, record, *, title):
    form = one.form(request.POST or None, instance=record, user=request.user)
    told = {"list": one, "form": form, "title": title, "record": record, "back": one.url}
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            _keep(record, form, by=request.user)
            messages.success(request, _("Quedó guardado."))
            return redirect(one.url)
        told["preview"] = words.preview(record)
    if one.model is AnswerTemplate:
        told["fields"] = AnswerTemplate.FIELDS.items()
    status = 422 if form.errors else 200
    return render(request, _template_of(one), {**told, **_frame(request, one)}, status=status)


def _keep(record, form, *, by):
    if record.pk is None:
        record.begin(by=by)
    else:
        record.amend(by=by, **form.cleaned_data)


def _template_of(one):
    return [f"cases/lists/{one.one}.html", "cases/lists/form.html"]


def _name_of(record):
    return getattr(record, "name", "") or words.rule_in_words(record)


# Terms: a change is another row, from a day on


@requires("cases", CONFIGURE)
@require_safe
def terms(request):
    return render(
        request,
        "cases/lists/terms.html",
        {"kinds": _by_kind(calendar.today()), **_frame(request, None)},
    )


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
    status = 422 if form.errors else 200
    return render(
        request, "cases/lists/term.html", {**told, **_frame(request, None)}, status=status
    )


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


def _frame(request, one):
    """What stands around each of them: the places of the settings, the lists, the changes."""
    here = one.url if one else reverse("cases:terms")
    model = one.model if one else Term
    tabs = [Tab(each.title, each.url, None, each is one) for each in LISTS]
    tabs.append(Tab(_("Términos"), reverse("cases:terms"), None, one is None))
    return {
        "places": places.places_for(request.user, here=reverse("cases:lists")),
        "tabs": tabs,
        "latest": _latest(request.user, model),
        "here": here,
    }


def _latest(user, model):
    entries = trail.visible_to(user).filter(subject_type=model._meta.label_lower)
    entries = entries.exclude(verb="seeded")
    return trail.told(entries.order_by("-sequence")[:LATEST], user)
