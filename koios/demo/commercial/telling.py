"""Doing what the stories of quotes say, each act on its day, all of them in the order of time."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile

from koios.core import audit, calendar, clock, files, jobs
from koios.core.codes import OneTimeCode
from koios.customers.demo import sheet
from koios.demo.commercial.offers import JUAN, MEANS
from koios.quotes import letters
from koios.quotes.models import Conditions, LossReason, Need, Quote
from koios.quotes.tariffs import price_of
from koios.scheduling.models import ServiceOrder

BOSS, OPERATIONS = "gloria.mejia", "marcela.duque"


def business_day(ago) -> date:
    """The business day that lies so many before today."""
    today = day = calendar.today()
    while calendar.business_days_between(day, today) < ago:
        day -= timedelta(days=1)
    while not calendar.is_business_day(day):
        day -= timedelta(days=1)
    return day


def told() -> list[str]:
    """What the console shows: a quote that waits for its answer, as its customer sees it."""
    quote = Quote.objects.waiting().order_by("-sent_at", "-pk").first()
    return [f"  Una cotización, como la ve el cliente: {letters.link(quote)}"] if quote else []


class Thread:
    """What a story has come to: a need, its quote, the order."""

    def __init__(self, told):
        self.told = told
        self.need = self.quote = self.order = None


class Teller:
    """Tells the commercial stories with these people, customers and services."""

    def __init__(self, people, customers, services):
        self.people, self.customers, self.services = people, customers, services
        self.today = calendar.today()
        self.conditions = Conditions.objects.first().text
        self.reasons = {reason.name: reason for reason in LossReason.objects.all()}

    def tell(self, stories) -> int:
        """All of them, each act after those that came before it; what lies ahead is left out."""
        acts = [act for told in stories for act in self._acts(Thread(told))]
        now = clock.now()
        for instant, thread, verb, words in sorted(acts, key=lambda act: act[0]):
            if instant <= now:
                with clock.frozen(instant):
                    getattr(self, f"_{verb}")(thread, *words)
        with clock.frozen(now):
            jobs.run_due()
        return len(stories)

    def _acts(self, thread):
        """(instant, thread, verb, words) of each act of a story."""
        told = thread.told
        begun = business_day(told["ago"])
        for later, hour, verb, *words in told["steps"]:
            day = (
                business_day(told["ago"] - later)
                if later < 0
                else calendar.add_business_days(begun, later)
            )
            yield self._instant(day, hour), thread, verb, words

    # What is asked for

    def _need(self, thread, fields):
        told = dict(fields)
        customer = self.customers.get(thread.told.get("customer", ""))
        owner = self.people.get(told.pop("owner", ""))
        asker = None if told["channel"] == Need.Channel.WEB else self._seller(thread)
        thread.need = Need.take(
            by=asker or audit.PUBLIC,
            customer=customer,
            owner=owner,
            **self._contact_of(customer),
            **told,
        )

    def _look(self, thread, verdict, means, conditions=""):
        thread.need.check_capability(
            verdict=verdict, means=means, conditions=conditions, by=self.people[OPERATIONS]
        )

    def _plan_need(self, thread, step, days):
        on = calendar.add_business_days(calendar.today(), days)
        thread.need.plan(by=self._seller(thread), step=step, on=on)

    def _close(self, thread, reason, comment):
        thread.need.close(by=self._seller(thread), reason=self.reasons[reason], comment=comment)

    # What is offered

    def _draft(self, thread, means=MEANS[0]):
        told = thread.told
        customer = self.customers[told["customer"]]
        contact = customer.contacts.filter(commercial=True).first() or customer.contacts.first()
        first, last = told.get("service", (None, None))
        thread.quote = Quote.draft(
            by=self._seller(thread),
            customer=customer,
            contact=contact,
            need=thread.need,
            title=told["title"],
            introduction=told.get("introduction", ""),
            conditions=self.conditions,
            notes=told.get("notes", ""),
            valid_days=told.get("valid_days", 30),
            contract_wanted=told.get("contract", False),
            service_from=self._from_today(first),
            service_until=self._from_today(last),
            lines=self._lines(customer, told["lines"]),
        )
        if means:
            thread.quote.check_capability(verdict="yes", means=means, by=self.people[OPERATIONS])

    def _ask_approval(self, thread):
        thread.quote.ask_approval(by=self._seller(thread))

    def _refuse_approval(self, thread, note):
        thread.quote.decide_approval(False, by=self.people[BOSS], note=note)

    def _send(self, thread, text=""):
        quote, seller = thread.quote, self._seller(thread)
        if quote.needs_approval:
            with clock.frozen(clock.now() - timedelta(hours=1)):
                quote.ask_approval(by=seller)
            with clock.frozen(clock.now() - timedelta(minutes=20)):
                quote.decide_approval(True, by=self.people[BOSS], note="De acuerdo.")
        subject, proposed = letters.proposed(quote)
        to = [quote.contact.email if quote.contact else quote.customer.email]
        quote.send(by=seller, to=to, subject=subject, text=text or proposed)
        jobs.run_due()
        self._renew(thread)

    def _version(self, thread, changes):
        thread.quote = thread.quote.new_version(by=self._seller(thread))
        lines = self._lines(thread.quote.customer, changes["lines"])
        thread.quote.revise(by=self._seller(thread), lines=lines)
        self._send(thread)

    def _open(self, thread):
        thread.quote.open()

    def _ask(self, thread, text):
        thread.quote.ask(text, name=self._who(thread))

    def _reply(self, thread, text):
        thread.quote.reply(text, by=self._seller(thread))
        jobs.run_due()

    def _note(self, thread, text):
        thread.quote.note(text, by=self._seller(thread))

    def _plan(self, thread, step, days):
        """What to do next, so many business days from today."""
        on = calendar.add_business_days(self.today, days) if days >= 0 else business_day(-days)
        thread.quote.plan(by=self._seller(thread), step=step, on=on)

    def _remind(self, thread):
        thread.quote.remind()
        jobs.run_due()

    # How it ends

    def _accept(self, thread, *chosen):
        """On the page, with the code that came by mail; `chosen` are places of optional lines."""
        quote = self._renew(thread)
        address = quote.addresses[0]
        digits = OneTimeCode.issue("quote.accept", about=quote, address=address)
        code = OneTimeCode.use("quote.accept", about=quote, address=address, digits=digits)
        who = self._who(thread)
        quote.accept(
            name=who,
            document=f"CC {41_000_000 + crc32(who.encode()) % 9_000_000}",
            role=quote.contact.position if quote.contact else "",
            code=code,
            consent=f"Apruebo la cotización {quote.label} en nombre de {quote.customer}.",
            chosen=[quote.optional_lines[place].pk for place in chosen],
        )
        self._ordered(thread)

    def _register(self, thread, note):
        """They answered with an order of purchase, and somebody of the company says so."""
        quote = self._renew(thread)
        basket, name = files.basket_new(), f"Orden de compra {quote.customer}.pdf"
        files.stage(basket, SimpleUploadedFile(name, sheet(name)), by=self._seller(thread))
        quote.register_acceptance(
            by=self._seller(thread),
            name=self._who(thread),
            role=quote.contact.position if quote.contact else "",
            basket=basket,
            on=calendar.today(),
            note=note,
        )
        self._ordered(thread)

    def _reject(self, thread, reason, competitor="", comment=""):
        quote = self._renew(thread)
        quote.reject(
            by=self._seller(thread),
            reason=self.reasons[reason],
            competitor=competitor,
            comment=comment,
        )
        jobs.run_due()

    def _expire(self, thread):
        self._renew(thread).expire()

    def _void(self, thread, reason):
        self._renew(thread).void(by=self._seller(thread), reason=reason)

    # What is rendered

    def _schedule(self, thread, day, hour, vehicle, driver, notes=""):
        """`day`: so many days from today."""
        self._order(thread).schedule(
            by=self.people[OPERATIONS],
            on=self._from_today(day),
            hour=time.fromisoformat(hour) if hour else None,
            vehicle=vehicle,
            driver=driver,
            notes=notes,
        )

    def _unschedule(self, thread, reason):
        self._order(thread).unschedule(by=self.people[OPERATIONS], reason=reason)

    def _render(self, thread, note=""):
        self._order(thread).render(by=self.people[OPERATIONS], on=calendar.today(), note=note)

    def _cancel(self, thread, reason):
        self._order(thread).cancel(by=self.people[OPERATIONS], reason=reason)

    # How things are found

    def _ordered(self, thread):
        jobs.run_due()
        thread.order = ServiceOrder.objects.get(quote=thread.quote)

    def _order(self, thread):
        thread.order.refresh_from_db()
        return thread.order

    def _renew(self, thread):
        thread.quote = Quote.objects.select_related("customer", "contact", "document").get(
            pk=thread.quote.pk
        )
        return thread.quote

    def _seller(self, thread):
        return self.people[thread.told.get("by", JUAN)]

    def _who(self, thread):
        quote = thread.quote
        return quote.contact.name if quote.contact else quote.customer.legal_name

    def _contact_of(self, customer):
        contact = customer and customer.contacts.filter(commercial=True).first()
        return {"contact": contact} if contact else {}

    def _lines(self, customer, told):
        """As `Quote.draft` takes them, at the prices of the day."""
        return [self._line(customer, *line) for line in told]

    def _line(self, customer, code, quantity, vehicle_class, route, more=None):
        service = self.services[code]
        price = price_of(
            service,
            on=calendar.today(),
            customer=customer,
            vehicle_class=vehicle_class,
            route=route,
        )
        return {
            "service": service,
            "code": code,
            "description": service.name,
            "unit": service.unit,
            "quantity": Decimal(quantity),
            "price": price.amount,
            "tax_category": service.tax_category,
            "vehicle_class": vehicle_class,
            "route": route,
            "source": price.source,
            **(more or {}),
        }

    def _from_today(self, days) -> date | None:
        return None if days is None else self.today + timedelta(days=days)

    def _instant(self, day, hour):
        return datetime.combine(day, time.fromisoformat(hour), clock.ZONE)
