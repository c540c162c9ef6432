"""What stands on the papers of a case: the data that its templates print, as plain JSON."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from koios.core import calendar, company, files
from koios.ui import formats


def template(kind) -> str:
    return "core/receipt.typ" if kind == "receipt" else "core/letter.typ"


def words(case) -> dict:
    """Words that letters use: the company, dates written out, the follow-up link and key."""
    return {
        "company": company.card(),
        "received": formats.moment(case.received_at),
        "due": formats.day_full(case.due_on) if case.due_on else "",
        "link": settings.BASE_URL + case.follow_up_url,
        "token": case.token,
    }


def of(letter) -> dict:
    """The frozen data of a letter, in the words of its template."""
    return _receipt(letter) if letter.kind == "receipt" else _letter(letter)


def _receipt(letter):
    case = letter.case
    return {
        "title": _("Recibo de radicación"),
        "number": case.number,
        "lead": _("Recibimos su %(kind)s. Este es su radicado:")
        % {"kind": case.get_kind_display().lower()},
        "state": _("Radicado"),
        "facts": facts(case),
        "follow": {
            "qr": settings.BASE_URL + case.follow_up_url,
            "title": _("Siga su caso"),
            "text": _("Apunte la cámara al código o entre con su radicado y esta clave:"),
            "code": case.token,
            "address": f"{settings.BASE_URL}{reverse('public_cases:find')}",
            "note": _("Guárdela: quien la tenga puede ver este caso."),
        },
        "note": _(
            "Sus datos se tratan solo para tramitar este caso, según la política de tratamiento "
            "de datos personales de la empresa."
        ),
    }


def _letter(letter):
    case, signer = letter.case, _signer(letter)
    return {
        "number": case.number,
        "number_label": _("Radicado"),
        "date": ", ".join(
            filter(None, [company.card()["city"], formats.day_full(calendar.day_of(letter.at))])
        ),
        "subject": letter.subject,
        "to": _addressee(case),
        "to_name": 0,
        "body": letter.text,
        "signer": {"name": signer[0], "lines": signer[1:]},
        "verify": {
            "qr": settings.BASE_URL + case.follow_up_url,
            "title": _("Siga su caso"),
            "text": _("Con su radicado y esta clave puede ver la historia y responder."),
            "code": case.token,
        },
        "attachments_label": _("Anexos"),
        "attachments": [file.name for file in enclosures(letter)],
    }


def facts(case) -> list:
    """The facts of a receipt: rows of label and value, some with a note."""
    due = (
        _("a más tardar el %(day)s") % {"day": formats.day_full(case.due_on)}
        if case.due_on
        else _("en el plazo que fijó la autoridad")
    )
    attends = ", ".join(filter(None, [str(case.area or ""), company.card()["phone"]]))
    rows = [
        (_("Recibido"), f"{formats.moment(case.received_at)}, {_channel(case)}"),
        (_("Le respondemos"), due),
        (_("Tipo"), case.get_kind_display()),
        (_("Asunto"), case.subject),
        (_("Presentado por"), _presented_by(case)),
        (_("Archivos"), _files_in_words(list(case.attachments()))),
        (_("La atiende"), attends),
    ]
    told = [{"label": str(label), "value": str(value)} for label, value in rows if value]
    told[1] |= {"strong": True, "note": term_in_words(case)}
    return told


def term_in_words(case) -> str:
    """How the due date came about, in one sentence and with its norm."""
    count = case.count()
    if not count.days:
        return case.term.norm
    off = [one for one in count.skipped if one.kind in ("holiday", "company")]
    told = _("%(days)s días hábiles desde el %(first)s") % {
        "days": count.term,
        "first": formats.day_long(count.counted[0].day),
    }
    if off:
        told += _(", sin contar %(off)s") % {
            "off": ", ".join(formats.day_short(one.day) for one in off)
        }
    return f"{told}. {case.term.norm}."


def mail_text(letter) -> str:
    """The mail: the letter itself, and where the case can be followed."""
    return "\n\n".join(
        [
            letter.text,
            follow_up_line(letter.case),
            "\n".join(
                filter(
                    None,
                    [
                        company.card()["legal_name"] or company.card()["name"],
                        company.card()["phone"],
                    ],
                )
            ),
        ]
    )


def follow_up_line(case) -> str:
    """Where the case can be followed, and with which key."""
    return _(
        "Siga su caso: %(link)s\n"
        "Radicado %(number)s, clave %(token)s. Quien tenga la clave puede ver el caso."
    ) % {
        "link": settings.BASE_URL + case.follow_up_url,
        "number": case.number,
        "token": case.token,
    }


def enclosures(letter) -> list:
    """The files that go with the letter, in the order in which they were chosen."""
    found = files.File.objects.in_bulk(letter.attached)
    return [found[key] for key in letter.attached if key in found]


def _channel(case):
    return {
        "web": _("por la página web"),
        "phone": _("por teléfono"),
        "person": _("en persona"),
        "email": _("por correo"),
        "letter": _("por carta"),
    }.get(case.channel, _("por otro canal"))


def _presented_by(case):
    if case.petitioner is None:
        return _("Sin nombre")
    if case.is_confidential:
        return _("Identidad en reserva")
    return ", ".join(filter(None, [case.petitioner.name, case.petitioner.document]))


def _addressee(case):
    if case.petitioner is None:
        return [_("Peticionario")]
    kept = case.petitioner
    return [line for line in (kept.name, kept.represents, kept.address, kept.email) if line]


def _signer(letter):
    if letter.by is None:
        return [company.card()["name"]]
    area = str(letter.by.area) if letter.by.area_id else ""
    return [line for line in (letter.by.name, letter.by.job_title, area) if line]


def _files_in_words(attached):
    if not attached:
        return _("Ninguno")
    listed = ", ".join(
        f"{file.name} ({file.type.label}, {formats.size(file.size)})" for file in attached
    )
    return f"{len(attached)}: {listed}"
