"""The acts on a contract and on its amendments, each with its address: GET asks, POST does."""

from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.contracts import electronic
from koios.contracts.desk import act_forms as forms
from koios.contracts.desk.found import found
from koios.contracts.models import Contract, Policy, Renewal, Status
from koios.core import files
from koios.core.permissions import APPROVE
from koios.core.refusals import Refusal
from koios.ui.acts import About, Act, Acts

S = Status
FIRST = {
    S.DRAFT: ("signature-request", "paper-signing"),
    S.SIGNED: ("annexes",),
    S.ACTIVE: ("renewal-quote", "policies", "notice"),
    S.SUSPENDED: ("resumption", "renewal-quote"),
    S.EXPIRED: ("renewal-quote", "liquidation"),
    S.TERMINATED: ("liquidation",),
}


def _about(contract):
    url = contract.get_absolute_url()
    return About(_g("Contratos"), contract.headline, url, contract.label)


def _in(*statuses):
    return lambda contract: contract.status in statuses


def is_editable(contract):
    return contract.is_draft and not contract.is_being_signed


def missing(contract):
    lacks = contract.missing if contract.is_draft and not contract.is_being_signed else []
    return _g("Falta: %(what)s.") % {"what": "; ".join(lacks)} if lacks else ""


def send(record, by, told):
    """Ask both sides to sign it electronically."""
    names = ("parties", "ordered", "message", "expires_on")
    electronic.send_to_sign(record, by=by, **{name: told[name] for name in names})
    record.refresh_from_db()


def _discard(contract, by, told):
    contract.discard(by=by)
    return reverse("contracts:contracts")


def annex(contract, by, told):
    if not files.uploads_in(told["basket"]):
        raise Refusal(_g("Escoja al menos un archivo."))
    files.adopt(told["basket"], about=contract, by=by)


def _like(contract, by, told):
    another = Contract.draft(customer=contract.customer, by=by, like=contract)
    return another.get_absolute_url()


def _quote_renewal(contract, by, told):
    return contract.quote_renewal(by=by).get_absolute_url()


