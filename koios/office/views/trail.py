"""The trail: who did what, and whether it is whole."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from koios.accounts.models import User
from koios.core import audit
from koios.core.permissions import SEE, requires
from koios.office import chain, phrases
from koios.office import trail as reading
from koios.office.between import between
from koios.ui.lists import Filters
from koios.ui.paging import page
from koios.ui.widgets import DayInput

WITHOUT_ACCOUNT = [
    (f"={label}", gettext_lazy("%(who)s (sin cuenta)") % {"who": name})
    for label, name in audit.ACTOR_LABELS.items()
]


@requires("trail", SEE)
def trail(request):
    found = Search(request)
    lines = reading.told(found.page.rows, request.user, known=found.people)
    return render(
        request,
        "office/trail.html",
        {
            "search": found,
            "lines": lines,
            "record": lines[0] if found.key and lines else None,
            "last_look": chain.last_look(),
        },
    )


@requires("trail", SEE)
@require_POST
def chain_look(request):
    chain.ask(by=request.user)
    messages.success(
        request, _("Estamos revisando la cadena entera. El resultado aparece aquí en un momento.")
    )
    return redirect("office:trail")


class TrailForm(forms.Form):
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Qué"))
    who = forms.ChoiceField(required=False, label=gettext_lazy("Quién"))
    verb = forms.ChoiceField(required=False, label=gettext_lazy("Acto"))
    since = forms.DateField(required=False, widget=DayInput, label=gettext_lazy("Desde"))
    until = forms.DateField(required=False, widget=DayInput, label=gettext_lazy("Hasta"))

    def __init__(self, *args, user, people, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(key, s.label) for key, s in phrases.subjects.items() if s.is_open_to(user)]
        self.fields["kind"].choices = [("", _("Todo")), *sorted(kinds, key=lambda k: str(k[1]))]
        named = [(str(person.pk), person.name) for person in people]
        self.fields["who"].choices = [("", _("Cualquiera")), *named, *WITHOUT_ACCOUNT]
        self.fields["verb"].choices = [("", _("Cualquiera")), *phrases.verb_choices()]


class Search:
    """The entries that the address asks for, the latest first."""

    def __init__(self, request):
        self.request = request
        self.people = list(User.objects.all())
        self.filters = Filters(TrailForm, request, user=request.user, people=self.people)
        self.kind, _colon, self.key = request.GET.get("record", "").partition(":")

    @cached_property
    def page(self):
        return page(self.entries, self.request, ("-sequence", "-pk"))

    @property
    def is_narrowed(self):
        return bool(self.filters.values or self.key)

    @property
    def entries(self):
        asked = self.filters.values
        entries = reading.visible_to(self.request.user)
        if self.key:
            entries = entries.filter(subject_type=self.kind, subject_id=self.key)
        if "kind" in asked:
            entries = entries.filter(subject_type=asked["kind"])
        if asked.get("who", "").startswith("="):
            entries = entries.filter(actor=None, actor_label=asked["who"][1:])
        elif "who" in asked:
            entries = entries.filter(actor=asked["who"])
        if "verb" in asked:
            entries = entries.filter(verb__in=asked["verb"].split(","))
        return between(entries, "at", since=asked.get("since"), until=asked.get("until"))
