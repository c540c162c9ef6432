"""What the trail says of people, roles and areas, in words."""

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.roles import Role
from koios.core import audit
from koios.core.outbox import Message
from koios.core.permissions import LEVEL_LABELS, modules
from koios.core.together import along_each, each
from koios.ui.story import Event, MailStep

PHRASES = {
    "added": _("creó la cuenta"),
    "created": _("creó"),
    "changed": _("cambió datos"),
    "dropped": _("quitó"),
    "roles_changed": _("cambió los roles"),
    "reach_changed": _("cambió hasta dónde llega"),
    "invited": _("envió una invitación"),
    "invitation_accepted": _("aceptó la invitación y eligió su contraseña"),
    "link_revoked": _("anuló un enlace"),
    "new_password_asked": _("pidió cambiar la contraseña"),
    "password_set": _("puso una contraseña nueva desde el correo"),
    "password_changed": _("cambió su contraseña"),
    "signed_in": _("entró"),
    "sign_in_locked": _("falló varias veces al entrar; se bloqueó un rato"),
    "session_revoked": _("cerró una sesión a distancia"),
    "second_factor_on": _("activó su segundo factor"),
    "second_factor_off": _("quitó su segundo factor"),
    "second_factor_reset": _("quitó el segundo factor de la cuenta"),
    "recovery_codes_renewed": _("pidió códigos de recuperación nuevos"),
    "recovery_code_used": _("usó un código de recuperación"),
    "deactivated": _("desactivó la cuenta"),
    "reactivated": _("reactivó la cuenta"),
}
FIELDS = {
    "name": _("nombre"),
    "email": _("correo"),
    "phone": _("teléfono"),
    "job_title": _("cargo"),
    "area_id": _("área"),
    "head_id": _("jefe"),
    "language": _("idioma"),
    "theme": _("apariencia"),
    "description": _("para qué es"),
    "require_second_factor": _("exige segundo factor"),
    "roles": _("roles"),
}
TONES = {"retry": "warn"}
QUIET = {"added", "created", "invited", "deactivated", "reactivated"}  # the phrase says it all


ICONS = {
    "signed_in": "login-2",
    "sign_in_locked": "lock",
    "invited": "mail",
    "deactivated": "user-off",
    "reactivated": "user-check",
    "added": "user-plus",
    "roles_changed": "shield",
    "reach_changed": "shield",
}


# Each of these is to be heard (`koios.core.together`)


def of(record, limit=50):
    """The latest entries of a record, newest first."""
    entries = yield from _latest(audit.trail(record), limit)
    return [_event(entry) for entry in entries]


def of_person(person, limit=50):
    """What happened to an account, and the mail about it with what became of it."""
    acts, letters = yield from each(of(person, limit), _letters(person, limit))
    events = acts + [_letter(one) for one in letters]
    return sorted(events, key=lambda event: event.at, reverse=True)


def of_roles(limit):
    """What changed lately in who may do what, over all roles."""
    entries = audit.Entry.objects.filter(subject_type=Role._meta.label_lower)
    latest = yield from _latest(entries.exclude(actor_label=audit.SYSTEM.label), limit)
    names = dict(Role.objects.values_list("pk", "name"))
    return [_event(entry, names.get(int(entry.subject_id), "")) for entry in latest]


def _latest(entries, limit):
    entries = yield entries.order_by("-sequence")[:limit]
    yield from along_each(entries, "values")
    return entries


def _letters(person, limit):
    letters = yield Message.for_record(person).order_by("-pk")[:limit]
    yield from along_each(letters, "attempts")
    return letters


def _letter(message):
    steps = [MailStep(one["text"], TONES.get(one["tone"], one["tone"])) for one in message.steps()]
    did = _g("Correo a %(to)s: %(subject)s.") % {
        "to": ", ".join(message.to),
        "subject": message.subject,
    }
    return Event(at=message.created_at, did=did, icon="mail", mail=[steps])


def _event(entry, of_what=""):
    phrase = " ".join(filter(None, [str(PHRASES.get(entry.verb, entry.verb)), of_what]))
    told = "; ".join(line for line in [*_details(entry), entry.reason] if line)
    return Event(
        at=entry.at,
        who=_who(entry),
        did=f"{phrase}: {told}." if told else f"{phrase}.",
        icon=ICONS.get(entry.verb, ""),
    )


def _who(entry):
    return _g("Alguien sin entrar") if entry.actor_label == "public" else entry.actor_name


def _details(entry):
    if entry.verb in QUIET:
        return []
    if entry.verb in ("signed_in", "session_revoked"):
        return [entry.facts.get("device", "")]
    lines = []
    for name, (before, after) in entry.told().items():
        if name == "grants":
            lines += _reach(before or {}, after or {})
        else:
            lines.append(_line(FIELDS.get(name, name), _value(before), _value(after)))
    return lines


def _reach(before, after):
    labels = {"": _g("nada")} | LEVEL_LABELS
    for module in modules:
        was, level = before.get(module.name, ""), after.get(module.name, "")
        if was != level:
            yield _line(module.label, labels.get(was, was), labels.get(level, level))


def _value(value):
    if isinstance(value, bool):
        return _g("sí") if value else _g("no")
    if isinstance(value, list):
        return ", ".join(value) or _g("ninguno")
    return value or _g("vacío")


def _line(name, before, after):
    return _g("%(name)s: de %(before)s a %(after)s") % {
        "name": name,
        "before": before,
        "after": after,
    }
