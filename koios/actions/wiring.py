"""What findings tell those below of themselves: module, number, settings, doors, guards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.accounts.handovers import Handover, handovers
from koios.actions import belonging, searching
from koios.actions.models import Finding
from koios.core import files, numbering, search, settings
from koios.core.permissions import register_module
from koios.office import counts, phrases, queue
from koios.ui import shell

register_module("actions", _("Hallazgos y acciones"), order=40)

settings.define_group("actions", _("Hallazgos y acciones"), order=60, module="actions")
settings.define(
    "actions.finding_days",
    forms.IntegerField(min_value=1, max_value=120),
    default=10,
    group="actions",
    label=_("Días hábiles para tratar un hallazgo"),
)
numbering.register(
    "finding",
    label=_("Hallazgos"),
    default_format="HZ-{year}-{number:04d}",
    model="actions.finding",
)

shell.rail.add(
    shell.RailItem(
        "findings",
        _("Hallazgos"),
        "actions:findings",
        icon="flag",
        module="actions",
        stage=True,
        order=180,
        count=counts.reader("findings"),
    )
)
counts.counters.add("findings", counts.Counter(belonging.all_open, module="actions"))
queue.sources.add(
    "findings",
    queue.Source("findings", _("Hallazgos"), "flag", belonging.jobs, belonging.waiting, "actions"),
)
handovers.add(
    "findings",
    Handover(
        "findings",
        _("Hallazgos abiertos"),
        belonging.owned,
        belonging.hand_over,
        "actions",
    ),
)
search.providers.add(
    searching.KIND,
    search.Provider(
        kind=searching.KIND,
        label=_("Hallazgos"),
        module="actions",
        visible=lambda user, ids: Finding.objects.visible_to(user).filter(pk__in=ids),
        records=Finding.objects.all,
        index=searching.index,
        title=lambda finding: f"{finding.number} {finding.headline}",
        note=lambda finding: finding.get_status_display(),
        icon="flag",
    ),
)
files.file_guards.add(
    "actions.finding",
    lambda user, file: Finding.objects.visible_to(user).filter(pk=file.subject_id).exists(),
)

phrases.subjects.add("actions.finding", phrases.Subject(_("Hallazgo"), "actions"))
phrases.tell(
    "actions.finding",
    recorded=_("lo anotó"),
    treated=_("empezó a tratarlo"),
    closed=_("lo cerró"),
    dismissed=_("lo descartó"),
    handed_over=_("lo entregó a otra persona"),
    files_added=_("agregó evidencia"),
)
