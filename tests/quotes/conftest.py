"""Quotes for the tests: Ana sells, Gloria approves, Carla of the school answers."""

import time
from decimal import Decimal

import pytest

LINE = {
    "code": "RUT-01",
    "description": "Ruta escolar La Arboleda – Norte",
    "unit": "month",
    "quantity": Decimal(10),
    "price": Decimal(4_200_000),
    "tax_category": "excluded",
}
OPTIONAL = {
    "description": "Monitora a bordo",
    "unit": "month",
    "quantity": Decimal(10),
    "price": Decimal(500_000),
    "tax_category": "general",
    "optional": True,
}


@pytest.fixture
def gloria(db):
    """Manages, and approves what is above the limits."""
    from tests.harness.cast import _person

    return _person("gloria@koios.example", "Gloria Patiño", "management", job_title="Gerente")


@pytest.fixture
def otto(db):
    """Schedules the services."""
    from tests.harness.cast import _person

    return _person("otto@koios.example", "Otto Lozano", "operations", job_title="Operaciones")


@pytest.fixture
def make_service(db):
    from koios.core import audit
    from koios.quotes.models import Service

    def make(code="RUT-01", name="Ruta escolar", **fields):
        return Service(code=code, name=name, **fields).begin(by=audit.SYSTEM)

    return make


@pytest.fixture
def make_quote(ana, school, smtp):
    """`make_quote(lines=[…], status="sent")`: a quote of Ana's for the school.

    Its lines are one route for ten months, unless they are told; `checked=False` leaves out that
    the company can.
    """
    from koios.core import jobs
    from koios.quotes.models import Quote

    def make(*, lines=(LINE,), status="draft", checked=True, **told):
        told.setdefault("customer", school)
        told.setdefault("title", "Transporte escolar 2027")
        told.setdefault("by", ana)
        quote = Quote.draft(lines=[dict(line) for line in lines], **told)
        if checked:
            quote.check_capability(verdict="yes", means="Tres buses propios", by=ana)
        if status == "sent":
            send(quote, by=told["by"])
            jobs.run_due()
            quote = with_paper(quote)
        return quote

    return make


def with_paper(quote, *, seconds=30):
    """The quote once its PDF is set: a live worker may have been there first."""
    from koios.quotes.models import Quote

    until = time.monotonic() + seconds
    while True:
        quote = Quote.objects.get(pk=quote.pk)
        if quote.document.is_ready:
            return quote
        assert time.monotonic() < until, f"no paper of {quote} in {seconds} s"
        time.sleep(0.05)


@pytest.fixture
def make_need(ana, school):
    """`make_need(channel="visit")`: a request of the school's, which Ana attends to."""
    from koios.quotes.models import Need

    def make(**told):
        told.setdefault("customer", school)
        told.setdefault("owner", ana)
        told.setdefault("channel", "phone")
        told.setdefault("what", "Dos rutas escolares para el año 2027")
        told.setdefault("by", ana)
        return Need.take(**told)

    return make


def send(quote, *, by, to=("carla@laarboleda.example",)):
    """Send it as the page proposes."""
    from koios.quotes import letters

    subject, text = letters.proposed(quote)
    return quote.send(by=by, to=list(to), subject=subject, text=text)


def spent_code(quote, address="carla@laarboleda.example"):
    """The code that Carla read in her mail, used."""
    from koios.core.codes import OneTimeCode

    digits = OneTimeCode.issue("quote.accept", about=quote, address=address)
    return OneTimeCode.use("quote.accept", about=quote, address=address, digits=digits)


def accept(quote, **told):
    """Carla takes it on her page."""
    told.setdefault("name", "Carla Ríos")
    told.setdefault("document", "CC 41935118")
    told.setdefault("role", "Rectora")
    told.setdefault("consent", "Apruebo esta cotización en nombre del colegio.")
    return quote.accept(code=spent_code(quote), **told)