ACTS = Acts(
    "contracts",
    found=found,
    of=_about,
    prefix="contract_",
    key="ref",
    acts=[
        Act(
            "preparation",
            _("Dejar listo para firmar"),
            _("Fijar el documento"),
            lambda one, by, told: one.prepare_to_sign(by=by),
            when=is_editable,
            why_not=missing,
            text=_(
                "Toma su número y el documento queda fijo, con su huella. Mientras está en firma "
                "no se cambia."
            ),
            done=_("Quedó listo para firmar."),
            icon="lock",
        ),
        Act(
            "signature-request",
            _("Enviar a firma electrónica"),
            _("Enviar a firma"),
            send,
            forms.RequestForm,
            is_editable,
            _(
                "Toma su número, el documento queda fijo y a cada persona le llega un enlace para "
                "leerlo y firmarlo con un código."
            ),
            _("Se pidió la firma. Aquí verá quién ha firmado."),
            icon="writing-sign",
            why_not=missing,
        ),
        Act(
            "paper-signing",
            _("Registrar la firma en papel"),
            _("Registrar la firma"),
            lambda one, by, told: one.sign_on_paper(by=by, **told),
            forms.SigningForm,
            _in(S.DRAFT),
            _("Adjunte el documento firmado por las dos partes, escaneado completo."),
            _("El contrato quedó firmado."),
            icon="writing",
            why_not=missing,
        ),
        Act(
            "withdrawal",
            _("Retirar de la firma"),
            _("Retirar"),
            lambda one, by, told: one.withdraw_from_signing(by=by, **told),
            forms.ReasonForm,
            lambda one: one.is_being_signed,
            _("Se puede cambiar otra vez y conserva su número. El documento fijado se archiva."),
            _("Puede cambiarlo otra vez."),
            icon="arrow-back-up",
        ),
        Act(
            "policies",
            _("Agregar una póliza"),
            _("Agregar"),
            lambda one, by, told: Policy.ask(one, by=by, **told),
            forms.PolicyForm,
            lambda one: not one.is_over,
            _("La que el contrato pide. Si ya la trajeron, con su número, su fecha y el archivo."),
            _("La póliza quedó en el contrato."),
            icon="shield-check",
        ),
        Act(
            "annexes",
            _("Agregar anexos"),
            _("Agregar"),
            annex,
            forms.AnnexForm,
            text=_("Los que se agregan antes de firmar se nombran en el documento con su huella."),
            done=_("Los archivos quedaron en el contrato."),
            icon="paperclip",
        ),
        Act(
            "notice",
            _("Registrar aviso de no renovar"),
            _("Registrar el aviso"),
            lambda one, by, told: one.give_notice(by=by, **told),
            forms.NoticeForm,
            lambda one: one.is_in_force and one.renewal == Renewal.SILENCE,
            _("El contrato termina en su fecha y no se prorroga solo."),
            _("El aviso quedó registrado."),
            icon="bell-off",
            why_not=lambda one: _g("Ya está registrado.") if one.renewal_notice else "",
        ),
        Act(
            "renewal-quote",
            _("Preparar la renovación con una cotización"),
            _("Preparar la cotización"),
            _quote_renewal,
            when=lambda one: one.may_be_renewed,
            text=_(
                "Va con las tarifas que rigen hoy, desde el día siguiente al final. Cuando el "
                "cliente la apruebe, queda en preparación el contrato que renueva a este."
            ),
            done=_("La cotización quedó en borrador: revise cantidades y precios."),
            icon="refresh",
            also="quotes",
        ),
        Act(
            "suspension",
            _("Suspender"),
            _("Suspender"),
            lambda one, by, told: one.suspend(by=by, **told),
            forms.DayForm,
            _in(S.ACTIVE),
            _("Por un tiempo no se prestan servicios. El plazo sigue corriendo, salvo otrosí."),
            _("Quedó suspendido."),
            icon="player-pause",
        ),
        Act(
            "resumption",
            _("Reanudar"),
            _("Reanudar"),
            lambda one, by, told: one.resume(by=by, **told),
            forms.ResumeForm,
            _in(S.SUSPENDED),
            "",
            _("Está vigente otra vez."),
            icon="player-play",
        ),
        Act(
            "copy",
            _("Hacer uno nuevo como este"),
            _("Preparar"),
            _like,
            text=_("Con los mismos términos, tarifas, cláusulas y requisitos, sin fechas."),
            done=_("Quedó en preparación: escriba las fechas."),
            icon="copy",
        ),
        Act(
            "handover",
            _("Entregar a otra persona"),
            _("Entregar"),
            lambda one, by, told: (
                one.hand_to(told["person"], by=by, reason=told["reason"]) and None
            ),
            forms.HandoverForm,
            lambda one: not one.is_over,
            _("Quien lo recibe responde por él y recibe sus avisos."),
            _("El contrato tiene nuevo responsable."),
            icon="user-plus",
        ),
        Act(
            "liquidation",
            _("Liquidar"),
            _("Liquidar"),
            lambda one, by, told: one.liquidate(by=by, **told),
            forms.LiquidationForm,
            _in(S.EXPIRED, S.TERMINATED),
            _("Las partes quedan a paz y salvo. Adjunte el acta."),
            _("Quedó liquidado."),
            APPROVE,
            icon="checklist",
        ),
        Act(
            "termination",
            _("Terminar antes de su fecha"),
            _("Terminar"),
            lambda one, by, told: one.terminate(by=by, **told),
            forms.DayForm,
            lambda one: one.is_in_force or (one.is_draft and bool(one.number)),
            _("Deja de regir desde esa fecha. No se puede deshacer; la razón queda."),
            _("Quedó terminado."),
            APPROVE,
            danger=True,
            icon="circle-x",
        ),
        Act(
            "disposal",
            _("Borrar el borrador"),
            _("Borrar"),
            _discard,
            when=lambda one: one.is_draft and not one.number,
            text=_("Nunca tuvo número, así que no deja hueco. Queda solo en el registro de actos."),
            done=_("El borrador se borró."),
            danger=True,
            icon="trash",
        ),
    ],
)
