"""What signing tells those below of itself: settings, doors, guards, words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core import checks, files, settings
from koios.core.permissions import SEE
from koios.core.signatures import known
from koios.office import machine, phrases, places, post, queue
from koios.signing import belonging, landing
from koios.signing import known as signed_papers
from koios.signing.models import SigningRequest
from koios.signing.subjects import subjects
from koios.ui import shell

settings.define_group("signing", _("Firmas"), order=48)


def _setting(key, field, default, label, help=""):
    settings.define(
        f"signing.{key}", field, default=default, group="signing", label=label, help=help
    )


_setting(
    "expiry_days",
    forms.IntegerField(min_value=1, max_value=365),
    30,
    _("Días para firmar"),
    _("Pasados, lo que no se firmó vence y hay que enviarlo de nuevo."),
)
_setting(
    "remind_after",
    settings.NumbersField(most=365, required=False),
    [3, 7, 15],
    _("Recordatorios: días después de invitar"),
    _("Separados por comas. Solo salen en las horas que permite la Ley 2300 de 2023."),
)
_setting(
    "delegation",
    forms.BooleanField(required=False),
    True,
    _("Quien firma puede delegar en otra persona"),
)
_setting(
    "method",
    forms.CharField(widget=forms.Textarea, max_length=5000),
    """Las partes acuerdan firmar este documento por medios electrónicos (Ley 527 de 1999, \
artículo 7, y Decreto 2364 de 2012). Cada persona firma en una página a la que llega por un enlace \
personal, y confirma con un código de un solo uso que recibe en su propio correo, que solo ella \
conoce y no comparte. La firma queda en el archivo y permite ver cualquier cambio posterior. Las \
partes le dan a esta firma los mismos efectos que a la manuscrita.""",
    _("Acuerdo sobre el método de firma"),
    _("Lo acepta cada persona antes de firmar. Lo que ya está en firma conserva el suyo."),
)

places.OWN.append((_("Certificado de firma"), "signing:certificate", "settings", SEE))
queue.sources.add(
    "signing",
    queue.Source("signing", _("Por firmar"), "signature", belonging.my_jobs, belonging.my_papers),
)
shell.foot.add("verify", shell.Link(_("Verificar un documento"), "verifying:verify"))
checks.checks.add("signing", landing.check_revisions)
known.papers.add("signing", signed_papers.find)


def _guard(user, file):
    """Who sees the record sees its signed papers."""
    request = SigningRequest.objects.filter(pk=file.subject_id).first()
    return request is not None and request.subject.may_see(user, request.subject_id)


files.file_guards.add("signing.signingrequest", _guard)


def _url(request):
    return request.subject.url(request.about) if request.subject_type in subjects else ""


phrases.subjects.add("signing.signingrequest", phrases.Subject(_("Proceso de firma"), url=_url))
phrases.subjects.add(
    "signing.signer",
    phrases.Subject(
        _("Firmante"),
        related=("request",),
        url=lambda signer: _url(signer.request),
    ),
)
phrases.subjects.add("signing.signature", phrases.Subject(_("Firma"), is_personal=True))
phrases.subjects.add("signing.revision", phrases.Subject(_("Revisión del archivo firmado")))
phrases.tell(
    "signing.signingrequest",
    asked=_("lo envió a firma"),
    opened=_("preparó el archivo para las firmas"),
    completed=_("reunió todas las firmas"),
    declined=_("decidió no firmar"),
    expired=_("venció sin todas las firmas"),
    cancelled=_("anuló la firma"),
    evidence_frozen=_("reunió la constancia"),
    proved=_("selló la constancia y la envió"),
)
phrases.tell(
    "signing.signer",
    seated=_("lo llamó a firmar"),
    invited=_("le envió el enlace"),
    invited_again=_("le envió otra vez el enlace"),
    reminded=_("le recordó"),
    opened=_("abrió el documento"),
    signed=_("firmó"),
    approved=_("aprobó"),
    declined=_("no firmó"),
    delegated=_("delegó en otra persona"),
    replaced=_("lo reemplazó"),
    informed=_("le envió copia"),
    released=_("quedó libre de firmar"),
)
phrases.tell("core.setting", renewed=_("hizo un certificado nuevo"))
phrases.tell("signing.signature", signed=_("firmó"), approved=_("aprobó"))
phrases.tell("signing.revision", landed=_("agregó una revisión al archivo"))

post.kinds.add("signing.invitation", _("Invitación a firmar"))
post.kinds.add("signing.reminder", _("Recordatorio de firma"))
post.kinds.add("signing.code", _("Código para firmar"))
post.kinds.add("signing.ended", _("Firma que terminó"))
post.kinds.add("signing.completed", _("Documento firmado"))

machine.names.add("signing.land", _("Firmar un archivo"))
machine.names.add("signing.seal", _("Sellar una constancia de firma"))
machine.names.add("signing.warn", _("Avisar que el certificado de firma se vence"))
machine.names.add("signing.wake", _("Seguir con las firmas que quedaron a medias"))
machine.names.add("signing.expire", _("Vencer firmas"))
machine.names.add("signing.remind", _("Recordar firmas"))
