"""The PQRS that came from the past: what their lists said of their dates, and what Koios counts."""

from types import SimpleNamespace

from django import forms
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from koios.cases.bringing import Origin
from koios.cases.importing import CaseImporter, sums
from koios.cases.models import Case
from koios.core import exports
from koios.core.exports import Column
from koios.core.permissions import SEE, requires
from koios.ui.lists import Filters, Tab, address
from koios.ui.paging import page


class ListForm(forms.Form):
    source = forms.ChoiceField(label=gettext_lazy("De qué lista"), required=False)
    number = forms.CharField(label=gettext_lazy("Número de origen"), required=False, max_length=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sources = Origin.objects.exclude(source="").order_by("source").values_list("source")
        named = [(source, source) for (source,) in sources.distinct()[:100]]
        self.fields["source"].choices = [("", _("Cualquiera")), *named]


class PastList:
    """Those that a person may see; all of them, or only where the sums differ."""

    def __init__(self, request):
        self.request = request
        self.filters = Filters(ListForm, request)
        self.differs = request.GET.get("differs") == "1"

    @cached_property
    def page(self):
        return page(self.origins, self.request, ("-pk",))

    @property
    def rows(self):
        return [(origin, sums.apart_of(origin)) for origin in self.page]

    @property
    def origins(self):
        visible = Case.objects.visible_to(self.request.user)
        rows = Origin.objects.filter(case__in=visible).select_related("case")
        told = self.filters.values
        if "source" in told:
            rows = rows.filter(source=told["source"])
        if "number" in told:
            rows = rows.filter(case__external_number=told["number"].strip())
        return rows.filter(differs=True) if self.differs else rows

    @property
    def tabs(self):
        return [
            Tab(_("Todas"), address(self.request, differs=None), None, not self.differs),
            Tab(_("Con otra cuenta"), address(self.request, differs="1"), None, self.differs),
        ]


@requires("cases", SEE)
@require_safe
def imported(request):
    told = {
        "list": PastList(request),
        "may_import": CaseImporter.may_be_run_by(request.user),
    }
    return render(request, "cases/importing/imported.html", told)


def _exported(user, query):
    listed = PastList(SimpleNamespace(user=user, GET=query))
    return listed.origins.order_by("-pk")


IMPORTED = exports.add(
    exports.Export(
        "cases-imported",
        gettext_lazy("PQRS del pasado"),
        "cases",
        columns=[
            Column(gettext_lazy("Radicado"), "case.number"),
            Column(gettext_lazy("Número de origen"), "case.external_number"),
            Column(gettext_lazy("De qué lista"), "source"),
            Column(gettext_lazy("Fila"), "line", "number"),
            Column(gettext_lazy("Tipo"), "case.get_kind_display"),
            Column(gettext_lazy("Estado"), "case.get_status_display"),
            Column(gettext_lazy("Recibida"), "case.received_on", "date"),
            Column(gettext_lazy("Vencía, según la lista"), "said_due_on", "date"),
            Column(gettext_lazy("Vencía, según Koios"), "own_due_on", "date"),
            Column(gettext_lazy("Respondida"), "case.answered_on", "date"),
            Column(gettext_lazy("Días hábiles, según la lista"), "said_business_days", "number"),
            Column(gettext_lazy("Días hábiles, según Koios"), "own_business_days", "number"),
            Column(gettext_lazy("Días, según la lista"), "said_calendar_days", "number"),
            Column(gettext_lazy("Días, según Koios"), "own_calendar_days", "number"),
            Column(gettext_lazy("Diferencia"), lambda origin: ", ".join(sums.apart_of(origin))),
        ],
        rows=_exported,
    )
)


@requires("cases", SEE)
@require_safe
def export_imported(request, form):
    return IMPORTED.respond(request, form)
