"""The story of a case for the team: acts, messages, notes, letters and their way by mail."""

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
            who=self._petitioner(),
            did=_("presentó: %(kind)s") % {"kind": case.get_kind_display().lower()},
            body=body,
            files=self._files(case),
        )

    def _petitioner(self):
        if self.case.petitioner is None:
            return _("Anónimo")
        return _("Identidad reservada") if self.case.is_confidential else self.case.petitioner.name

    def _said(self):
        events = []
        found = self.case.messages.select_related("author", "mail").prefetch_related(
            "mail__attempts"
        )
        files = self._files_of_messages()
        for said in found:
            mine = said.direction == CaseMessage.Direction.IN
            events.append(
                Event(
                    said.at,
                    who=self._petitioner() if mine else str(said.author or ""),
                    did=_("desde la página de seguimiento")
                    if mine
                    else ""
                    if said.direction == CaseMessage.Direction.INTERNAL
                    else _("al peticionario"),
                    body=said.text,
                    inner=said.direction == CaseMessage.Direction.INTERNAL,
                    files=files.get(str(said.pk), []),
                    mail=[_steps(said.mail)] if said.mail else [],
                )
            )
        return events

    def _letters(self):
        events = []
        found = self.case.letters.select_related("message", "by", "document").prefetch_related(
            "message__attempts"
        )
        for letter in found:
            url = reverse("cases:letter", args=[self.case.number, letter.pk])
            did = format_html('<a href="{}">{}</a>', url, letter.get_kind_display())
            if letter.message:
                did = format_html("{} {}", did, _("a %(to)s") % {"to": self._to(letter)})
            elif not letter.document.is_ready:
                did = format_html("{}, {}", did, _("preparando"))
            events.append(
                Event(
                    letter.at,
                    who=str(letter.by or ""),
                    did=did,
                    icon="mail" if letter.message else "file-text",
                    mail=[_steps(letter.message)] if letter.message else [],
                )
            )
        return events

    def _to(self, letter):
        return _("su correo") if self.case.is_confidential else ", ".join(letter.message.to)

    def _lines(self):
        entries = audit.trail(self.case).prefetch_related("values")
        lines = (told(entry) for entry in entries)
        return [
            Event(entry.at, who=str(entry.actor_name), did=line)
            for entry, line in zip(entries, lines, strict=True)
            if line
        ]

    def _files(self, record):
        return [_file(file) for file in File.for_record(record).filter(document=None)]

    def _files_of_messages(self):
        keys = [str(pk) for pk in self.case.messages.values_list("pk", flat=True)]
        found = {}
        rows = File.objects.filter(subject_type="cases.casemessage", subject_id__in=keys)
        for file in rows.select_related("blob"):
            found.setdefault(file.subject_id, []).append(_file(file))
        return found


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
