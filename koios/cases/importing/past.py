"""What a row of a list means: a case of the past, what is wrong with it, what is doubtful."""

import hashlib
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from koios.cases.bringing import ANSWERED, Dates, Origin
from koios.cases.models import Case, Cause, Process, Status, Term
from koios.cases.states import OPEN
from koios.core import calendar
from koios.core.refusals import Refusal
from koios.customers import identity

TEXTS = ("subject", "facts", "request", "service", "happened_on", "outcome", "external_number")
LOOKED_UP = ("area", "owner", "customer")
LISTED = {"cause": Cause, "process": Process}


class Past:
    """A row as a case of the past. `known` says what its words mean here."""

    def __init__(self, values, known):
        self.values, self.known = values, known
        self.errors, self.doubts = [], []
        self._settle_dates()
        if not self.errors:
            self._settle_status()

    @property
    def number(self):
        return self.values["external_number"] or ""

    @property
    def source(self):
        return self.values["source"] or ""

    @property
    def key(self) -> str:
        """What the row is known by: its number in its list, or all that it says."""
        if self.number:
            told = "\n".join([" ".join(self.source.split()), " ".join(self.number.split())])
        else:
            told = f"{self.source}\n\n{self.values.fingerprint}"
        return hashlib.sha256(told.casefold().encode()).hexdigest()

    @cached_property
    def said(self) -> Dates:
        values = self.values
        return Dates(values["due_on"], values["business_days"], values["calendar_days"])

    @cached_property
    def own(self) -> Dates:
        return Dates.counted(self.term, self.received_on, self.answered_on)

    @property
    def differences(self) -> dict:
        return self.said.differences(self.own)

    def fields(self, *, by) -> dict:
        """What `Case.bring` wants of it."""
        values = self.values
        told = {name: values[name] or "" for name in TEXTS}
        told |= {name: self.found.get(name) for name in LOOKED_UP}
        told |= {name: self._listed(name, by) for name in LISTED}
        return told | {
            "kind": values["kind"],
            "channel": values["channel"] or Case.Channel.OTHER,
            "identity": values["identity"] or Case.Identity.NAMED,
            "status": self.status,
            "received_at": self.received_at,
            "answered_at": self.answered_at,
            "ended_on": values["ended_on"] or self.answered_on,
            "answer_text": values["answer_text"] or "",
            "petitioner": self.petitioner,
            "origin": Origin.of(
                self.said, self.own, key=self.key, source=self.source, line=values.line
            ),
        }

    # Dates and state

    def _settle_dates(self):
        values = self.values
        self.received_at, self.answered_at = values["received_at"], values["answered_at"]
        self.received_on = calendar.day_of(self.received_at)
        for name, day in self._days():
            if not calendar.FIRST < day < calendar.LAST:
                return self._error(name, _("el año está fuera del calendario de Koios"))
            if name != "due_on" and day > calendar.today():
                return self._error(name, _("esa fecha todavía no ha llegado"))
        if self.answered_at:
            if calendar.day_of(self.answered_at) < self.received_on:
                return self._error("answered_at", _("la respuesta es anterior al recibo"))
            # Of the same day, and one of them without its hour
            self.answered_at = max(self.answered_at, self.received_at)
        if values["due_on"] and values["due_on"] < self.received_on:
            return self._error("due_on", _("el vencimiento es anterior al recibo"))
        try:
            self.term = Term.objects.in_force(values["kind"], self.received_on)
        except Term.DoesNotExist:
            self._error("kind", _("no hay un término de ese tipo que rigiera ese día"))

    def _days(self):
        for name in ("received_at", "answered_at"):
            if self.values[name]:
                yield name, calendar.day_of(self.values[name])
        for name in ("due_on", "ended_on"):
            if self.values[name]:
                yield name, self.values[name]

    def _settle_status(self):
        """Where it stands: as the list says, else by whether it was answered."""
        told = self.values["status"]
        if told and told not in ANSWERED and self.answered_at:
            # Most lists keep there the day of the last step, which was no answer.
            self._doubt("answered_at", _("no se tomó como respuesta: el estado es otro"))
            self.answered_at = None
        if not told:
            told = Status.CLOSED if self.answered_at else Status.RECEIVED
        if told == Status.RECEIVED and self.found.get("owner"):
            told = Status.ASSIGNED
        self.status = Status(told)

    @property
    def answered_on(self):
        return calendar.day_of(self.answered_at) if self.answered_at else None

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_undated(self):
        """It was answered, and the list does not say when."""
        return self.status in ANSWERED and self.answered_at is None

    # Whose it is

    @cached_property
    def found(self) -> dict:
        """The area, the owner and the customer that the row names, those that are known."""
        found = {}
        for name in LOOKED_UP:
            if told := self.values[name]:
                found[name] = getattr(self.known, name)(told)
                if found[name] is None:
                    self._doubt(name, _("entró sin este dato: no hay en Koios nada con ese nombre"))
        return found

    @cached_property
    def petitioner(self) -> dict | None:
        """Who asked, as the list says it; None for who gave no name."""
        values = self.values
        name = values["petitioner_name"]
        if not name or values["identity"] == Case.Identity.ANONYMOUS:
            return None
        told = {
            "name": name,
            "phone": values["petitioner_phone"] or "",
            "address": values["petitioner_address"] or "",
            "email": self._email(),
        }
        return told | self._document()

    def _email(self):
        told = (self.values["petitioner_email"] or "").strip().lower()
        try:
            if told:
                validate_email(told)
        except ValidationError:
            self._doubt("petitioner_email", _("entró sin este dato: no es un correo"))
            return ""
        return told

    def _document(self):
        told = self.values["petitioner_document"] or ""
        try:
            read = identity.read(told) if told else None
        except Refusal:
            return {"document_number": told}  # as it stands: it is the past
        return {"document_type": read.type, "document_number": read.number} if read else {}

    def _listed(self, name, by):
        told = self.values[name]
        if not told:
            return None
        return getattr(self.known, name)(told) or self.known.add(
            LISTED[name](name=told, active=False), by=by
        )

    def _error(self, name, reason):
        self.errors.append(self.values.error(name, reason))

    def _doubt(self, name, reason):
        self.doubts.append(self.values.error(name, reason))
