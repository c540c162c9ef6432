"""What the register of requirements puts into the registries of the layers below."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.accounts.handovers import Handover, handovers
from koios.core import files, search, settings
from koios.customers import merging
from koios.customers.models import Agreement, Requirement, Verification
from koios.customers.record import customer_panels
from koios.customers.requirement_pages import belonging
from koios.customers.requirements import SEARCHED
from koios.office import phrases, queue

settings.define(
    "customers.verification_months",
    forms.IntegerField(min_value=1, max_value=60),
    default=12,
    group="customers",
    label=_("Meses entre verificaciones de un requisito"),
)

merging.mergers.add("customers.requirement", merging.move_each(Requirement))
customer_panels.add("requirements", belonging.panel_of)
queue.sources.add(
    "requirements",
    queue.Source(
        "requirements",
        _("Requisitos"),
        "list-check",
        belonging.jobs,
        belonging.waiting,
        "customers",
    ),
)
handovers.add(
    "requirements",
    Handover(
        "requirements",
        _("Requisitos de clientes"),
        belonging.owned,
        belonging.hand_over,
        "customers",
    ),
)
search.providers.add(
    SEARCHED,
    search.Provider(
        kind=SEARCHED,
        label=_("Requisitos"),
        module="customers",
        visible=lambda user, ids: (
            Requirement.objects.visible_to(user).filter(pk__in=ids).select_related("customer")
        ),
        records=lambda: Requirement.objects.select_related("customer"),
        index=Requirement.index,
        note=lambda one: f"{one.customer}, {one.get_status_display().lower()}",
        icon="list-check",
    ),
)
files.file_guards.add("customers.requirement", lambda user, file: user.may("customers"))

for _model, _label in (
    (Requirement, _("Requisito")),
    (Agreement, _("Acuerdo sobre un requisito")),
    (Verification, _("Verificación de un requisito")),
):
    phrases.subjects.add(
        _model._meta.label_lower,
        phrases.Subject(
            _label,
            "customers",
            related=() if _model is Requirement else ("requirement",),
            url=lambda record: getattr(record, "requirement", record).get_absolute_url(),
            is_personal=False,
        ),
    )
phrases.tell(
    "customers.requirement",
    raised=_("lo puso en el registro"),
    corrected=_("lo corrigió"),
    studied=_("lo pasó a estudio"),
    agreed=_("registró el acuerdo"),
    changed_by_agreement=_("registró un cambio acordado"),
    declined=_("lo dejó sin acuerdo"),
    retired=_("lo retiró"),
    verified_met=_("lo verificó: se cumple"),
    verified_unmet=_("lo verificó: no se cumple"),
    handed_over=_("lo entregó a otra persona"),
    files_added=_("agregó archivos"),
)
phrases.tell("customers.agreement", agreed=_("registró lo acordado"))
phrases.tell("customers.verification", verified=_("anotó lo que vio"))
