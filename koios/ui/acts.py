"""The acts that can be done with a record from its page.

Each is a noun with its address, a form, the verb that it calls, and the level of the person who may
do it. GET asks, POST does; a refusal of the verb is shown over what was typed.

    ACTS = Acts("quotes", found=found, of=about, prefix="need_", key="number", acts=[Act(…), …])
    urlpatterns += ACTS.urls("needs/<str:number>/")
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koios.core import files
from koios.core.permissions import EDIT, requires, signed_in
from koios.core.refusals import Forbidden, Refusal


class ActForm(forms.Form):
    """What an act asks for; the simplest asks for nothing."""

    takes_files = False
    says = ""  # what will follow, of this record

    def look_again(self, theirs):
        """Somebody else wrote on the record first: what was typed stays, and `theirs` is what the
        person has now seen. A form that remembers what was seen renews it here."""

    def __init__(self, *args, record=None, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.record, self.user = record, user
        self.prepare()

    def prepare(self):
        """What depends on the record or on who fills it in."""


@dataclass(frozen=True)
class Act:
    """Something that can be done with a record.

    `do(record, by, told)` calls the verb with what the form told, among it the `basket` of one that
    takes files; an address that it gives back is where to go, else to the record. `when(record)`
    says whether it is offered, `why_not(record)` why it is off for now; `also` is another module
    that the person must be able to edit. `warn(record, told)` gives sentences to be read first:
    the same form sent again passes them. `still(record)` says whether a form that was opened
    before may be sent, where that is in more states than it is offered in.
    """

    slug: str
    title: str
    verb: str  # on the button
    do: Callable
    form: type = ActForm
    when: Callable = lambda record: True
    text: str = ""
    done: str = ""
    level: str = EDIT
    danger: bool = False
    icon: str = ""
    why_not: Callable = lambda record: ""
    warn: Callable = lambda record, told: []
    still: Callable | None = None
    also: str = ""

    def is_possible(self, record):
        return (self.still or self.when)(record)

    def is_open_to(self, user, module):
        return user.may(module, self.level) and (not self.also or user.may(self.also, EDIT))


@dataclass(frozen=True)
class About:
    """How the page of an act names its record."""

    list: str
    title: str
    url: str
    number: str = ""


@dataclass(frozen=True)
class Offered:
    """An act as the page of a record shows it."""

    act: Act
    url: str
    why_not: str = ""


@dataclass(frozen=True)
class Acts:
    """The acts on one kind of record.

    `found(request, key)` gives the record or a 404; `of(record)` how it is named, as `About`. The
    names of their addresses begin with `prefix`. Where the `module` depends on the record it is
    empty: then `found` refuses who may not act.
    """

    module: str
    found: Callable
    of: Callable
    prefix: str
    key: str = "pk"
    acts: list = field(default_factory=list)
    namespace: str = ""

    def offered(self, record, user, *, first=()):
        """What this person may do now: as buttons those of `first`, and the rest."""
        found = [
            Offered(act, self.url(act, record), act.why_not(record))
            for act in self.acts
            if self._may(act, user) and act.when(record)
        ]
        buttons = [one for slug in first for one in found if one.act.slug == slug]
        buttons = [one for one in buttons if not one.why_not]
        return buttons, [one for one in found if one not in buttons]

    def url(self, act, record):
        name = f"{self.namespace or self.module}:{self.name(act)}"
        return reverse(name, args=[getattr(record, self.key)])

    def name(self, act):
        return f"{self.prefix}{act.slug.replace('-', '_')}"

    def urls(self, route):
        """An address and a view for each."""
        return [
            path(f"{route}{act.slug}/", self._view(act), name=self.name(act)) for act in self.acts
        ]

    def _view(self, act):
        @(requires(self.module, act.level) if self.module else signed_in)
        @require_http_methods(["GET", "HEAD", "POST"])
        def view(request, **key):
            if not self._may(act, request.user):
                raise Forbidden(_("Su papel en la empresa le permite ver esto, pero no hacerlo."))
            return self._answer(request, act, self.found(request, key[self.key]))

        view.__name__ = self.name(act)
        return view

    def _may(self, act, user):
        return not self.module or act.is_open_to(user, self.module)

    def _answer(self, request, act, record):
        is_asked = request.method == "POST"
        form = act.form(request.POST if is_asked else None, record=record, user=request.user)
        basket, refused, warned, why = "", [], [], "" if act.is_possible(record) else _gone(record)
        why = why or act.why_not(record)
        if form.takes_files:
            basket, refused = _staged(request)
        may_do = is_asked and form.is_valid() and not why
        if may_do:
            told = dict(form.cleaned_data) | ({"basket": basket} if basket else {})
            warned = _unread(act.warn(record, told), request)
        if may_do and not warned:
            try:
                where = act.do(record, request.user, told)
            except Refusal as refusal:
                why = refusal.message
                if theirs := getattr(refusal, "theirs", None):
                    form.look_again(theirs)
            else:
                for refusal in refused:
                    messages.warning(request, refusal.message)
                messages.success(request, act.done or _("Quedó guardado."))
                return redirect(where if isinstance(where, str) else record)
        told = {"act": act, "form": form, "why": why, "about": self.of(record)}
        told |= {"warned": warned, "read": _digest(warned)}
        told |= {"refused": refused, "basket": basket}
        told |= {"uploads": files.uploads_in(basket) if basket else []}
        status = 409 if is_asked and why else 422 if form.errors or warned else 200
        return render(request, "ui/act.html", told, status=status)


def _staged(request):
    """The basket of this form, and the files that were refused."""
    basket = files.basket_from(request.POST.get("basket"))
    _staged, refused = files.stage_all(basket, request.FILES.getlist("files"), by=request.user)
    return basket, refused


def _unread(warned, request):
    """The warnings, unless these very ones were read."""
    return [] if request.POST.get("read") == _digest(warned) else warned


def _digest(warned):
    return hashlib.sha256("\n".join(warned).encode()).hexdigest()[:16]


def _gone(record):
    """Somebody was there first, or an old page was sent."""
    return _("%(record)s ya no está en el estado en que esto se puede hacer. Ábrala de nuevo.") % {
        "record": record
    }
