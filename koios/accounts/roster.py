"""The list of people as its address asks for it: state, role, area, words, order."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django import forms
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.people import NO_PASSWORD, Area, User
from koios.accounts.roles import Role
from koios.accounts.sessions import SignIn
from koios.core.exports import Column, Export
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.paging import page
from koios.ui.states import State

INVITED = Q(password__startswith=NO_PASSWORD)
STATES = {
    "active": (gettext_lazy("Activas"), Q(is_active=True) & ~INVITED),
    "invited": (gettext_lazy("Invitadas"), Q(is_active=True) & INVITED),
    "inactive": (gettext_lazy("Desactivadas"), Q(is_active=False)),
    "all": (gettext_lazy("Todas"), Q(pk__isnull=False)),
}
WAYS = {"name": ("name", "pk"), "email": ("email", "pk")}
NOTES = {"name": gettext_lazy("Por nombre"), "email": gettext_lazy("Por correo")}


class RosterForm(forms.Form):
    q = forms.CharField(required=False, max_length=100)
    role = forms.ModelChoiceField(
        Role.objects.all(), required=False, label=gettext_lazy("Rol"), to_field_name="key"
    )
    area = forms.ModelChoiceField(Area.objects.all(), required=False, label=gettext_lazy("Área"))


class Roster:
    """People in one state, narrowed by role, area and words."""

    def __init__(self, request):
        self.request = request
        self.filters = Filters(RosterForm, request, placeholder=_("Nombre, correo o cargo"))
        asked = request.GET.get("state", "")
        self.state = asked if asked in STATES else "active"
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        return page(self.people, self.request, self.sort.keys)

    @property
    def people(self):
        last = SignIn.objects.filter(user=OuterRef("pk")).order_by("-seen_at").values("seen_at")
        codes = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return (
            self._narrowed.filter(STATES[self.state][1])
            .select_related("area")
            .prefetch_related("roles")
            .annotate(seen_at=Subquery(last[:1]), has_second_factor=Exists(codes))
        )

    @cached_property
    def tabs(self):
        counted = {key: Count("pk", filter=where) for key, (_label, where) in STATES.items()}
        counts = self._narrowed.aggregate(**counted)
        return [
            Tab(label, address(self.request, state=key), counts[key], key == self.state)
            for key, (label, _where) in STATES.items()
        ]

    @property
    def note(self):
        return NOTES[self.sort.chosen.lstrip("-")]

    @property
    def is_narrowed(self):
        return bool(self.filters.values)

    @cached_property
    def _narrowed(self):
        asked = self.filters.values
        people = User.objects.all()
        if "role" in asked:
            people = people.filter(pk__in=asked["role"].people.values("pk"))
        if "area" in asked:
            people = people.filter(area=asked["area"])
        for word in asked.get("q", "").split():
            people = people.filter(
                Q(name__icontains=word) | Q(email__icontains=word) | Q(job_title__icontains=word)
            )
        return people


@dataclass(frozen=True)
class Asked:
    """Who asks for a list, and with what address; a request is one too."""

    user: object
    GET: QueryDict


def _in_order(user, query):
    roster = Roster(Asked(user, query))
    return roster.people.order_by(*roster.sort.keys)


PEOPLE = Export(
    "people",
    gettext_lazy("Personas"),
    "users",
    columns=[
        Column(gettext_lazy("Nombre"), "name"),
        Column(gettext_lazy("Correo electrónico"), "email"),
        Column(gettext_lazy("Cargo"), "job_title"),
        Column(gettext_lazy("Área"), "area"),
        Column(gettext_lazy("Teléfono"), "phone"),
        Column(gettext_lazy("Roles"), lambda person: ", ".join(map(str, person.roles.all()))),
        Column(gettext_lazy("Estado"), lambda person: state_of(person).label),
        Column(gettext_lazy("Segundo factor"), "has_second_factor", "yes_no"),
        Column(gettext_lazy("Último ingreso"), "seen_at", "moment"),
        Column(gettext_lazy("Desde"), "created_at", "date"),
    ],
    rows=_in_order,
)


def state_of(person):
    """How a person stands, as a page shows it."""
    if not person.is_active:
        return State(_("Desactivada"), "out", 4)
    if person.has_usable_password():
        return State(_("Activa"), "done", 4)
    return State(_("Invitada"), "hold")
