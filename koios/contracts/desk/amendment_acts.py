"""The acts on an amendment, each with its address: GET asks, POST does."""

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.contracts.desk import act_forms as forms
from koios.contracts.desk.acts import annex, is_editable, missing, send
from koios.contracts.desk.found import amendment_found
from koios.ui.acts import About, Act, Acts


def _about(amendment):
    url = amendment.get_absolute_url()
    return About(_g("Contratos"), amendment.label, url, amendment.contract.label)


def _drop(amendment, by, told):
    if amendment.is_being_signed:
        amendment.withdraw_from_signing(by=by, **told)
    amendment.drop(by=by, **told)


ACTS = Acts(
    "contracts",
    found=amendment_found,
    of=_about,
    prefix="amendment_",
    acts=[
        Act(
            "preparation",
            _("Dejar listo para firmar"),
            _("Fijar el documento"),
            lambda one, by, told: one.prepare_to_sign(by=by),
            when=is_editable,
            why_not=missing,
            text=_("Toma su número y el documento queda fijo, con su huella."),
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
            lambda one: one.is_draft,
            _("Adjunte el documento firmado por las dos partes, escaneado completo."),
            _("El otrosí quedó firmado."),
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
            _("Se puede cambiar otra vez y conserva su número."),
            _("Puede cambiarlo otra vez."),
            icon="arrow-back-up",
        ),
        Act(
            "annexes",
            _("Agregar anexos"),
            _("Agregar"),
            annex,
            forms.AnnexForm,
            text=_("Los que se agregan antes de firmar se nombran en el documento con su huella."),
            done=_("Los archivos quedaron en el otrosí."),
            icon="paperclip",
        ),
        Act(
            "disposal",
            _("Descartar"),
            _("Descartar"),
            _drop,
            forms.ReasonForm,
            lambda one: one.is_draft,
            _("El contrato sigue como está. Si ya tenía número, el número queda."),
            _("El otrosí se descartó."),
            danger=True,
            icon="circle-x",
        ),
    ],
)
