"""The acts on a paper in signing and on its signers, each with its address: GET asks, POST does."""

from django.utils.translation import gettext_lazy as _

from koios.signing.desk import forms
from koios.signing.desk.found import request_of, signer_of
from koios.signing.states import TO_SIGN, Kind, Step
from koios.ui.acts import About, Act, Acts


def _about(request):
    return About(request.subject.label, request.title, request.get_absolute_url())


def _about_signer(signer):
    return About(
        signer.request.subject.label, signer.request.title, signer.get_absolute_url(), signer.name
    )


ACTS = Acts(
    "",
    found=request_of,
    of=_about,
    prefix="",
    key="key",
    namespace="signing",
    acts=[
        Act(
            "cancellation",
            _("Anular la firma"),
            _("Anular la firma"),
            lambda request, by, told: request.cancel(by=by, **told),
            forms.ReasonForm,
            lambda request: request.is_open,
            _("Los enlaces dejan de servir y se les avisa a quienes fueron invitados."),
            _("La firma quedó anulada."),
            danger=True,
            icon="circle-x",
        ),
    ],
)
OF_SIGNERS = Acts(
    "",
    found=signer_of,
    of=_about_signer,
    prefix="",
    key="key",
    namespace="signing",
    acts=[
        Act(
            "invitation",
            _("Enviar otra vez el enlace"),
            _("Enviar el enlace"),
            lambda signer, by, told: signer.send_link_again(by=by),
            when=lambda signer: signer.request.is_open and signer.status == Step.INVITED,
            text=_("Va el mismo enlace, al mismo correo."),
            done=_("El enlace va en camino."),
            icon="send",
        ),
        Act(
            "replacement",
            _("Cambiar a la persona"),
            _("Cambiar a la persona"),
            lambda signer, by, told: signer.replace(by=by, **told),
            forms.ReplacementForm,
            lambda signer: (
                signer.request.is_open and signer.kind != Kind.COPY and signer.status in TO_SIGN
            ),
            _("Otra persona firma en su lugar. El enlace de la anterior deja de servir."),
            _("Quedó cambiada la persona."),
            icon="switch-horizontal",
        ),
    ],
)
