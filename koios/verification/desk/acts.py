"""The acts on a verification, each with its address: GET asks, POST does."""

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core.permissions import APPROVE
from koios.ui.acts import About, Act, Acts
from koios.verification.desk import act_forms as forms
from koios.verification.desk.found import contract_found, found
from koios.verification.models import ContractVerification, Status

S = Status
FIRST = {S.PENDING: ("start",), S.IN_PROGRESS: ("completion",), S.DONE: ("copy",)}


def _about(verification):
    contract = verification.contract
    title = f"{contract.label}, {contract.customer}"
    url = verification.get_absolute_url()
    return About(_g("Verificación"), title, url, verification.number)


def _in(*statuses):
    return lambda one: one.status in statuses


def _unanswered(verification):
    codes = [one.code for one in verification.unanswered]
    return _g("Faltan por responder: %(codes)s.") % {"codes": ", ".join(codes)} if codes else ""


def _unready(verification):
    if verification.document and verification.document.is_ready:
        return ""
    return _g("El PDF se está preparando.")


ACTS = Acts(
    "contracts",
    found=found,
    of=_about,
    prefix="verification_",
    key="number",
    namespace="verification",
    acts=[
        Act(
            "start",
            _("Empezar a verificar"),
            _("Empezar"),
            lambda one, by, told: one.start(by=by),
            when=_in(S.PENDING),
            text=_(
                "Pregunta lo de la lista de verificación en uso y cada requisito que el contrato "
                "tiene hoy. Si nadie la tiene a su cargo, queda a cargo de usted."
            ),
            done=_("Ya puede responder, ítem por ítem."),
            icon="player-play",
        ),
        Act(
            "completion",
            _("Terminar"),
            _("Terminar la verificación"),
            lambda one, by, told: one.finish(by=by, **told) and None,
            forms.CompletionForm,
            _in(S.IN_PROGRESS),
            _("Queda fija, con su PDF y su huella: después no se cambia ninguna respuesta."),
            _("La verificación quedó terminada. El PDF se prepara en unos segundos."),
            icon="circle-check",
            why_not=_unanswered,
        ),
        Act(
            "copy",
            _("Enviar copia al cliente"),
            _("Enviar"),
            lambda one, by, told: one.send_copy(by=by, **told) and None,
            forms.CopyForm,
            _in(S.DONE),
            _("Sale el mismo PDF que quedó fijo."),
            _("La copia sale enseguida."),
            icon="send",
            why_not=_unready,
        ),
        Act(
            "handover",
            _("Entregar a otra persona"),
            _("Entregar"),
            lambda one, by, told: (
                one.hand_to(told["person"], by=by, reason=told["reason"]) and None
            ),
            forms.HandoverForm,
            lambda one: one.is_open,
            _("Quien la recibe responde por ella y recibe sus avisos."),
            _("La verificación tiene otro responsable."),
            icon="user-plus",
        ),
        Act(
            "postponement",
            _("Cambiar la fecha"),
            _("Cambiar"),
            lambda one, by, told: one.postpone(told["day"], by=by, reason=told["reason"]) and None,
            forms.DayForm,
            lambda one: one.is_open,
            "",
            _("Quedó con otra fecha."),
            icon="calendar",
        ),
        Act(
            "cancellation",
            _("Cancelar"),
            _("Cancelar la verificación"),
            lambda one, by, told: one.cancel(by=by, **told),
            forms.ReasonForm,
            lambda one: one.is_open,
            _("No se hará. Lo que se alcanzó a responder queda, y la razón también."),
            _("La verificación quedó cancelada."),
            danger=True,
            icon="circle-x",
        ),
        Act(
            "voiding",
            _("Anular"),
            _("Anular la verificación"),
            lambda one, by, told: one.void(by=by, **told),
            forms.ReasonForm,
            _in(S.DONE),
            _(
                "Deja de contar y el contrato se puede verificar otra vez. Su PDF y sus hallazgos "
                "se conservan."
            ),
            _("La verificación quedó anulada."),
            APPROVE,
            danger=True,
            icon="circle-x",
        ),
    ],
)


def _about_contract(contract):
    return About(_g("Contratos"), contract.headline, contract.get_absolute_url(), contract.label)


def _plan(contract, by, told):
    planned = ContractVerification.plan(contract, by=by, **told)
    return planned.get_absolute_url()


OF_CONTRACTS = Acts(
    "contracts",
    found=contract_found,
    of=_about_contract,
    prefix="contract_",
    key="number",
    namespace="verification",
    acts=[
        Act(
            "verification",
            _("Verificar este contrato"),
            _("Crear la verificación"),
            _plan,
            forms.PlanForm,
            lambda one: one.is_in_force,
            _("Aparte de la campaña del año. Un contrato tiene una por año."),
            _("La verificación quedó creada."),
            icon="checklist",
        )
    ],
)
