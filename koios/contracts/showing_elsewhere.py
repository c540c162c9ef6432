"""Where contracts stand on the pages common to all: rail, my day, customers, settings, handover."""

from django.utils.translation import gettext_lazy as _

from koios.accounts.handovers import Handover, handovers
from koios.contracts import belonging
from koios.core.permissions import CONFIGURE
from koios.customers.record import (
    StorySource,
    customer_actions,
    customer_panels,
    story_sources,
    thread_steps,
)
from koios.office import agenda, counts, machine, places, queue
from koios.quotes import outcomes, thread
from koios.ui import shell

shell.rail.add(
    shell.RailItem(
        "contracts",
        _("Contratos"),
        "contracts:contracts",
        icon="contract",
        module="contracts",
        stage=True,
        order=130,
        count=counts.reader("contracts"),
    )
)
counts.counters.add("contracts", counts.Counter(belonging.ending, module="contracts"))
queue.sources.add(
    "contracts",
    queue.Source(
        "contracts", _("Contratos"), "contract", belonging.jobs, belonging.waiting, "contracts"
    ),
)
handovers.add(
    "contracts",
    Handover("contracts", _("Contratos"), belonging.owned, belonging.hand_over, "contracts"),
)
agenda.sources.add("contracts", agenda.Source(_("Contratos"), "contracts", belonging.entries))
story_sources.add("contracts", StorySource(_("Contratos"), belonging.events_of))
thread_steps.add("contracts", belonging.step_of)
customer_panels.add("contracts", belonging.panel_of)
customer_actions.add("contracts", belonging.action_of)
places.OWN.append((_("Cláusulas"), "contracts:clause_templates", "contracts", CONFIGURE))
machine.names.add("contracts.settle", _("Contratos que empiezan, se prorrogan o vencen"))
machine.names.add("contracts.alert", _("Avisar de lo que vence en los contratos"))
outcomes.register("contracts.contract", belonging.came_of)
thread.earlier.add("contract", belonging.before_quote)
thread.later.add("contract", belonging.after_quote)
