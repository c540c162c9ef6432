"""The story of a request: what was done with it, what was found out, the mail that left."""

from django.utils.translation import gettext as _

from koios.core import audit, outbox
from koios.core.together import along_each, each
from koios.office import trail
from koios.quotes.models import CapabilityCheck
from koios.ui.story import Event, MailStep

ICONS = {"ok": "mail-check", "bad": "mail-x", "retry": "refresh", "": ""}
NAMED = {  # what of an act is told beside it
    "handed_over": ("owner",),
    "planned": ("next_step", "next_step_on"),
    "closed": ("reason_id",),
    "recognised": ("customer",),
}
TONES = {"ok": "ok", "bad": "bad", "retry": "warn", "": ""}


def story_of(need, user):
    """What happened, the latest first. Something to be heard (`koios.core.together`)."""
    entries = audit.trail(need).order_by("-sequence")
    lines, mails = yield from each(trail.telling(entries, user, known=[need]), _mails(need))
    events = [*(_told(need, line) for line in lines), *map(_mailed, mails)]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _told(need, line):
    event = {"who": line.who, "did": line.did, "body": line.reason, "id": str(line.entry.pk)}
    if line.entry.verb == "received" and line.entry.actor_label == "public":
        event |= {"who": need.asked_by, "did": _("la envió por la página")}
    elif line.entry.verb == "capability_checked":
        event |= _checked(line)
    elif line.entry.verb in NAMED:
        # The entry and the line tell the same fields in the same order.
        changes = dict(zip(line.entry.changes, line.changes, strict=True))
        told = [changes[name].after for name in NAMED[line.entry.verb] if name in changes]
        event["did"] = f"{line.did}: {', '.join(told)}" if told else line.did
    return Event(line.entry.at, **event)


def _checked(line):
    facts = line.entry.facts
    verdict = CapabilityCheck.Verdict(facts["verdict"]).label
    told = [facts["means"]]
    if facts.get("conditions"):
        told.append(_("Condiciones: %(told)s") % {"told": facts["conditions"]})
    return {"did": line.did, "pill": verdict, "body": "\n\n".join(told), "icon": "checks"}


def _mails(need):
    mails = yield outbox.Message.for_record(need)
    yield from along_each(mails, "attempts")
    return mails


def _mailed(mail):
    did = _("Recibo por correo a %(to)s") % {"to": ", ".join(mail.to)}
    return Event(mail.created_at, did=did, icon="mail", mail=[_steps(mail)])


def _steps(mail):
    return [
        MailStep(step["text"], TONES[step["tone"]], ICONS[step["tone"]]) for step in mail.steps()
    ]
