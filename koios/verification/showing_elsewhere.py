"""Where verifications stand on the pages common to all: rail, my day, settings, handover."""

from django.utils.translation import gettext_lazy as _

from koios.accounts.handovers import Handover, handovers
from koios.contracts.record import contract_actions, contract_panels
from koios.core.permissions import CONFIGURE
from koios.office import agenda, counts, machine, places, queue
from koios.ui import shell
from koios.verification import belonging

shell.rail.add(
    shell.RailItem(
        "verification",
        _("Verificación"),
        "verification:verifications",
        icon="checklist",
        module="contracts",
        stage=True,
        order=135,
        count=counts.reader("verification"),
    )
)
counts.counters.add("verification", counts.Counter(belonging.open_of, module="contracts"))
queue.sources.add(
    "verification",
    queue.Source(
        "verification",
        _("Verificaciones"),
        "checklist",
        belonging.jobs,
        belonging.waiting,
        "contracts",
    ),
)
handovers.add(
    "verification",
    Handover(
        "verification",
        _("Verificaciones de contratos"),
        belonging.owned,
        belonging.hand_over,
        "contracts",
    ),
)
agenda.sources.add(
    "verification", agenda.Source(_("Verificaciones"), "contracts", belonging.entries)
)
contract_panels.add("verification", belonging.panel_of)
contract_actions.add("verification", belonging.action_of)
places.OWN.append((_("Listas de verificación"), "verification:checklists", "contracts", CONFIGURE))
machine.names.add("verification.open_campaign", _("Empezar la campaña de verificación del año"))
machine.names.add("verification.remind", _("Avisar de las verificaciones que vencen"))
