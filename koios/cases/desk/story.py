"""The story of a case for the team: acts, messages, notes, letters and their way by mail."""

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _

from koios.cases.conversation import CaseMessage
from koios.cases.desk.phrases import told
from koios.core import audit
from koios.core.files import File
from koios.core.together import along_each, answers, each
from koios.ui.story import Event, MailStep

FILTERS = ("petitioner", "inner", "mail")
ICONS = {"ok": "mail-check", "bad": "mail-x", "retry": "refresh", "": ""}
TONES = {"ok": "ok", "bad": "bad", "retry": "warn", "": ""}


class Story:
    """What happened, the latest first; `only` narrows it. First of all it must `listen`."""

    def __init__(self, case, user, only=""):
        self.case, self.user = case, user
        self.only = only if only in FILTERS else ""

    def listen(self):
        """Learn what it is made of, as something to be heard (`koios.core.together`)."""
        self._messages, self._written, self._entries = yield (
            self.case.messages.select_related("author", "mail"),
            self.case.letters.select_related("message", "by", "document"),
            self._acts(),
        )
        mails = [said.mail for said in self._messages] + [one.message for one in self._written]
        mails = [mail for mail in mails if mail]
        files = self._attached()
        yield from each(along_each(mails, "attempts"), answers(files))
        self._mail = {mail.pk: [_steps(mail)] for mail in mails}
        self._files = {}
        for file in files:
            about = (file.subject_type, file.subject_id)
            self._files.setdefault(about, []).append(_file(file))

    def _acts(self):
        """What was done with the case and with its answer."""
        of_case = Q(subject_type="cases.case", subject_id=str(self.case.pk))
        of_answer = Q(subject_type="cases.answer", subject_id=str(self.case.answer_id))
        return audit.Entry.objects.filter(of_case | of_answer).order_by("sequence")

    def _attached(self):
        """The files of the case and of its messages."""
        keys = [str(said.pk) for said in self._messages]
        of_case = Q(subject_type="cases.case", subject_id=str(self.case.pk), document=None)
        of_messages = Q(subject_type="cases.casemessage", subject_id__in=keys)
        return File.objects.filter(of_case | of_messages).select_related("blob")

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
        return [
            Event(entry.at, who=str(entry.actor_name), did=line)
            for entry in self._entries
            if (line := told(entry))
        ]

    @property
    def attached(self):
        """The files that came with the case."""
        return self._files.get(("cases.case", str(self.case.pk)), [])


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
