"""The queues of the desk: what is due next comes first."""

from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from koios.accounts.models import User
from koios.cases import states
from koios.cases.desk.forms import AssignmentForm
from koios.cases.desk.rows import ROWS
from koios.cases.desk.sheets import COLUMNS
from koios.cases.models import Case, Kind, Status
from koios.core import calendar, exports, search
from koios.core.acts import act
from koios.core.permissions import APPROVE, EDIT, SEE, requires
from koios.customers.models import Customer
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.widgets import DayInput

QUEUES = {
    "unassigned": gettext_lazy("Sin asignar"),
    "mine": gettext_lazy("Mías"),
    "approval": gettext_lazy("Por aprobar"),
    "open": gettext_lazy("Abiertas"),
    "waiting": gettext_lazy("En espera"),
    "overdue": gettext_lazy("Vencidas"),
    "closed": gettext_lazy("Terminadas"),
    "all": gettext_lazy("Todas"),
}
EMPTY = {
    "unassigned": gettext_lazy("Todas tienen responsable. Las nuevas aparecen aquí."),
    "mine": gettext_lazy("No tiene PQRS a su cargo. Las que le asignen aparecen aquí."),
    "approval": gettext_lazy("Ninguna respuesta espera su aprobación."),
    "open": gettext_lazy("No hay PQRS abiertas."),
    "waiting": gettext_lazy("Aquí quedan las que esperan un dato del peticionario."),
    "overdue": gettext_lazy("Ninguna está vencida."),
    "closed": gettext_lazy("Aquí quedan las respondidas, cerradas y las que terminaron antes."),
    "all": gettext_lazy("Aún no hay PQRS. La primera llega por la página pública o por el botón."),
}
WAYS = {
    "due": ("due_on", "pk"),
    "received": ("-received_at", "-pk"),
    "number": ("-year", "-sequence", "-pk"),
}
NOTES = {
    "due": gettext_lazy("Por término, primero la que vence antes"),
    "received": gettext_lazy("Primero la última en llegar"),
    "number": gettext_lazy("Por radicado, primero el último"),
}
ANY = ("", gettext_lazy("Cualquiera"))


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    kind = forms.MultipleChoiceField(
        label=gettext_lazy("Tipo"),
        required=False,
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Canal"), required=False, choices=[ANY, *Case.Channel.choices]
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Estado"), required=False, choices=[ANY, *Status.choices]
    )
    owner = forms.ModelChoiceField(
        User.objects.order_by("name"), label=gettext_lazy("Responsable"), required=False
    )
    received_from = forms.DateField(
        label=gettext_lazy("Recibida desde"), required=False, widget=DayInput
    )
    received_to = forms.DateField(
        label=gettext_lazy("Recibida hasta"), required=False, widget=DayInput
    )
    critical = forms.BooleanField(label=gettext_lazy("Crítica"), required=False)
    customer = forms.ModelChoiceField(  # as the links of a customer's page ask
        Customer.objects.all(),
        label=gettext_lazy("Cliente"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].empty_label = _("Cualquiera")


class CaseList:
    """The cases that a person may see, in a queue, narrowed and sorted as the address says."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.today = calendar.today()
        self.filters = Filters(ListForm, request, placeholder=_("Asunto, nombre o radicado"))
        asked = request.GET.get("queue", "")
        self.queue = asked if asked in QUEUES else "open"
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        return ROWS.page(self.cases, self.request, self.sort.keys)

    @property
    def in_order(self):
        """All of them, as an export takes them."""
        return self.cases.for_list().order_by(*self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort, choosing=self.user.may("cases", EDIT))

    @property
    def cases(self):
        rows = Case.objects.visible_to(self.user).queue(self.queue, self.user, self.today)
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(search.matching(told["q"], "case"))
        simple = {
            "kind": "kind__in",
            "channel": "channel",
            "status": "status",
            "owner": "owner",
            "received_from": "received_on__gte",
            "received_to": "received_on__lte",
            "critical": "critical",
            "customer": "customer",
        }
        return rows.filter(**{simple[name]: told[name] for name in told if name in simple})

    @property
    def tabs(self):
        counts = queue_counts(self.user)
        return [
            Tab(
                label,
                address(self.request, queue=queue),
                counts.get(queue),
                queue == self.queue,
            )
            for queue, label in QUEUES.items()
        ]

    @property
    def note(self):
        return NOTES[self.sort.chosen.lstrip("-")]

    @property
    def empty(self):
        if self.filters.values:
            return _("Ninguna PQRS de esta cola cumple los filtros.")
        return EMPTY[self.queue]


def queue_counts(user) -> dict:
    """How many wait in each queue of work, in one query. What has ended is not counted: nobody
    works it off, and counting it would grow with the years."""
    today = calendar.today()
    opened = Q(status__in=states.OPEN)
    running = Q(status__in=states.OPEN - {Status.AWAITING_PETITIONER})
    counts = (
        Case.objects.visible_to(user)
        .filter(opened)
        .aggregate(
            unassigned=Count("pk", filter=Q(owner=None)),
            mine=Count("pk", filter=Q(owner=user)),
            open=Count("pk"),
            waiting=Count("pk", filter=Q(status=Status.AWAITING_PETITIONER)),
            overdue=Count("pk", filter=running & Q(due_on__lt=today)),
        )
    )
    if user.may("cases", APPROVE):
        counts["approval"] = Case.objects.visible_to(user).to_approve(user).count()
    return counts


@requires("cases", SEE)
@require_safe
def cases(request):
    listed = CaseList(request)
    context = {"list": listed, "may_edit": request.user.may("cases", EDIT)}
    return render(request, "cases/desk/cases.html", context)


def _exported(user, query):
    listed = CaseList(SimpleNamespace(user=user, GET=query))
    return listed.in_order.select_related("area", "cause", "process")


CASES = exports.add(
    exports.Export("cases", gettext_lazy("PQRS"), "cases", columns=COLUMNS, rows=_exported)
)


@requires("cases", SEE)
@require_safe
def export(request, form):
    """Exactly what the list shows, as a spreadsheet or CSV; a long one as a job."""
    return CASES.respond(request, form)


@requires("cases", EDIT)
@require_POST
def bulk_assignment(request):
    """Give the chosen cases to one person: all of them, or none."""
    numbers = request.POST.getlist("chosen")[:200]
    chosen = list(
        Case.objects.visible_to(request.user)
        .filter(number__in=numbers)
        .select_related("owner", "area", "term")
    )
    if not chosen:
        messages.warning(request, _("Seleccione primero las PQRS que quiere asignar."))
        return redirect("cases:cases")
    form = AssignmentForm(request.POST if "person" in request.POST else None, user=request.user)
    if form.is_valid():
        told = form.cleaned_data
        with act():
            for case in chosen:
                case.assign(
                    told["person"], by=request.user, area=told["area"], reason=told["reason"]
                )
        done = ngettext("Se asignó %(n)s PQRS.", "Se asignaron %(n)s PQRS.", len(chosen))
        messages.success(request, done % {"n": len(chosen)})
        return redirect("cases:cases")
    return render(request, "cases/desk/bulk.html", {"cases": chosen, "form": form})
