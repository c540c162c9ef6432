"""The story of a quote for the team: acts, questions, notes, mails and their way."""

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from koios.core import audit, outbox
from koios.core.files import File
from koios.core.together import along_each, answers, each
from koios.office import post, trail
from koios.quotes.conversation import QuoteMessage
from koios.quotes.models import CapabilityCheck
from koios.ui.story import Event, MailStep

FILTERS = ("customer", "inner", "mail")
# Acts that have a better place in the story, or tell nothing to the team
SILENT = {"said_in", "said_out", "said_internal", "sent", "reminded", "files_added"}
NAMED = {"handed_over": ("owner",), "planned": ("next_step", "next_step_on")}
ICONS = {"ok": "mail-check", "bad": "mail-x", "retry": "refresh", "": ""}
TONES = {"ok": "ok", "bad": "bad", "retry": "warn", "": ""}
MARKS = {
    "capability_checked": "checks",
    "opened": "eye",
    "approved": "circle-check",
    "rejected": "circle-x",
}


class Story:
    """What happened, the latest first; `only` narrows it. First of all it must `listen`."""

    def __init__(self, quote, user, only=""):
        self.quote, self.user = quote, user
        self.only = only if only in FILTERS else ""

    def listen(self):
        """Learn what it is made of, as something to be heard (`koios.core.together`)."""
        self._lines, files = yield from each(self._read(), self._hear())
        self._files = {}
        for file in files:
            about = (file.subject_type, file.subject_id)
            self._files.setdefault(about, []).append(shown(file))

    def _read(self):
        """The trail, without what has a better place."""
        entries = yield audit.trail(self.quote).exclude(verb__in=SILENT).order_by("-sequence")
        for entry in entries:
            if entry.verb not in NAMED:
                entry.changes = {}  # so that names are looked up only for what is told
        return (yield from trail.telling(list(entries), self.user, known=[self.quote]))

    def _hear(self):
        """What was said and what was sent; the files of the quote and of what was said."""
        quote = self.quote
        self._messages, self._outbox, self._waiting = yield (
            quote.messages.select_related("author"),
            outbox.Message.for_record(quote).select_related("quote_sending__by"),
            quote.sendings.filter(message=None).select_related("by"),
        )
        keys = [str(said.pk) for said in self._messages]
        own = Q(subject_type="quotes.quote", subject_id=str(quote.pk), document=None)
        said = Q(subject_type="quotes.quotemessage", subject_id__in=keys)
        files = File.objects.filter(own | said).select_related("blob")
        yield from each(along_each(self._outbox, "attempts"), answers(files))
        return files

    @property
    def filters(self):
        labels = {
            "": _("Todo"),
            "customer": _("Con el cliente"),
            "inner": _("Interno"),
            "mail": _("Correos"),
        }
        return [(label, f"?only={key}#historia", key == self.only) for key, label in labels.items()]

    @cached_property
    def events(self):
        said, mails = self._said(), self._mails()
        if self.only == "customer":
            chosen = [event for event in said if not event.inner]
        elif self.only == "inner":
            chosen = [event for event in said if event.inner]
        elif self.only == "mail":
            chosen = [event for event in [*said, *mails] if event.mail]
        else:
            chosen = [*said, *mails, *self._acts()]
        return sorted(chosen, key=lambda event: event.at, reverse=True)

    @property
    def unanswered(self):
        """The last question of the customer, while nobody has answered it."""
        outside = [one for one in self._messages if one.direction != "internal"]
        return outside[-1] if outside and outside[-1].direction == "in" else None

    def _acts(self):
        for line in self._lines:
            yield Event(line.entry.at, **(_told(line) | self._by_name(line.entry)))

    def _by_name(self, entry):
        """Who of the customer acted, where they said their name."""
        if entry.actor_label != audit.PUBLIC.label:
            return {}
        acceptance = getattr(self.quote, "acceptance", None)
        names = {
            "approved": acceptance and acceptance.name,
            "rejected": self.quote.answered_by,
        }
        name = names.get(entry.verb)
        return {"who": name} if name else {}

    def _said(self):
        return [
            Event(
                said.at,
                who=said.name or str(said.author or self.quote.customer),
                did=_SAID[said.direction](),
                body=said.text,
                inner=said.direction == QuoteMessage.Direction.INTERNAL,
                files=self._files.get(("quotes.quotemessage", str(said.pk)), []),
                mail=[_steps(self._by_key[said.mail_id])] if said.mail_id in self._by_key else [],
            )
            for said in self._messages
        ]

    def _mails(self):
        """Every mail about it but those of replies, which stand beside what was said."""
        replies = {said.mail_id for said in self._messages}
        for mail in self._outbox:
            if mail.pk not in replies:
                yield self._mail(mail)
        if self.quote.document and not self.quote.document.is_ready:
            for sending in self._waiting:
                told = {"kind": sending.get_kind_display(), "to": ", ".join(sending.to)}
                did = _("%(kind)s a %(to)s: sale cuando el documento esté listo") % told
                yield Event(sending.at, did=did, icon="mail")

    def _mail(self, mail):
        sending = getattr(mail, "quote_sending", None)
        by_hand = sending is not None and sending.kind != sending.Kind.REMINDER
        told = {"kind": post.kinds.get(mail.kind, ""), "to": ", ".join(mail.recipients)}
        return Event(
            sending.at if sending else mail.created_at,
            who=f"{sending.by}:" if by_hand and sending.by else "",
            did=_("%(kind)s a %(to)s") % told,
            icon="mail",
            mail=[_steps(mail)],
        )

    @cached_property
    def _by_key(self):
        return {mail.pk: mail for mail in self._outbox}

    @property
    def attached(self):
        """The files that go along with the quote."""
        return self._files.get(("quotes.quote", str(self.quote.pk)), [])


def shown(file):
    """A file as `ui/_files.html` wants it."""
    url = reverse("office:file", args=[file.pk, file.name])
    return {"pk": file.pk, "name": file.name, "size": file.size, "url": url}


def _told(line):
    event = {"who": line.who, "did": line.did, "body": line.reason, "id": str(line.entry.pk)}
    event["icon"] = MARKS.get(line.entry.verb, "")
    if line.entry.verb == "capability_checked":
        facts = line.entry.facts
        event["pill"] = CapabilityCheck.Verdict(facts["verdict"]).label
        conditions = facts.get("conditions")
        told = [facts["means"], conditions and _("Condiciones: %(told)s") % {"told": conditions}]
        event["body"] = "\n\n".join(filter(None, told))
    elif line.entry.verb in NAMED:
        # The entry and the line tell the same fields in the same order.
        changes = dict(zip(line.entry.changes, line.changes, strict=True))
        named = [changes[name].after for name in NAMED[line.entry.verb] if name in changes]
        if named:
            event["did"] = f"{line.did}: {', '.join(named)}"
    elif line.entry.verb == "rejected":
        event["did"] = f"{line.did}: {line.entry.facts.get('reason', '')}"
    return event


def _steps(mail):
    return [
        MailStep(step["text"], TONES[step["tone"]], ICONS[step["tone"]]) for step in mail.steps()
    ]


_SAID = {
    QuoteMessage.Direction.IN: lambda: _("preguntó en la página"),
    QuoteMessage.Direction.OUT: lambda: _("al cliente"),
    QuoteMessage.Direction.INTERNAL: lambda: "",
}
