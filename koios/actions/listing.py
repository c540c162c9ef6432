"""The list of findings as its address asks for it."""

from types import SimpleNamespace

from django import forms
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.actions.models import Finding
from koios.actions.rows import ROWS
from koios.actions.searching import KIND
from koios.core import calendar, exports, search
from koios.core.exports import Column
from koios.office import phrases
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.widgets import DayInput

TABS = {
    "open": gettext_lazy("Abiertos"),
    "mine": gettext_lazy("Míos"),
    "overdue": gettext_lazy("Vencidos"),
    "over": gettext_lazy("Terminados"),
    "all": gettext_lazy("Todos"),
}
EMPTY = {
    "open": gettext_lazy("No hay hallazgos abiertos."),
    "mine": gettext_lazy("No tiene hallazgos a su cargo."),
    "overdue": gettext_lazy("Ninguno está vencido."),
    "over": gettext_lazy("Aquí quedan los cerrados y los descartados."),
    "all": gettext_lazy("Aún no hay hallazgos."),
}
WAYS = {
    "due": ("due_on", "pk"),
    "found": ("-found_on", "-pk"),
    "number": ("-year", "-sequence", "-pk"),
}
NOTES = {
    "due": gettext_lazy("Primero el que vence antes"),
    "found": gettext_lazy("Primero el último que se encontró"),
    "number": gettext_lazy("Por número, primero el último"),
}
ANY = ("", gettext_lazy("Cualquiera"))


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    status = forms.ChoiceField(
        label=gettext_lazy("Estado"), required=False, choices=[ANY, *Finding.Status.choices]
    )
    source = forms.ChoiceField(label=gettext_lazy("Fuente"), required=False)
    owner = forms.ModelChoiceField(
        User.objects.order_by("name"), label=gettext_lazy("Responsable"), required=False
    )
    found_from = forms.DateField(label=gettext_lazy("Desde"), required=False, widget=DayInput)
    found_to = forms.DateField(label=gettext_lazy("Hasta"), required=False, widget=DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].empty_label = _("Cualquiera")
        kinds = Finding.objects.order_by("source_type").values_list("source_type", flat=True)
        self.fields["source"].choices = [
            ANY,
            *((kind, phrases.subject(kind).label) for kind in kinds.distinct()),
        ]


class FindingList:
    """The findings that a person may see, in a tab, narrowed and sorted as the address says."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.today = calendar.today()
        self.filters = Filters(ListForm, request, placeholder=_("Hecho, requisito o número"))
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "open"
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        return ROWS.page(self.findings, self.request, self.sort.keys)

    @property
    def in_order(self):
        return self.findings.select_related("owner", "recorded_by").order_by(*self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def findings(self):
        rows = Finding.objects.visible_to(self.user).queue(self.tab, self.user, self.today)
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(search.matching(told["q"], KIND))
        simple = {
            "status": "status",
            "source": "source_type",
            "owner": "owner",
            "found_from": "found_on__gte",
            "found_to": "found_on__lte",
        }
        return rows.filter(**{simple[name]: told[name] for name in told if name in simple})

    @property
    def tabs(self):
        counts = self._counts()
        return [
            Tab(label, address(self.request, tab=name), counts.get(name), name == self.tab)
            for name, label in TABS.items()
        ]

    @property
    def note(self):
        return NOTES[self.sort.chosen.lstrip("-")]

    @property
    def empty(self):
        if self.filters.values:
            return _("Ninguno cumple los filtros.")
        return EMPTY[self.tab]

    def _counts(self):
        """How many wait; what is over is not counted, for nobody works it off."""
        return (
            Finding.objects.visible_to(self.user)
            .open()
            .aggregate(
                open=Count("pk"),
                mine=Count("pk", filter=Q(owner=self.user)),
                overdue=Count("pk", filter=Q(due_on__lt=self.today)),
            )
        )


def _exported(user, query):
    return FindingList(SimpleNamespace(user=user, GET=query)).in_order


FINDINGS = exports.add(
    exports.Export(
        "findings",
        gettext_lazy("Hallazgos"),
        "actions",
        columns=[
            Column(gettext_lazy("Número"), "number"),
            Column(gettext_lazy("Estado"), "get_status_display"),
            Column(gettext_lazy("Hecho"), "fact"),
            Column(gettext_lazy("Requisito"), "requirement"),
            Column(gettext_lazy("Evidencia"), "evidence"),
            Column(gettext_lazy("Fuente"), "source_label"),
            Column(gettext_lazy("Responsable"), "owner"),
            Column(gettext_lazy("Encontrado"), "found_on", "date"),
            Column(gettext_lazy("Vence"), "due_on", "date"),
            Column(gettext_lazy("Lo anotó"), "recorded_by"),
        ],
        rows=_exported,
    )
)
