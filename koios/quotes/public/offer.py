"""What a customer is shown of a quote: the document, its sums, the talk, what they may do now.

Nothing internal passes through here: neither notes, nor drafts, nor where a price came from.
"""

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core import calendar
from koios.quotes import papers, showing
from koios.quotes.public import changes, talk
from koios.quotes.services import Unit
from koios.quotes.states import Status
from koios.ui import formats
from koios.ui.due import Due, level_of
from koios.ui.states import State


@dataclass(frozen=True)
class Row:
    """A line as it is read."""

    key: int
    name: str
    notes: list
    quantity: str
    per: str
    tax: str
    net: str
    is_optional: bool
    is_chosen: bool


class Offered:
    """A quote as its customer reads it, with these optional lines ticked."""

    def __init__(self, quote, chosen=()):
        self.quote = quote
        self.today = calendar.today()
        options = {line.pk for line in quote.optional_lines}
        if quote.status == Status.APPROVED:
            self.chosen = {line.pk for line in quote.optional_lines if line.chosen}
        else:
            self.chosen = options & set(chosen)

    # Where it stands

    @property
    def state(self):
        if self.is_over:
            return State(Status.EXPIRED.label, "out", 4)
        return showing.state_of(self.quote)

    @cached_property
    def is_over(self) -> bool:
        """Its last day has passed, whether or not the sweep of the night has been there."""
        quote = self.quote
        late = quote.status == Status.SENT and quote.valid_until < self.today
        return late or quote.status == Status.EXPIRED

    @property
    def is_answered(self) -> bool:
        return self.quote.status in (Status.APPROVED, Status.REJECTED)

    @cached_property
    def waits(self) -> bool:
        """Whether the customer may still say yes or no."""
        return self.quote.status == Status.SENT and not self.is_over

    @cached_property
    def may_accept(self) -> bool:
        return self.waits and self.quote.document.is_ready and bool(self.quote.addresses)

    @cached_property
    def may_ask(self) -> bool:
        return self.newer is None and self.quote.status != Status.VOIDED

    @cached_property
    def newer(self):
        """The version that counts, where it is not this one."""
        newest = self.quote.newest()
        return newest if newest.pk != self.quote.pk else None

    @cached_property
    def changes(self) -> list:
        """What the newer version says otherwise, or this one if it replaced another."""
        if self.newer:
            return changes.between(self.quote, self.newer)
        return changes.between(self.quote.previous, self.quote) if self.quote.previous else []

    @cached_property
    def acceptance(self):
        return getattr(self.quote, "acceptance", None)

    @property
    def due(self):
        """How long it still stands, in business days."""
        if not self.waits:
            return None
        quote = self.quote
        total = calendar.business_days_between(quote.sent_on, quote.valid_until)
        left = calendar.business_days_between(self.today, quote.valid_until)
        return Due(level_of(total=total, gone=total - left), total, total - left, self._left(left))

    def _left(self, left):
        if self.quote.valid_until == self.today:
            return _("Vence hoy a las 11:59 p. m.")
        if not left:
            return _("Solo quedan días no hábiles")
        return ngettext("Queda %(n)s día hábil", "Quedan %(n)s días hábiles", left) % {"n": left}

    # The document

    @property
    def attention(self):
        contact = self.quote.contact
        return contact.name if contact else ""

    @cached_property
    def sections(self) -> list:
        """(title, rows) in the order of the paper."""
        lines = groupby(self.quote.all_lines, key=lambda line: line.section)
        return [(title, [self._row(line) for line in group]) for title, group in lines]

    @cached_property
    def options(self) -> list:
        return [row for _title, rows in self.sections for row in rows if row.is_optional]

    @cached_property
    def taken(self) -> list:
        """The lines that count, with the options ticked."""
        return [
            row
            for _title, rows in self.sections
            for row in rows
            if row.is_chosen or not row.is_optional
        ]

    @cached_property
    def sums(self):
        return self.quote.sums_with(self.chosen)

    @cached_property
    def totals(self) -> list:
        """(name, amount) above the total."""
        rows = []
        if self.sums.discount:
            rows.append((_("Valor bruto"), formats.pesos(self.sums.net + self.sums.discount)))
            rows.append((_("Descuento"), f"− {formats.pesos(self.sums.discount)}"))
        rows.append((_("Subtotal"), formats.pesos(self.sums.net)))
        for tax in self.sums.taxes:
            if tax.amount:
                told = papers.tax_in_words(tax.category, tax.rate)
                rows.append((_("IVA %(rate)s") % {"rate": told}, formats.pesos(tax.amount)))
        return rows

    @cached_property
    def total(self) -> str:
        return formats.pesos(self.sums.total)

    @property
    def shown(self) -> str:
        """The options that the page shows as ticked: it comes back with the form, so that nobody
        approves a total that they did not see."""
        return "-".join(str(key) for key in sorted(self.chosen)) or "0"

    @property
    def conditions(self) -> list:
        """Blocks of the conditions: («Pago», «a 30 días») pairs, or plain text."""
        rows = [_term(row) for row in self.quote.conditions.splitlines() if row.strip()]
        return [
            (named, [row[1:] for row in group])
            for named, group in groupby(rows, key=lambda row: row[0])
        ]

    @property
    def seller(self) -> list:
        return self.quote.document.data.get("seller", [])

    @cached_property
    def attachments(self):
        return talk.with_addresses(self.quote, self.quote.attachments())

    @cached_property
    def talk(self) -> list:
        return talk.of(self.quote)

    @property
    def consent(self) -> str:
        """The words of the acceptance. They are kept as they were read."""
        told = {
            "number": self.quote.label,
            "total": self.total,
            "customer": self.quote.customer.legal_name,
        }
        if self.quote.customer.kind == self.quote.customer.Kind.PERSON:
            return (
                _(
                    "Apruebo la cotización %(number)s por %(total)s y sus condiciones. Acepto que "
                    "el código que recibo en mi correo vale como mi firma (Ley 527 de 1999)."
                )
                % told
            )
        return (
            _(
                "Puedo comprometer a %(customer)s. En su nombre apruebo la cotización %(number)s "
                "por %(total)s y sus condiciones. Acepto que el código que recibo en mi correo "
                "vale como mi firma (Ley 527 de 1999)."
            )
            % told
        )

    def _row(self, line):
        name, *more = line.description.splitlines()
        notes = [text for text in more if text.strip()]
        notes += [", ".join(filter(None, [line.code, line.vehicle_class, line.route]))]
        if line.discount:
            notes.append(_("Descuento del %(rate)s.") % {"rate": papers.percent(line.discount)})
        unit = line.get_unit_display().lower()
        return Row(
            key=line.pk,
            name=name,
            notes=[text for text in notes if text],
            quantity=f"{papers.quantity(line)} × {formats.pesos(line.price)}",
            per="" if line.unit in (Unit.UNIT, Unit.OTHER) else _("por %(unit)s") % {"unit": unit},
            tax=papers.tax_in_words(line.tax_category, line.tax_rate).lower(),
            net=formats.pesos(line.net),
            is_optional=line.optional,
            is_chosen=line.pk in self.chosen,
        )


LONGEST_NAME = 40  # of a condition: what stands before a colon further on is no name


def _term(row):
    """(has a name, name, text): «Forma de pago: a 30 días» has one."""
    name, colon, text = row.strip().partition(": ")
    if colon and len(name) <= LONGEST_NAME:
        return True, name, text[:1].upper() + text[1:]
    return False, "", row.strip()
