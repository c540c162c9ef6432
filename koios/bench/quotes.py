"""Quotes of three years with their lines, for a full home, and what is measured of them."""

import random
import re
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.core.management.color import no_style
from django.db import connection

from koios.bench import codes
from koios.core import audit, clock, numbering, search
from koios.core.acts import act
from koios.core.numbering import Counter
from koios.quotes import letters, searching
from koios.quotes.models import LossReason, Quote, QuoteLine, Service, Status, TaxCategory

AT_ONCE = 1_000
DAYS = 3 * 365
VALID = 30
LIVE = 8  # sent by the verbs, with their paper, for the customer's page
LINES = 10
SERVICES = (
    *("Ruta empresarial", "Ruta escolar", "Traslado al aeropuerto", "Turismo", "Eventos"),
    *("Alquiler mensual", "Monitora a bordo", "Parqueadero"),
)


class QuoteSeeding:
    """`do()` fills the home with quotes: most are decided, those of the last month are open."""

    def __init__(self, *, quotes, to_accept, to_sign, people, customers, today, by, tell):
        self.number, self.people, self.customers, self.by = quotes, people, customers, by
        self.to_accept, self.to_sign = to_accept, to_sign
        self.today, self.tell = today, tell
        self.chance = random.Random(2027)  # noqa: S311
        self.last = {}

    def do(self) -> dict:
        self.services = [
            Service(code=f"SER-{n:02}", name=name).begin(by=self.by)
            for n, name in enumerate(SERVICES, start=1)
        ]
        self.reasons = list(LossReason.objects.all())
        for first in range(0, self.number, AT_ONCE):
            self._some(first + 1, min(AT_ONCE, self.number - first))
            self.tell(f"{first + AT_ONCE:,} cotizaciones")
        for year, last in self.last.items():
            Counter.objects.create(series="quote", year=year, last=last)
        self._reset()
        return self._told()

    def _told(self):
        """What the measurements ask for."""
        some = self.chance.sample(range(1, self.number + 1), min(200, self.number))
        found = Quote.objects.filter(pk__in=some).only("number", "version", "key")
        return {
            "quotes": [quote.ref for quote in found],
            "draft": self._live().ref,
            "offers": [self._sent(f"oferta{n}@empresa.example") for n in range(LIVE)],
            "to_accept": self._to_accept(),
            "to_sign": codes.papers_to_sign(
                self.to_sign, by=self.people[0], customers=self.customers, today=self.today
            ),
            "buyer": self.customers[0].pk,
            "service": self.services[0].pk,
        }

    def _to_accept(self):
        return [(self._sent(codes.mailbox(n)), codes.mailbox(n)) for n in range(self.to_accept)]

    def _sent(self, address):
        """The page of one that a customer can answer."""
        quote, seller = self._live(), self.people[0]
        quote.check_capability(verdict="yes", means="Buses propios", by=seller)
        subject, text = letters.proposed(quote)
        return quote.send(by=seller, to=[address], subject=subject, text=text).public_url

    def _live(self):
        """One that went through the verbs."""
        seller = self.people[0]
        lines = [
            {
                "service": service,
                "description": service.name,
                "quantity": Decimal(2),
                "price": Decimal(90_000),
            }
            for service in [*self.services, *self.services][:LINES]
        ]
        return Quote.draft(
            by=seller, customer=self.customers[0], title="Rutas de la empresa", lines=lines
        )

    def _reset(self):
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [Quote, QuoteLine]):
                cursor.execute(sql)

    @act
    def _some(self, first, number):
        quotes = [self._quote(key) for key in range(first, first + number)]
        Quote.objects.bulk_create(quotes)
        QuoteLine.objects.bulk_create([line for quote in quotes for line in quote.all_lines])
        with search.many():
            for quote in quotes:
                told = {"status": (Status.SENT, quote.status)}
                audit.record(quote, "sent", by=self.by, changes={"status": (None, Status.SENT)})
                if quote.status != Status.SENT:
                    audit.record(quote, str(quote.status), by=self.by, changes=told)
                searching.index(quote)

    def _quote(self, key):
        # In the order in which they are numbered; the last ones are those of the last month.
        ago = DAYS - DAYS * key // self.number
        sent_on = self.today - timedelta(days=ago)
        sent_at = min(datetime.combine(sent_on, time(10, 30), clock.ZONE), clock.now())
        status = self._status(ago)
        answered_on = None
        if status in (Status.APPROVED, Status.REJECTED):
            answered_on = sent_on + timedelta(days=min(self.chance.randint(0, VALID), ago))
        year = sent_on.year
        self.last[year] = self.last.get(year, 0) + 1
        quote = Quote(
            pk=key,
            key=f"med{key:07}",
            number=numbering.written("quote", year, self.last[year]),
            year=year,
            sequence=self.last[year],
            status=status,
            customer=self.chance.choice(self.customers),
            owner=self.chance.choice(self.people),
            title=f"Transporte {key % 97} de la empresa",
            introduction="Gracias por pensar en nosotros.",
            conditions="Valores antes de retenciones.",
            valid_until=sent_on + timedelta(days=VALID),
            created_at=sent_at,
            changed_at=sent_at,
            sent_at=sent_at,
            sent_on=sent_on,
            answered_at=answered_on
            and min(datetime.combine(answered_on, time(16), clock.ZONE), clock.now()),
            answered_on=answered_on,
            reason=self.chance.choice(self.reasons) if status == Status.REJECTED else None,
        )
        quote.all_lines = [self._line(quote, position) for position in range(1, LINES + 1)]
        for name, value in quote._totals().items():
            setattr(quote, name, value)
        return quote

    def _status(self, ago):
        if ago <= VALID and self.chance.random() < 0.6:
            return Status.SENT
        weights = (45, 25, 30) if ago > VALID else (45, 25, 0)
        told = (Status.APPROVED, Status.REJECTED, Status.EXPIRED)
        return self.chance.choices(told, weights)[0]

    def _line(self, quote, position):
        service = self.chance.choice(self.services)
        return QuoteLine(
            quote=quote,
            position=position,
            service=service,
            code=service.code,
            description=service.name,
            quantity=Decimal(self.chance.randint(1, 20)),
            price=Decimal(self.chance.randint(20, 900) * 1_000),
            tax_category=TaxCategory.EXCLUDED if position % 4 else TaxCategory.GENERAL,
        ).settle()


HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|basket|submission)" value="([^"]*)"')


def writing(told):
    """The form of a quote with ten lines, sent."""

    def ask(visitor, n):
        page = visitor.get(f"/quotes/new/?customer={told['buyer']}").decode()
        fields = list(dict(HIDDEN.findall(page)).items())
        fields += [("customer", told["buyer"]), ("title", f"Rutas {n}"), ("valid_days", "30")]
        for number in range(1, LINES + 1):
            fields += [
                ("line", number),
                (f"line-{number}-service", told["service"]),
                (f"line-{number}-description", "Ruta empresarial"),
                (f"line-{number}-quantity", "12"),
                (f"line-{number}-unit", "trip"),
                (f"line-{number}-price", "350.000"),
                (f"line-{number}-tax_category", "excluded"),
            ]
        return lambda: _write(visitor, [*fields, ("save", "")])

    return ask


def _write(visitor, fields):
    visitor.post("/quotes/new/", fields)
    if not visitor.location.startswith("/quotes/"):
        raise RuntimeError(f"the quote was not written: {visitor.location}")
