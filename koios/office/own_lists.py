"""The lists that a company keeps for a capability: causes, reasons, conditions, templates.

Each has its page with the records, a form for one, and who changed what:

    LISTS = Lists("quotes", _("Listas de cotizaciones"), [List("reasons", "reason", …), …])
    urlpatterns += LISTS.urls("settings/")
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.core.permissions import CONFIGURE, requires
from koios.office import places, trail
from koios.ui.lists import Tab

LATEST = 6  # changes that the page of a list tells
FORM = ["GET", "HEAD", "POST"]


class ListedForm(forms.ModelForm):
    """A record of a list, and who fills it in."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.prepare()

    def prepare(self):
        """What depends on the record or on who fills it in."""


class NamedForm(ListedForm):
    """No two of one name, in capitals or not."""

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = self._meta.model.objects.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("Ya está en la lista."))
        return name


@dataclass(frozen=True)
class Page:
    """A page among them that is no list of this kind; its capability has the views."""

    slug: str
    title: str
    model: type


@dataclass(frozen=True)
class List:
    """One of them: «reasons», each of which is a «reason».

    `rows()` gives the records as its page shows them; `template` and `form_template` draw them,
    the form with what `told` adds. One whose records are made elsewhere says so in `how`, and has
    no form for a new one. `preview(record)` is how it would look, shown before it is kept.
    """

    slug: str
    one: str
    model: type
    form: type
    title: str
    text: str
    rows: Callable
    empty: str
    template: str
    form_template: str = "office/lists/form.html"
    new: str = ""
    how: str = ""
    name: Callable = str
    preview: Callable | None = None
    told: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Lists:
    """The lists of one capability, under one place of the settings; `pages` stand after them."""

    module: str
    label: str
    lists: list = field(default_factory=list)
    pages: list = field(default_factory=list)

    @property
    def place(self):
        """As `places.OWN` wants it."""
        return (self.label, f"{self.module}:lists", self.module, CONFIGURE)

    def url_of(self, one, record):
        return reverse(f"{self.module}:{one.one}", args=[record.pk])

    def urls(self, route):
        found = [path(route, self._first(), name="lists")]
        for one in self.lists:
            page, record = self._views_of(one)
            if one.new:
                new = self._new_of(one)
                found.append(path(f"{route}{one.slug}/new/", new, name=f"new_{one.one}"))
            found += [
                path(f"{route}{one.slug}/", page, name=one.slug),
                path(f"{route}{one.slug}/<int:pk>/", record, name=one.one),
            ]
        return found

    def _first(self):
        @requires(self.module, CONFIGURE)
        @require_safe
        def lists(request):
            """The first of them."""
            return redirect(f"{self.module}:{self.lists[0].slug}")

        return lists

    def _views_of(self, one):
        @requires(self.module, CONFIGURE)
        @require_safe
        def page(request):
            told = {"records": [(self.url_of(one, each), each) for each in one.rows()]}
            return render(request, one.template, told | self.frame(request, one))

        @requires(self.module, CONFIGURE)
        @require_http_methods(FORM)
        def record(request, pk):
            here = get_object_or_404(one.model, pk=pk)
            return self._form(request, one, here, title=one.name(here))

        page.__name__, record.__name__ = one.slug, one.one
        return page, record

    def _new_of(self, one):
        @requires(self.module, CONFIGURE)
        @require_http_methods(FORM)
        def new(request):
            return self._form(request, one, one.model(), title=one.new)

        new.__name__ = f"new_{one.one}"
        return new

    def _form(self, request, one, record, *, title):
        form = one.form(request.POST or None, instance=record, user=request.user)
        back = reverse(f"{self.module}:{one.slug}")
        told = {"form": form, "title": title, "record": record, "back": back} | one.told
        if request.method == "POST" and form.is_valid():
            if not (one.preview and "preview" in request.POST):
                _keep(record, form, by=request.user)
                messages.success(request, _("Quedó guardado."))
                return redirect(back)
            told["preview"] = one.preview(record)
        status = 422 if form.errors else 200
        return render(request, one.form_template, told | self.frame(request, one), status=status)

    def frame(self, request, here):
        """What stands around each: the places of the settings, the others, the latest changes."""
        is_list = isinstance(here, List)
        return {
            "list": here,
            "label": self.label,
            "new_url": reverse(f"{self.module}:new_{here.one}") if is_list and here.new else "",
            "places": places.places_for(request.user, here=reverse(f"{self.module}:lists")),
            "tabs": [
                Tab(each.title, reverse(f"{self.module}:{each.slug}"), None, each is here)
                for each in (*self.lists, *self.pages)
            ],
            "latest": _latest(request.user, here.model),
        }


def _keep(record, form, *, by):
    if record.pk is None:
        record.begin(by=by)
    else:
        record.amend(by=by, **form.cleaned_data)


def _latest(user, model):
    entries = trail.visible_to(user).filter(subject_type=model._meta.label_lower)
    entries = entries.exclude(verb="seeded")
    return trail.told(entries.order_by("-sequence")[:LATEST], user)
