"""What the page of who signs shows, by where they and the request stand."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from koios.core import settings
from koios.signing.models import Kind, Status, Step
from koios.ui import formats


@dataclass(frozen=True)
class Answer:
    """What is said to who cannot sign, or has."""

    tone: str
    title: str
    text: str = ""


def page_of(signer, user) -> dict:
    request = signer.request
    return {
        "signer": signer,
        "signing": request,
        "current": request.current,
        "answer": answer_of(signer),
        "others": [one for one in request.people if one.pk != signer.pk and one.kind != Kind.COPY],
        "may_delegate": settings.get("signing.delegation"),
        "own_session": user.is_authenticated and user.pk == signer.user_id,
        "address": masked(signer.email),
        "is_approver": signer.kind == Kind.APPROVER,
    }


def answer_of(signer) -> Answer | None:
    """Nothing while they are to sign."""
    request = signer.request
    if signer.status == Step.SIGNED and request.status in (Status.OPEN, Status.SIGNED):
        return _signed(signer)
    if signer.status == Step.DELEGATED:
        return Answer("", _("Usted delegó esta firma"), _("Le escribimos a quien firma por usted."))
    if signer.status == Step.REPLACED:
        return Answer("", _("Ya no le corresponde firmar"), _("Otra persona firma en su lugar."))
    if signer.status == Step.DECLINED:
        return Answer("", _("Usted decidió no firmar"), _("Ya se lo dijimos a quien se lo envió."))
    ends = {
        Status.SIGNED: Answer("ok", _("Firmado por todos")),
        Status.DECLINED: Answer(
            "warn", _("Ya no está en firma"), _("Una de las personas decidió no firmar.")
        ),
        Status.CANCELLED: Answer(
            "warn", _("Ya no está en firma"), _("Quien lo envió lo anuló. No tiene que hacer nada.")
        ),
        Status.EXPIRED: _over(),
    }
    if request.status in ends:
        return ends[request.status]
    if request.is_over_time:
        return _over()
    if signer.status == Step.WAITING:
        return Answer(
            "",
            _("Todavía no es su turno"),
            _("Le escribimos cuando las personas anteriores hayan firmado."),
        )
    return None


def masked(email) -> str:
    """«c•••a@laarboleda.example»: enough to know one's own."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}•••{name[-1:] if len(name) > 1 else ''}@{domain}"


def _over():
    return Answer(
        "warn",
        _("El plazo para firmar terminó"),
        _("Escríbale a quien se lo envió si todavía quiere firmar."),
    )


def _signed(signer):
    request = signer.request
    title = _("Usted aprobó") if signer.kind == Kind.APPROVER else _("Usted firmó")
    when = formats.moment_within(signer.done_at)
    if request.status == Status.SIGNED:
        text = _("Lo hizo %(when)s. Ya firmaron todos: aquí están el documento y su constancia.")
    else:
        text = _(
            "Lo hizo %(when)s. Cuando firmen los demás le enviamos por correo el documento y su "
            "constancia."
        )
    return Answer("ok", title, text % {"when": when})
