"""A quote of the past comes in as its list tells it, and nothing follows from it.

It has a number of a series of its own; that of its list stays beside it. No paper, no mail, no
service order, no notice: it all happened elsewhere. One that was never sent is a draft like any
other, and its number will be one of today's.
"""

from datetime import datetime, time, timedelta
from decimal import Decimal

from koios.core import calendar, clock, numbering
from koios.core import settings as company
from koios.core.acts import act
from koios.quotes import searching
from koios.quotes.composing import new_key
from koios.quotes.line import QuoteLine
from koios.quotes.services import Unit
from koios.quotes.states import Status

SERIES = "past_quote"
NOON = time(12)


class Bringable:
    """A quote may come from the past, as a file tells it."""

    @classmethod
    @act
    def bring(
        cls,
        *,
        by,
        status,
        origin_key,
        title,
        value: Decimal,
        service=None,
        sent_on=None,
        answered_on=None,
        line=0,
        **described,
    ):
        """Take in a quote of the past with its own days; `line` is where its list says it.

        `described` are further fields of the quote.
        """
        now = clock.now()
        quote = cls(
            key=new_key(),
            status=status,
            title=title,
            origin_key=origin_key,
            created_at=now,
            changed_at=now,
            **described,
        )
        if status != Status.DRAFT:
            number = numbering.take(SERIES, on=sent_on)
            quote.imported = True
            quote.number, quote.year, quote.sequence = number.text, number.year, number.sequence
            quote.sent_on, quote.sent_at = sent_on, _noon(sent_on)
            quote.answered_on = answered_on
            quote.answered_at = _noon(answered_on)
            quote.changed_at = _noon(answered_on or sent_on)
        quote.all_lines = [
            QuoteLine(
                quote=quote,
                position=1,
                service=service,
                code=service.code if service else "",
                description=title,
                unit=Unit.OTHER,
                quantity=Decimal(1),
                price=value,
            ).settle()
        ]
        for name, told in quote._totals().items():
            setattr(quote, name, told)
        facts = {"line": line, "external_number": quote.external_number}
        quote.begin(by=by, verb="brought", facts={k: v for k, v in facts.items() if v})
        QuoteLine.objects.bulk_create(quote.all_lines)
        searching.index(quote)
        return quote


def last_day(sent_on, answered_on):
    """Until when it was valid, where its list does not say it: the usual days, and at least until
    its answer."""
    usual = sent_on + timedelta(days=company.get("quotes.valid_days"))
    return max(usual, answered_on or usual)


def is_over(day) -> bool:
    return day < calendar.today()


def _noon(day):
    return datetime.combine(day, NOON, clock.ZONE) if day else None
