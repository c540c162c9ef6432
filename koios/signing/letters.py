"""The mails of signing: invitation, code, reminder, how it ended, and the signed file."""

from django.conf import settings as django_settings
from django.utils.translation import gettext as _

from koios.core import clock, company, contact_hours, outbox
from koios.signing.states import Kind, Side, Status
from koios.ui import formats


def invite(signer, *, again=False):
    """Their link, at once: who asked waits for them."""
    with company.speaking():
        _post(
            "signing.invitation",
            signer,
            _subject_of(signer),
            _invitation(signer),
            automatic=not again,
        )


def remind(signer):
    """The same link, in the hours in which the law lets a customer be written to."""
    with company.speaking():
        request = signer.request
        text = _("Le recordamos que %(title)s espera su firma hasta el %(day)s.") % {
            "title": request.title,
            "day": formats.day_full(request.expires_on),
        }
        _post(
            "signing.reminder",
            signer,
            _("Recordatorio: %(title)s espera su firma") % {"title": request.title},
            _letter(signer, text, _link(signer)),
            not_before=None if signer.side == Side.OURS else contact_hours.next_open(clock.now()),
        )


def send_code(signer, digits):
    """The code that proves that they read their mail."""
    with company.speaking():
        text = _(
            "Su código para firmar es %(digits)s. Vale 10 minutos y sirve una sola vez.\n\n"
            "Si usted no lo pidió, no se lo dé a nadie y avísenos."
        ) % {"digits": digits}
        _post(
            "signing.code",
            signer,
            _("%(digits)s es su código para firmar") % {"digits": digits},
            _letter(signer, text, _("Documento: %(title)s") % {"title": signer.request.title}),
        )


def tell_end(request, people):
    """It ended without all signatures; who knew of it hears it."""
    with company.speaking():
        words = {
            Status.DECLINED: _("Alguien decidió no firmar: %(reason)s"),
            Status.EXPIRED: _("Se cumplió el plazo y faltaron firmas."),
            Status.CANCELLED: _("Quien lo envió lo anuló: %(reason)s"),
        }
        text = _("%(title)s ya no está en firma y no tiene efecto.") % {"title": request.title}
        why = words[request.status] % {"reason": request.why}
        for signer in people:
            signer.request = request
            _post(
                "signing.ended",
                signer,
                _("Ya no se firma: %(title)s") % {"title": request.title},
                _letter(signer, text, why),
            )


def deliver(request):
    """The file with all signatures and its evidence, to each who took part."""
    with company.speaking():
        for signer in request.people:
            signer.request = request
            text = _(
                "%(title)s quedó firmado por todos. Le enviamos el documento firmado y la "
                "constancia de la firma. Guárdelos: son los originales."
            ) % {"title": request.title}
            check = _("Para comprobarlos, llévelos a %(link)s") % {
                "link": f"{django_settings.BASE_URL}/verificar/"
            }
            _post(
                "signing.completed",
                signer,
                _("Firmado: %(title)s") % {"title": request.title},
                _letter(signer, text, check),
                attachments=[request.final, request.evidence_file],
            )


def _post(kind, signer, subject, text, **more):
    return outbox.send(
        kind=kind,
        to=[signer.email],
        reply_to=_answers_to(signer.request),
        subject=subject,
        text=text,
        about=signer.request,
        **more,
    )


def _answers_to(request):
    asked_by = request.asked_by
    return asked_by.email if asked_by and asked_by.is_active else company.card()["email"]


def _subject_of(signer):
    if signer.kind == Kind.APPROVER:
        return _("Para su aprobación: %(title)s") % {"title": signer.request.title}
    return _("Para su firma: %(title)s") % {"title": signer.request.title}


def _invitation(signer):
    request = signer.request
    told = {
        "company": company.card()["name"],
        "title": request.title,
        "day": formats.day_full(request.expires_on),
    }
    if signer.kind == Kind.APPROVER:
        text = _("%(company)s le pide que apruebe %(title)s, a más tardar el %(day)s.") % told
    else:
        text = _("%(company)s le pide que firme %(title)s, a más tardar el %(day)s.") % told
    own = _("El enlace es personal: no lo comparta. Allí puede también delegar o decirnos que no.")
    return _letter(signer, *filter(None, [text, request.message, _link(signer), own]))


def _link(signer):
    return _("Léalo y respóndalo aquí:\n%(link)s") % {
        "link": django_settings.BASE_URL + signer.public_url
    }


def _letter(signer, *paragraphs):
    hello = _("Respetado(a) %(name)s:") % {"name": signer.name}
    card = company.card()
    sign = card["legal_name"] or card["name"]
    return "\n\n".join([hello, *paragraphs, sign])
