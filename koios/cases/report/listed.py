"""The cases behind the figures: a list with the filters of the report and those of its lines."""

from django import forms
from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.cases.models import Case, Cause, Process
from koios.cases.report import follow_up, shown
from koios.cases.report.asked import AskedForm
from koios.cases.report.labels import DIMENSIONS
from koios.cases.report.made import CaseReport
from koios.cases.report.standing import STATES, end_of, in_state
from koios.customers.models import Customer
from koios.office.reporting.asking import ANY, NONE, PickField
from koios.office.reporting.period import ONE_DAY
from koios.ui import formats
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.paging import page

WAYS = {
    "received": ("received_at", "pk"),
    "number": ("year", "sequence", "pk"),
}
TABS = ("answered", "ontime", "late", "open", "overdue", "reopened", "other")


class ListedForm(AskedForm):
    """What the report was asked, and which line of it."""

    nobody = gettext_lazy("Sin asignar")
    channel = forms.ChoiceField(
        label=gettext_lazy("Canal"), required=False, choices=[ANY, *Case.Channel.choices]
    )
    without_customer = forms.BooleanField(label=gettext_lazy("Sin cliente"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Cómo estaba"), required=False, choices=[ANY, *STATES.items()]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("cause", Cause), ("process", Process)):
            of = DIMENSIONS[name]
            self.fields[name] = PickField(model.objects.all(), none=of.nothing, label=of.one)


class Listed:
    """Cases of a report as an address asks for them."""

    def __init__(self, request):
        self.request = request
        customers = Customer.objects.visible_to(request.user)
        self.filters = Filters(ListedForm, request, customers=customers)
        self.asked = self.filters.form.asked()
        self.report = CaseReport(self.asked, request.user)
        self.sort = Sort(request, WAYS)
        self.state = self.filters.values.get("state", "")

    @property
    def subtitle(self):
        return shown.subtitle(self.report)

    @cached_property
    def page(self):
        # The instants say no more than the days do, but an index can follow them in order.
        rows = self._in_state.filter(
            received_at__gt=end_of(self.asked.period.start - 2 * ONE_DAY),
            received_at__lte=end_of(self.asked.period.end + ONE_DAY),
        )
        return page(follow_up.with_parts(rows, self.asked.as_of), self.request, self.sort.keys)

    @property
    def rows(self):
        return [follow_up.row(case, self.asked.as_of) for case in self.page]

    @cached_property
    def counts(self) -> dict:
        """How many stand in each state, in one query; "" counts them all."""
        return self._narrowed.aggregate(
            all=Count("pk"),
            **{state: Count("pk", filter=in_state(state, self.asked.as_of)) for state in TABS},
        )

    @property
    def tabs(self):
        told = [
            Tab(_("Todas"), address(self.request, state=None), self.counts["all"], not self.state)
        ]
        return told + [
            Tab(
                STATES[state],
                address(self.request, state=state),
                self.counts[state],
                state == self.state,
            )
            for state in TABS
        ]

    @property
    def note(self):
        order = {
            "received": _("En el orden en que llegaron"),
            "number": _("Por radicado"),
        }[self.sort.chosen.lstrip("-")]
        if self.state and self.state not in self.counts:
            return order
        count = self.counts[self.state or "all"]
        told = ngettext("%(n)s PQRS", "%(n)s PQRS", count) % {"n": formats.number(count)}
        return f"{order}, {told}"

    @property
    def _in_state(self):
        rows = self._narrowed
        return rows.filter(in_state(self.state, self.asked.as_of)) if self.state else rows

    @cached_property
    def _narrowed(self):
        told = self.filters.values
        rows = self.report.cases
        for name in ("channel", "cause", "process", "owner"):
            if name in told:
                rows = rows.filter(**{name: None if told[name] == NONE else told[name]})
        if "without_customer" in told:
            rows = rows.filter(customer=None)
        return rows
