"""The story of a case for the team: acts, messages, notes, letters and their way by mail."""

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _

from koios.cases.conversation import CaseMessage
from koios.cases.desk.phrases import told
from koios.core import audit
from koios.core.files import File
from koios.ui.story import Event, MailStep

FILTERS = ("petitioner", "inner", "mail")
ICONS = {"ok": "mail-check", "bad": "mail-x", "retry": "refresh", "": ""}
TONES = {"ok": "ok", "bad": "bad", "retry": "warn", "": ""}


class Story:
    """What happened, the latest first; `only` narrows it."""

    def __init__(self, case, user, only=""):
        self.case, self.user = case, user
        self.only = only if only in FILTERS else ""

    @property
    def filters(self):
        labels = {
            "": _("Todo"),
            "petitioner": _("Con el peticionario"),
            "inner": _("Interno"),
            "mail": _("Correos"),
        }
        return [(label, f"?only={key}#historia", key == self.only) for key, label in labels.items()]

    @cached_property
    def events(self):
        said, lines, written = self._said(), self._lines(), self._letters()
        chosen = {
            "petitioner": [self._filed()] + [event for event in said if not event.inner] + written,
            "inner": [event for event in said if event.inner],
            "mail": [event for event in [*said, *written] if event.mail],
        }.get(self.only, [self._filed(), *said, *lines, *written])
        return sorted(chosen, key=lambda event: event.at, reverse=True)

    def _filed(self):
        case = self.case
        body = case.facts
        if case.request:
            body += "\n\n" + _("Pide: %(request)s") % {"request": case.request}
        return Event(
            case.received_at,
            who=self.case.asked_by,
            did=_("presentó: %(kind)s") % {"kind": case.get_kind_display().lower()},
            body=body,
            files=self.attached,
        )

    def _said(self):
        events = []
        for said in self._messages:
            mine = said.direction == CaseMessage.Direction.IN
            events.append(
                Event(
                    said.at,
                    who=self.case.asked_by if mine else str(said.author or ""),
                    did=_("desde la página de seguimiento")
                    if mine
                    else ""
                    if said.direction == CaseMessage.Direction.INTERNAL
                    else _("al peticionario"),
                    body=said.text,
                    inner=said.direction == CaseMessage.Direction.INTERNAL,
                    files=self._files.get(("cases.casemessage", str(said.pk)), []),
                    mail=self._mail.get(said.mail_id, []),
                )
            )
        return events

    def _letters(self):
        events = []
        for letter in self._written:
            did, who = letter.get_kind_display(), str(letter.by or "")
            if not self.case.hides_identity_from(self.user):
                url = reverse("cases:letter", args=[self.case.number, letter.pk])
                did = format_html('<a href="{}">{}</a>', url, did)
            if letter.message:
                did = format_html("{} {}", did, _("a %(to)s") % {"to": self._to(letter)})
            elif not letter.document.is_ready:
                did = format_html("{}, {}", did, _("preparando"))
            if who:
                did = format_html("{} {}", _("envió:") if letter.message else _("escribió:"), did)
            events.append(
                Event(
                    letter.at,
                    who=who,
                    did=did,
                    icon="mail" if letter.message else "file-text",
                    mail=self._mail.get(letter.message_id, []),
                )
            )
        return events

    def _to(self, letter):
        return _("su correo") if self.case.is_confidential else ", ".join(letter.message.to)

    def _lines(self):
        entries = self._entries
        lines = (told(entry) for entry in entries)
        return [
            Event(entry.at, who=str(entry.actor_name), did=line)
            for entry, line in zip(entries, lines, strict=True)
            if line
        ]

    @cached_property
    def _files(self):
        """The files of the case and of its messages, by the record that they belong to."""
        keys = [str(said.pk) for said in self._messages]
        of_case = Q(subject_type="cases.case", subject_id=str(self.case.pk), document=None)
        of_messages = Q(subject_type="cases.casemessage", subject_id__in=keys)
        found = {}
        for file in File.objects.filter(of_case | of_messages).select_related("blob"):
            found.setdefault((file.subject_type, file.subject_id), []).append(_file(file))
        return found

    @property
    def attached(self):
        """The files that came with the case."""
        return self._files.get(("cases.case", str(self.case.pk)), [])

    @property
    def _entries(self):
        """What was done with the case and with its answer, in one query."""
        of_case = Q(subject_type="cases.case", subject_id=str(self.case.pk))
        of_answer = Q(subject_type="cases.answer", subject_id=str(self.case.answer_id))
        found = audit.Entry.objects.filter(of_case | of_answer)
        return list(found.select_related("actor").order_by("sequence"))

    @cached_property
    def _messages(self):
        return list(self.case.messages.select_related("author", "mail"))

    @cached_property
    def _written(self):
        return list(self.case.letters.select_related("message", "by", "document"))

    @cached_property
    def _mail(self):
        """The steps of each mail of this case, by its key."""
        mails = [said.mail for said in self._messages] + [one.message for one in self._written]
        mails = [mail for mail in mails if mail]
        prefetch_related_objects(mails, "attempts")
        return {mail.pk: [_steps(mail)] for mail in mails}


def _file(file):
    return {
        "name": file.name,
        "size": file.size,
        "url": reverse("office:file", args=[file.pk, file.name]),
    }


def _steps(message):
    return [
        MailStep(f"{step['text']}", TONES[step["tone"]], ICONS[step["tone"]])
        for step in message.steps()
    ]
