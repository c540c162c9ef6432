"""What contracts tell those below of themselves: module, number, settings, search, guards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.contracts import contract as contracts
from koios.contracts import forgetting, importing, searching, seeding
from koios.contracts.clauses import Renewal
from koios.contracts.models import (
    Amendment,
    Contract,
    NoticeUnit,
    Policy,
    Signing,
    Version,
)
from koios.core import checks, files, home, numbering, search, settings
from koios.core.imports import importers
from koios.core.permissions import register_module
from koios.customers import erasure, merging
from koios.office import phrases
from koios.signing.subjects import Subject, subjects

register_module("contracts", _("Contratos"), order=17)

home.seeds.add("contracts.clauses", seeding.seed)
checks.checks.add("contracts", contracts.check_contracts)
numbering.register(
    "contract",
    label=_("Contratos"),
    default_format="CTO-{year}-{number:04d}",
    model="contracts.contract",
)
settings.define_group("contracts", _("Contratos"), order=50, module="contracts")


def _setting(key, field, default, label, help=""):
    settings.define(
        f"contracts.{key}", field, default=default, group="contracts", label=label, help=help
    )


_setting(
    "renewal",
    forms.ChoiceField(choices=Renewal.choices),
    str(Renewal.AGREED),
    _("Cómo se renueva un contrato nuevo"),
)
_setting(
    "renewal_months",
    forms.IntegerField(min_value=1, max_value=120),
    12,
    _("Meses de cada prórroga en un contrato nuevo"),
)
_setting(
    "notice_amount",
    forms.IntegerField(min_value=0, max_value=365),
    30,
    _("Preaviso en un contrato nuevo"),
    _("Cuánto antes de terminar hay que avisar que no se renueva. Cero: sin preaviso."),
)
_setting(
    "notice_unit",
    forms.ChoiceField(choices=NoticeUnit.choices),
    str(NoticeUnit.DAYS),
    _("El preaviso se cuenta en"),
)
for _key, _label in {
    "end": _("Avisos: días antes de que termine un contrato"),
    "notice": _("Avisos: días antes del último día para avisar que no se renueva"),
    "policy": _("Avisos: días antes de que venza una póliza"),
}.items():
    _setting(
        f"{_key}_alert_days",
        settings.NumbersField(most=365, required=False),
        [90, 60, 30],
        _label,
        _("Separados por comas. Se avisa una vez por cada uno."),
    )
_setting(
    "retention_years",
    forms.IntegerField(min_value=1, max_value=50),
    10,
    _("Años que se conserva la prueba de una firma"),
    _("Desde que el contrato termina. Mientras tanto no se suprimen los datos de quien firmó."),
)
_setting(
    "signer_name",
    forms.CharField(max_length=150, required=False),
    "",
    _("Quién firma por la empresa"),
    _("El representante legal, o quien tenga su poder."),
)
_setting(
    "signer_role",
    forms.CharField(max_length=120, required=False),
    "Representante legal",
    _("Cargo de quien firma"),
)
_setting(
    "signer_document",
    forms.CharField(max_length=40, required=False),
    "",
    _("Documento de quien firma"),
)
_setting(
    "signer_email",
    forms.EmailField(required=False),
    "",
    _("Correo de quien firma"),
    _("A donde le llega el código para firmar."),
)

erasure.holds.add("contracts", forgetting.why_kept)
erasure.remains.add("contracts", forgetting.what_stays)
importers.add(importing.ContractImporter.name, importing.ContractImporter)
merging.mergers.add("contracts.contract", merging.move_each(Contract))
search.providers.add(
    searching.KIND,
    search.Provider(
        kind=searching.KIND,
        label=_("Contratos"),
        module="contracts",
        visible=lambda user, ids: (
            Contract.objects.visible_to(user).filter(pk__in=ids).select_related("customer")
        ),
        records=lambda: Contract.objects.select_related("customer"),
        index=searching.index,
        title=lambda contract: f"{contract.label} {contract.headline}",
        note=lambda contract: f"{contract.customer}, {contract.get_status_display().lower()}",
        icon="contract",
    ),
)


def _sees(user, key):
    return Contract.objects.visible_to(user).filter(pk=key).exists()


def _of(model):
    def guard(user, file):
        key = model.objects.filter(pk=file.subject_id).values_list("contract", flat=True).first()
        return key is not None and _sees(user, key)

    return guard


files.file_guards.add("contracts.contract", lambda user, file: _sees(user, file.subject_id))
files.file_guards.add("contracts.amendment", _of(Amendment))
files.file_guards.add("contracts.policy", _of(Policy))

subjects.add(
    "contracts.contract",
    Subject(
        label=_("Contrato"),
        module="contracts",
        visible=_sees,
        url=lambda record: record.get_absolute_url(),
        owner=lambda record: record.owner,
    ),
)
subjects.add(
    "contracts.amendment",
    Subject(
        label=_("Otrosí"),
        module="contracts",
        visible=lambda user, key: Amendment.objects.filter(
            pk=key, contract__in=Contract.objects.visible_to(user)
        ).exists(),
        url=lambda record: record.get_absolute_url(),
        owner=lambda record: record.owner,
    ),
)

phrases.subjects.add(
    "contracts.contract",
    phrases.Subject(_("Contrato"), "contracts", untold=("changed_at",), outsider=_("El cliente")),
)
phrases.subjects.add(
    "contracts.amendment",
    phrases.Subject(
        _("Otrosí"),
        "contracts",
        related=("contract",),
        untold=("changed_at", "changes"),
        outsider=_("El cliente"),
    ),
)
phrases.subjects.add(
    "contracts.policy",
    phrases.Subject(
        _("Póliza"),
        "contracts",
        related=("contract",),
        url=lambda policy: policy.contract.get_absolute_url(),
    ),
)
phrases.subjects.add("contracts.clausetemplate", phrases.Subject(_("Cláusula"), "contracts"))
for _model, _label in (
    (Version, _("Documento de un contrato")),
    (Signing, _("Firma de un contrato")),
):
    phrases.subjects.add(_model._meta.label_lower, phrases.Subject(_label, "contracts"))
for _name in ("contractrequirement", "renewalnotice"):
    phrases.subjects.add(
        f"contracts.{_name}",
        phrases.Subject(
            {
                "contractrequirement": _("Requisito de un contrato"),
                "renewalnotice": _("Aviso de no renovar"),
            }[_name],
            "contracts",
        ),
    )
phrases.tell(
    "contracts.contract",
    drafted=_("empezó a prepararlo"),
    renewal_quoted=_("preparó la cotización que lo renueva"),
    revised=_("cambió el borrador"),
    worded=_("escribió las cláusulas"),
    required=_("escogió los requisitos"),
    numbered=_("le dio número"),
    prepared=_("lo dejó listo para firmar"),
    unprepared=_("lo retiró de la firma"),
    signed=_("registró que se firmó"),
    began=_("entró en vigencia"),
    suspended=_("lo suspendió"),
    resumed=_("lo reanudó"),
    notice_given=_("registró el aviso de no renovar"),
    notice_recounted=_("cambió el último día para avisar"),
    amended=_("cambió por otrosí o prórroga"),
    expired=_("venció"),
    terminated=_("lo terminó"),
    liquidated=_("lo liquidó"),
    handed_over=_("lo entregó a otra persona"),
    discarded=_("borró el borrador"),
    brought=_("lo trajo del pasado"),
    files_added=_("agregó archivos"),
    moved=_("pasó a otro cliente"),
)
phrases.tell(
    "contracts.amendment",
    drafted=_("empezó a prepararlo"),
    revised=_("cambió el borrador"),
    numbered=_("le dio número"),
    prepared=_("lo dejó listo para firmar"),
    unprepared=_("lo retiró de la firma"),
    signed=_("registró que se firmó"),
    applied=_("empezó a regir"),
    renewed_by_silence=_("prorrogó el contrato porque nadie avisó"),
    dropped=_("lo descartó"),
)
phrases.tell(
    "contracts.policy",
    asked=_("la agregó"),
    brought=_("anotó la que trajeron"),
    replaced=_("la retiró"),
    file_added=_("agregó el archivo"),
    files_added=_("agregó el archivo"),
)
phrases.tell("contracts.version", frozen=_("fijó el documento"), withdrawn=_("lo retiró"))
phrases.tell("contracts.signing", signed=_("registró la firma"), proved=_("guardó su constancia"))
phrases.tell("contracts.renewalnotice", notice_given=_("registró el aviso"))
phrases.tell(
    "contracts.contractrequirement",
    to_drop=_("lo quitará el otrosí"),
    kept_on=_("sigue en el contrato"),
)
