"""What a row of a list means: a quote of the past, what is wrong with it, what is doubtful."""

import hashlib
from decimal import Decimal

from django.utils.translation import gettext as _

from koios.core import calendar
from koios.quotes.bringing import is_over, last_day
from koios.quotes.importing.known import Unknown
from koios.quotes.states import Status
from koios.ui import formats

ANSWERED = (Status.APPROVED, Status.REJECTED)
DAYS = ("sent_on", "answered_on", "valid_until")


class Past:
    """A row as a quote of the past. `known` says what its words mean here."""

    def __init__(self, values, known):
        self.values, self.known = values, known
        self.errors, self.doubts = [], []
        self.status = Status(values["status"])
        self.sent_on, self.answered_on, self.valid_until = (values[name] for name in DAYS)
        self._settle_customer()
        self._settle_days()
        self._settle_value()

    @property
    def number(self):
        return self.values["external_number"] or ""

    @property
    def key(self) -> str:
        """What the row is known by: its number in its list, or all that it says."""
        source = self.values["source"] or ""
        if self.number:
            told = "\n".join([" ".join(source.split()), " ".join(self.number.split())])
        else:
            told = f"{source}\n\n{self.values.fingerprint}"
        return hashlib.sha256(told.casefold().encode()).hexdigest()

    def fields(self, *, by) -> dict:
        """What `Quote.bring` wants of it."""
        values, known = self.values, self.known
        owner = known.owner(values["seller"]) if values["seller"] else None
        told = {
            "status": self.status,
            "origin_key": self.key,
            "external_number": self.number,
            "line": values.line,
            "customer": self.customer
            or known.add_customer(values["customer"], values["segment"], by=by),
            "owner": owner,
            "seller_name": "" if owner else values["seller"] or "",
            "service": self._service(by),
            "title": values["title"] or values["service"] or _("Cotización del pasado"),
            "value": self.value,
            "sent_on": self.sent_on,
            "answered_on": self.answered_on,
            "competitor": values["competitor"] or "",
        }
        if self.status == Status.REJECTED and values["reason"]:
            told["reason"] = known.reason(values["reason"]) or known.add_reason(
                values["reason"], by=by
            )
        return told | ({"valid_until": self.valid_until} if self.sent_on else {})

    def _settle_customer(self):
        self.customer = None
        told = self.values["customer"]
        if not told:
            reason = _(
                "no dice de qué cliente es. Complételo, o reúna las que no lo dicen en uno: en el "
                "mapa, defaults: {customer: Sin identificar}"
            )
            return self._error("customer", reason)
        try:
            self.customer = self.known.customer(told)
        except Unknown as unknown:
            self._error("customer", str(unknown))

    def _settle_days(self):
        for name in DAYS:
            day = getattr(self, name)
            if day and not calendar.FIRST < day < calendar.LAST:
                return self._error(name, _("el año está fuera del calendario de Koios"))
            if day and name != "valid_until" and day > calendar.today():
                return self._error(name, _("esa fecha todavía no ha llegado"))
        if self.status == Status.DRAFT:
            return self._forget_days()
        if not self.sent_on:
            return self._error("sent_on", _("falta el día en que se envió"))
        self._settle_answer()
        if self.errors:
            return None
        if self.valid_until is None:
            self.valid_until = last_day(self.sent_on, self.answered_on)
        elif self.valid_until < max(self.sent_on, self.answered_on or self.sent_on):
            return self._error("valid_until", _("es anterior al envío o a la respuesta"))
        if self.status == Status.SENT and is_over(self.valid_until):
            self.status = Status.EXPIRED
            reason = _("su vigencia terminó el %(day)s: entró como vencida")
            self._doubt("status", reason % {"day": formats.day(self.valid_until)})
        elif self.status == Status.EXPIRED and not is_over(self.valid_until):
            self._error("valid_until", _("todavía no ha pasado: no está vencida"))

    def _settle_answer(self):
        if self.status not in ANSWERED:
            if self.answered_on:
                self._doubt("answered_on", _("no se tomó como respuesta: el estado es otro"))
            self.answered_on = None
        elif not self.answered_on:
            self._error("answered_on", _("falta el día en que el cliente respondió"))
        elif self.answered_on < self.sent_on:
            self._error("answered_on", _("la respuesta es anterior al envío"))

    def _forget_days(self):
        """Nobody sent it, so nothing was answered."""
        if self.sent_on or self.answered_on:
            self._doubt("status", _("entró como borrador, sin sus fechas: el estado es anterior"))
        self.sent_on = self.answered_on = self.valid_until = None

    def _settle_value(self):
        self.value = self.values["value"]
        if self.value is None:
            self.value = Decimal(0)
            self._doubt("value", _("entró sin valor"))
        elif self.value < 0:
            self._error("value", _("el valor es menor que cero"))

    def _service(self, by):
        told = self.values["service"]
        if not told:
            return None
        return self.known.service(told) or self.known.add_service(told, by=by)

    def _error(self, name, reason):
        self.errors.append(self.values.error(name, reason))

    def _doubt(self, name, reason):
        self.doubts.append(self.values.error(name, reason))
