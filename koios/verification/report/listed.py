"""The findings behind the figures of a report, each with its state."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from koios.actions.listing import WAYS
from koios.actions.models import Finding
from koios.actions.rows import ROWS
from koios.customers.models import Customer
from koios.ui import formats
from koios.ui.lists import Filters, Sort, Tab, address
from koios.verification.report.asked import AskedForm
from koios.verification.report.made import VerificationReport

TABS = {
    "recorded": gettext_lazy("Todos"),
    "open": gettext_lazy("Abiertos"),
    "overdue": gettext_lazy("Vencidos"),
    "closed": gettext_lazy("Terminados"),
}


class FindingsListed:
    """The findings of the verifications of a year, as an address asks for them."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        customers = Customer.objects.visible_to(request.user)
        self.filters = Filters(AskedForm, request, customers=customers)
        self.asked = self.filters.form.asked()
        self.report = VerificationReport(self.asked, request.user)
        self.sort = Sort(request, WAYS)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "recorded"

    @cached_property
    def page(self):
        return ROWS.page(self._of_tab, self.request, self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def tabs(self):
        counts = self.report.findings
        return [
            Tab(label, address(self.request, tab=name), counts[name], name == self.tab)
            for name, label in TABS.items()
        ]

    @property
    def note(self):
        n = self.report.findings[self.tab]
        return ngettext("%(n)s hallazgo", "%(n)s hallazgos", n) % {"n": formats.number(n)}

    @property
    def _of_tab(self):
        rows = self.report.finding_records
        return {
            "recorded": rows.all,
            "open": rows.open,
            "overdue": lambda: rows.overdue(self.report.today),
            "closed": lambda: rows.exclude(status__in=Finding.OPEN),
        }[self.tab]()
