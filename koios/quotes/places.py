"""Where requests and quotes show themselves outside of their own pages: rail, day, customer, and
what is done with them when someone leaves or asks to be forgotten."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.accounts.handovers import Handover, handovers
from koios.core import settings
from koios.customers import erasure
from koios.customers.record import (
    StorySource,
    customer_actions,
    customer_panels,
    story_sources,
    thread_steps,
)
from koios.office import counts, queue
from koios.quotes import belonging, forgetting, of_customer
from koios.ui import shell

shell.rail.add(
    shell.RailItem(
        "needs",
        _("Solicitudes"),
        "quotes:needs",
        icon="inbox",
        module="quotes",
        stage=True,
        order=100,
        count=counts.reader("needs"),
    )
)
shell.rail.add(
    shell.RailItem(
        "quotes",
        _("Cotizaciones"),
        "quotes:quotes",
        icon="file-invoice",
        module="quotes",
        stage=True,
        order=110,
        count=counts.reader("quotes"),
    )
)
counts.counters.add("needs", counts.Counter(belonging.open_needs, module="quotes"))
counts.counters.add("quotes", counts.Counter(belonging.waiting_quotes, module="quotes"))

queue.sources.add(
    "needs",
    queue.Source(
        "needs", _("Solicitudes"), "inbox", belonging.need_jobs, belonging.my_needs, "quotes"
    ),
)
queue.sources.add(
    "quotes",
    queue.Source(
        "quotes",
        _("Cotizaciones"),
        "file-invoice",
        belonging.quote_jobs,
        belonging.my_quotes,
        "quotes",
    ),
)
queue.figures.add("quotes", queue.Measure("quotes", belonging.approved_figure, "quotes"))
queue.starts.add("quotes", queue.Start(_("Cotizar"), "quotes:new_quote", "plus", "quotes"))

thread_steps.add("needs", of_customer.need_step)
thread_steps.add("quotes", of_customer.quote_step)
customer_panels.add("quotes", of_customer.quote_panel)
customer_panels.add("tariffs", of_customer.tariff_panel)
customer_actions.add("needs", of_customer.need_action)
customer_actions.add("quotes", of_customer.quote_action)
story_sources.add("needs", StorySource(_("Solicitudes"), of_customer.need_events))
story_sources.add("quotes", StorySource(_("Cotizaciones"), of_customer.quote_events))

handovers.add(
    "needs",
    Handover(
        "needs",
        _("Solicitudes por atender"),
        belonging.owned_needs,
        belonging.hand_over_needs,
        "quotes",
    ),
)
handovers.add(
    "quotes",
    Handover(
        "quotes",
        _("Cotizaciones abiertas"),
        belonging.owned_quotes,
        belonging.hand_over_quotes,
        "quotes",
    ),
)

erasure.holds.add("quotes", forgetting.why_kept)
settings.define(
    "quotes.retention_years",
    forms.IntegerField(min_value=1, max_value=50),
    default=10,
    group="quotes",
    label=_("Años que se conserva la prueba de una aprobación"),
    help=_("Mientras tanto no se suprimen los datos de quien aprobó."),
)
