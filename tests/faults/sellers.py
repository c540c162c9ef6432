"""A process that sells: `python -m tests.faults.sellers approve 125` quotes and has approved so
many, one after the other; `send A B C` sends those drafts. Tests start several, and kill some."""

import os
import sys
import time
from decimal import Decimal
from pathlib import Path

LINES = [
    {"description": "Ruta", "quantity": Decimal(10), "price": Decimal(350_000)},
    {
        "description": "Monitora",
        "quantity": Decimal(10),
        "price": Decimal(50_000),
        "tax_category": "general",
        "optional": True,
    },
]
ADDRESS = "carla@laarboleda.example"


def approve(many):
    from koios.core.codes import OneTimeCode
    from koios.quotes.models import Quote

    for number in range(int(many)):
        quote = Quote.objects.get(pk=sent(draft()).pk)
        digits = OneTimeCode.issue("quote.accept", about=quote, address=ADDRESS)
        code = OneTimeCode.use("quote.accept", about=quote, address=ADDRESS, digits=digits)
        chosen = [line.pk for line in quote.optional_lines] if number % 2 else []
        quote.accept(name="Carla", document="CC 1", role="", code=code, consent="Sí", chosen=chosen)


def send(*keys):
    from koios.quotes.models import Quote

    for key in keys:
        quote = Quote.objects.get(key=key)
        if quote.is_draft:  # whoever was killed begins again where they were
            leave(quote, to=f"{key}@laarboleda.example")


def draft():
    from koios.accounts.models import User
    from koios.customers.models import Customer
    from koios.quotes.models import Quote

    seller, customer = User.objects.get(), Customer.objects.get()
    quote = Quote.draft(customer=customer, by=seller, title="Rutas", lines=LINES)
    quote.check_capability(verdict="yes", means="Un bus propio", by=seller)
    return quote


def sent(quote):
    leave(quote, to=ADDRESS)
    quote.document.render()
    return quote


def leave(quote, *, to):
    quote.send(by=quote.owner, to=[to], subject="Cotización {numero}", text="Va: {enlace}")


def main(act, *told):
    os.environ["DJANGO_SETTINGS_MODULE"] = "koios.settings"
    import django

    django.setup()
    start = Path(os.environ["KOIOS_HOME"]) / "go"
    while not start.exists():
        time.sleep(0.01)
    {"approve": approve, "send": send}[act](*told)


if __name__ == "__main__":
    main(*sys.argv[1:])
