"""The acts on a quote that ask for a few words before they happen."""

from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.core.permissions import APPROVE
from koios.quotes.desk import forms
from koios.quotes.found import found
from koios.quotes.models import QuoteTemplate, Status
from koios.quotes.need_pages.forms import CapabilityForm, HandoverForm, StepForm
from koios.ui.acts import About, Act, Acts

S = Status
ENDED_OPEN = (S.SENT, S.EXPIRED, S.REJECTED)  # those of which another version can be made


def _about(quote):
    return About(_g("Cotizaciones"), quote.title, quote.get_absolute_url(), quote.label)


def _in(*states):
    return lambda quote: quote.status in states


def _new_version(quote, by, told):
    return reverse("quotes:draft", args=[quote.new_version(by=by).ref])


def _discard(quote, by, told):
    quote.discard(by=by)
    return reverse("quotes:quotes")


def _decide(quote, by, told):
    quote.decide_approval(told["decision"] == "yes", by=by, note=told["note"])


def _keep_template(quote, by, told):
    QuoteTemplate.save_from(quote, name=told["name"], by=by)


def _why_not_ask(quote):
    if not quote.limits_exceeded():
        return _g("No pasa de los límites: puede enviarse.")
    approval = quote.approval
    if approval and approval.granted is None:
        return _g("%(who)s ya la pidió: falta que alguien decida.") % {"who": approval.asked_by}
    return _g("Ya está aprobada.") if approval and approval.granted else ""


def _why_not_decide(quote):
    approval = quote.approval
    waits = approval is not None and approval.granted is None
    return "" if waits else _g("Nadie espera una decisión sobre esta cotización.")


def _why_not_another(quote):
    following = getattr(quote, "following", None)
    if following is None or following.is_draft:
        return ""
    return _g("Ya se envió %(label)s.") % {"label": following.label}


def _why_not_accept(quote):
    if quote.valid_until < calendar.today():
        return _g("Su vigencia pasó: haga una versión nueva.")
    if quote.document and not quote.document.is_ready:  # those of the past have none
        return _g("El documento se está preparando.")
    return ""


ACTS = Acts(
    "quotes",
    found=found,
    of=_about,
    prefix="",
    key="ref",
    acts=[
        Act(
            "capability",
            _("Revisar si podemos"),
            _("Registrar"),
            lambda quote, by, told: quote.check_capability(by=by, **told),
            CapabilityForm,
            _in(S.DRAFT, S.SENT),
            _("Antes de comprometerse (ISO 9001, 8.2.3). Queda con su nombre y la fecha."),
            _("La revisión quedó registrada."),
            icon="checks",
        ),
        Act(
            "approval-request",
            _("Pedir aprobación interna"),
            _("Pedir la aprobación"),
            lambda quote, by, told: quote.ask_approval(by=by),
            when=_in(S.DRAFT),
            text=_("Se avisa a quienes pueden aprobar. Si las líneas cambian, se pide otra vez."),
            done=_("Se pidió la aprobación."),
            icon="shield-check",
            why_not=_why_not_ask,
        ),
        Act(
            "approval",
            _("Aprobar o devolver"),
            _("Guardar la decisión"),
            _decide,
            forms.ApprovalForm,
            _in(S.DRAFT),
            _("Vale para estas líneas tal como están."),
            _("Su decisión quedó registrada y se le avisó a quien la pidió."),
            level=APPROVE,
            icon="shield-check",
            why_not=_why_not_decide,
        ),
        Act(
            "version",
            _("Nueva versión"),
            _("Preparar la versión"),
            _new_version,
            when=_in(*ENDED_OPEN),
            text=_(
                "Lleva el mismo número. Al enviarla reemplaza a esta, y el cliente ve qué cambió."
            ),
            done=_("Esta es la versión nueva: cámbiela y envíela."),
            icon="copy",
            why_not=_why_not_another,
        ),
        Act(
            "acceptance",
            _("Registrar la aprobación"),
            _("Registrar la aprobación"),
            lambda quote, by, told: quote.register_acceptance(by=by, **told),
            forms.AcceptanceForm,
            _in(S.SENT),
            _("Adjunte la cotización firmada o la orden de compra. Pasa a programaciones."),
            _("Quedó aprobada, y su orden de servicio pasó a programaciones."),
            icon="circle-check",
            why_not=_why_not_accept,
        ),
        Act(
            "rejection",
            _("Registrar que no la tomaron"),
            _("Registrar"),
            lambda quote, by, told: quote.reject(by=by, **told),
            forms.RejectionForm,
            _in(S.SENT),
            _("Con su razón: de ahí sale qué mejorar."),
            _("Quedó rechazada, con su razón."),
            icon="circle-x",
        ),
        Act(
            "plan",
            _("Planear el próximo paso"),
            _("Guardar"),
            lambda quote, by, told: quote.plan(by=by, **told),
            StepForm,
            _in(S.DRAFT, S.SENT),
            icon="calendar-plus",
        ),
        Act(
            "handover",
            _("Entregar a otra persona"),
            _("Entregar"),
            lambda quote, by, told: quote.hand_to(told["person"], by=by, reason=told["reason"]),
            HandoverForm,
            _in(S.DRAFT, S.SENT),
            _("Quien la recibe queda como vendedor y se le avisa."),
            _("La cotización tiene nuevo vendedor."),
            icon="user-plus",
        ),
        Act(
            "template",
            _("Guardar como plantilla"),
            _("Guardar la plantilla"),
            _keep_template,
            forms.TemplateForm,
            text=_("Sus textos y líneas, para empezar otras. Con el mismo nombre se reescribe."),
            done=_("La plantilla quedó guardada."),
            icon="template",
        ),
        Act(
            "voiding",
            _("Anular"),
            _("Anular la cotización"),
            lambda quote, by, told: quote.void(by=by, reason=told["reason"]),
            forms.VoidingForm,
            _in(S.SENT),
            _("Fue un error enviarla. Su número sigue visible y el cliente ve que ya no vale."),
            _("Quedó anulada."),
            danger=True,
            icon="ban",
        ),
        Act(
            "discarding",
            _("Desechar el borrador"),
            _("Desechar"),
            _discard,
            when=_in(S.DRAFT),
            text=_("Se borra. Nadie la recibió, y no tenía número."),
            done=_("El borrador quedó desechado."),
            danger=True,
            icon="trash",
        ),
    ],
)
