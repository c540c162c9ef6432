"""The trail and the outbox as their addresses ask for them, on the page and as files."""

from dataclasses import dataclass
from itertools import islice

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import audit, exports
from koios.core.permissions import SEE
from koios.office import phrases, post, trail
from koios.office.between import between
from koios.ui.lists import Filters, Tab, address
from koios.ui.paging import page
from koios.ui.widgets import DayInput

COUNTED = {"leaving", "failed"}  # tabs of the outbox at which somebody should look
AT_A_TIME = 500  # rows of a file whose names are read together


@dataclass(frozen=True)
class Asked:
    """Who asks for a list, and with what address; a request is one too."""

    user: object
    GET: QueryDict


class DaysForm(forms.Form):
    since = forms.DateField(required=False, widget=DayInput, label=gettext_lazy("Desde"))
    until = forms.DateField(required=False, widget=DayInput, label=gettext_lazy("Hasta"))


class TrailForm(DaysForm):
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Qué"))
    who = forms.ChoiceField(required=False, label=gettext_lazy("Quién"))
    verb = forms.ChoiceField(required=False, label=gettext_lazy("Acto"))
    field_order = ["kind", "who", "verb", "since", "until"]

    def __init__(self, *args, user, people, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(key, s.label) for key, s in phrases.subjects.items() if s.is_open_to(user)]
        named = [(str(person.pk), person.name) for person in people]
        self.fields["kind"].choices = [("", _("Todo")), *sorted(kinds, key=lambda k: str(k[1]))]
        self.fields["who"].choices = [("", _("Cualquiera")), *named, *_without_account()]
        self.fields["verb"].choices = [("", _("Cualquiera")), *phrases.verb_choices()]


def _without_account():
    return [
        (f"={label}", _("%(who)s (sin cuenta)") % {"who": name})
        for label, name in audit.ACTOR_LABELS.items()
    ]


class TrailList:
    """Entries narrowed by record, kind, person, act and days, the latest first."""

    def __init__(self, request):
        self.request = request
        self.people = list(User.objects.all())
        self.filters = Filters(TrailForm, request, user=request.user, people=self.people)
        self.kind, _colon, self.key = request.GET.get("record", "").partition(":")

    @cached_property
    def page(self):
        return page(self.entries, self.request, ("-sequence", "-pk"))

    @cached_property
    def lines(self):
        return self.told(self.page.rows)

    @property
    def is_narrowed(self):
        return bool(self.filters.values or self.key)

    def told(self, entries):
        return trail.told(entries, self.request.user, known=self.people)

    @property
    def entries(self):
        asked = self.filters.values
        entries = trail.visible_to(self.request.user)
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


class OutboxForm(DaysForm):
    q = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Qué"))
    field_order = ["q", "kind", "since", "until"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not user.may("identities", SEE):
            del self.fields["q"]  # who may not read an address does not search by it either
        named = sorted(post.kinds.items(), key=lambda pair: str(pair[1]))
        self.fields["kind"].choices = [("", _("Todos")), *named]


class OutboxList:
    """Messages in one state, narrowed by kind, days and words, the latest first."""

    def __init__(self, request):
        self.request = request
        self.filters = Filters(
            OutboxForm, request, placeholder=_("Asunto o dirección"), user=request.user
        )
        asked = request.GET.get("state", "")
        self.queue = asked if asked in post.QUEUES else "all"

    @cached_property
    def page(self):
        return page(self.messages, self.request, ("-created_at", "-pk"))

    @cached_property
    def letters(self):
        return self.told(self.page.rows)

    @property
    def is_narrowed(self):
        return bool(self.filters.values)

    def told(self, messages):
        return post.letters(messages, self.request.user)

    @property
    def messages(self):
        found = self._narrowed.prefetch_related("attempts").defer("text", "html")
        if self.queue == "all":
            return found
        return found.filter(status__in=post.QUEUES[self.queue][1])

    @cached_property
    def tabs(self):
        """Those that somebody should look at, with their number."""
        return [
            Tab(
                label,
                address(self.request, state=key),
                self._narrowed.filter(status__in=statuses).count() if key in COUNTED else None,
                key == self.queue,
            )
            for key, (label, statuses) in post.QUEUES.items()
        ]

    @cached_property
    def _narrowed(self):
        asked = self.filters.values
        found = post.visible_to(self.request.user)
        if "kind" in asked:
            found = found.filter(kind=asked["kind"])
        if "q" in asked:
            found = found.filter(Q(subject__icontains=asked["q"]) | Q(to__icontains=asked["q"]))
        return between(found, "created_at", since=asked.get("since"), until=asked.get("until"))


# As files


@dataclass(frozen=True)
class Told:
    """All rows of a list, told some at a time as they are written."""

    rows: object
    tell: object

    def __len__(self):
        return self.rows.count()

    def __iter__(self):
        rows = self.rows.iterator(chunk_size=AT_A_TIME)
        while some := list(islice(rows, AT_A_TIME)):
            yield from self.tell(some)


def _trail_rows(user, query):
    found = TrailList(Asked(user, query))
    return Told(found.entries.order_by("-sequence"), found.told)


def _outbox_rows(user, query):
    found = OutboxList(Asked(user, query))
    return Told(found.messages.order_by("-created_at", "-pk"), found.told)


def _changes(line):
    return "; ".join(f"{change.name}: {change.words}" for change in line.changes)


TRAIL = exports.add(
    exports.Export(
        "trail",
        gettext_lazy("Registro de actos"),
        "trail",
        columns=[
            exports.Column(gettext_lazy("N.º"), "entry.sequence", "number"),
            exports.Column(gettext_lazy("Cuándo"), "entry.at", "moment"),
            exports.Column(gettext_lazy("Quién"), "who"),
            exports.Column(gettext_lazy("Dirección IP"), "entry.ip"),
            exports.Column(gettext_lazy("Qué hizo"), "did"),
            exports.Column(gettext_lazy("Tipo de registro"), "kind"),
            exports.Column(gettext_lazy("Registro"), "name"),
            exports.Column(gettext_lazy("Cambios"), _changes),
            exports.Column(gettext_lazy("Motivo"), "reason"),
            exports.Column(gettext_lazy("Huella"), "entry.hash"),
        ],
        rows=_trail_rows,
    )
)
OUTBOX = exports.add(
    exports.Export(
        "outbox",
        gettext_lazy("Correos enviados"),
        "settings",
        columns=[
            exports.Column(gettext_lazy("Creado"), "message.created_at", "moment"),
            exports.Column(gettext_lazy("Correo"), "kind"),
            exports.Column(gettext_lazy("Asunto"), "subject"),
            exports.Column(gettext_lazy("Para"), "to"),
            exports.Column(gettext_lazy("Copia"), "cc"),
            exports.Column(gettext_lazy("Sobre"), "about"),
            exports.Column(gettext_lazy("Estado"), "message.get_status_display"),
            exports.Column(gettext_lazy("Entregado"), "message.accepted_at", "moment"),
            exports.Column(gettext_lazy("Respuesta del servidor"), "answer"),
            exports.Column(gettext_lazy("Identificador"), "message.message_id"),
        ],
        rows=_outbox_rows,
    )
)
