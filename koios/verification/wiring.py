"""What the verification of contracts tells those below: number, settings, search, guards, words."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from koios.contracts.models import Contract
from koios.core import checks, files, home, numbering, search, settings
from koios.office import phrases, post
from koios.verification import searching, seeding
from koios.verification.models import ContractVerification, VerificationItem
from koios.verification.verifying import check_verifications

home.seeds.add("verification.checklist", seeding.seed)
checks.checks.add("verification", check_verifications)
numbering.register(
    "verification",
    label=_("Verificaciones de contratos"),
    default_format="VER-{year}-{number:04d}",
    model="verification.contractverification",
)
settings.define_group("verification", _("Verificación de contratos"), order=55, module="contracts")


def _setting(key, field, default, label, help=""):
    settings.define(
        f"verification.{key}", field, default=default, group="verification", label=label, help=help
    )


_setting(
    "month",
    forms.TypedChoiceField(choices=[(0, _("Nunca")), *MONTHS.items()], coerce=int),
    10,
    _("La campaña del año empieza sola en"),
    _("Crea una verificación por cada contrato en vigor. También se puede empezar a mano."),
)
_setting(
    "days",
    forms.IntegerField(min_value=1, max_value=365),
    45,
    _("Días para terminar la campaña"),
    _("Días calendario desde que empieza."),
)
_setting(
    "reminder_days",
    settings.NumbersField(most=365, required=False),
    [15, 5, 1],
    _("Avisos: días antes de que venza una verificación"),
    _("Separados por comas. Después de vencida se avisa cada semana."),
)
_setting(
    "finding_of_partly",
    forms.BooleanField(required=False),
    True,
    _("Lo que cumple en parte también queda como hallazgo"),
)

search.providers.add(
    searching.KIND,
    search.Provider(
        kind=searching.KIND,
        label=_("Verificaciones de contratos"),
        module="contracts",
        visible=lambda user, ids: (
            ContractVerification.objects.visible_to(user)
            .filter(pk__in=ids)
            .select_related("contract__customer")
        ),
        records=lambda: ContractVerification.objects.select_related("contract__customer"),
        index=searching.index,
        title=lambda one: f"{one.number} {one.contract.label}, {one.for_year}",
        note=lambda one: f"{one.customer}, {one.get_status_display().lower()}",
        icon="checklist",
    ),
)


def _sees(user, key):
    visible = Contract.objects.visible_to(user)
    return ContractVerification.objects.filter(pk=key, contract__in=visible).exists()


def _sees_item(user, key):
    visible = ContractVerification.objects.visible_to(user)
    return VerificationItem.objects.filter(pk=key, verification__in=visible).exists()


files.file_guards.add(
    "verification.contractverification", lambda user, file: _sees(user, file.subject_id)
)
files.file_guards.add(
    "verification.verificationitem", lambda user, file: _sees_item(user, file.subject_id)
)

post.kinds.add("verification.copy", _("Copia de una verificación"))
phrases.subjects.add(
    "verification.contractverification",
    phrases.Subject(_("Verificación de un contrato"), "contracts"),
)
phrases.subjects.add(
    "verification.verificationitem",
    phrases.Subject(
        _("Ítem de una verificación"),
        "contracts",
        related=("verification",),
        untold=("answered_at",),
        url=lambda item: item.get_absolute_url(),
    ),
)
phrases.subjects.add(
    "verification.checklist",
    phrases.Subject(_("Lista de verificación"), "contracts", untold=("items",)),
)
phrases.subjects.add(
    "verification.campaign", phrases.Subject(_("Campaña de verificación"), "contracts")
)
phrases.tell(
    "verification.contractverification",
    planned=_("la planeó"),
    started=_("la empezó"),
    handed_over=_("la entregó a otra persona"),
    postponed=_("cambió la fecha límite"),
    finished=_("la terminó"),
    frozen=_("fijó el documento"),
    copy_sent=_("envió una copia al cliente"),
    cancelled=_("la canceló"),
    voided=_("la anuló"),
)
phrases.tell(
    "verification.verificationitem",
    asked=_("lo preguntó"),
    answered=_("lo respondió"),
    file_taken_out=_("quitó un archivo"),
)
phrases.tell(
    "verification.checklist",
    drafted=_("empezó a prepararla"),
    written=_("cambió el borrador"),
    published=_("la puso en uso"),
    replaced=_("la reemplazó por una versión nueva"),
    retired=_("la retiró"),
    discarded=_("borró el borrador"),
)
phrases.tell(
    "verification.campaign",
    opened=_("la empezó"),
    filled=_("terminó de planear las verificaciones"),
    completed=_("agregó los contratos nuevos"),
    postponed=_("cambió la fecha límite"),
)
