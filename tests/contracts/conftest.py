"""Contracts for the tests: Ana sells, Gloria approves, Carla of the school signs."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.quotes.conftest import (  # noqa: F401
    gloria,
    make_quote,
    make_service,
)

TARIFF = {
    "code": "RUT-01",
    "description": "Ruta escolar La Arboleda – Norte",
    "unit": "month",
    "price": Decimal(4_200_000),
}


@pytest.fixture
def house(db):
    """The clauses of the house."""
    from koios.contracts import seeding

    seeding.seed()


@pytest.fixture
def make_contract(ana, school, carla, house):
    """`make_contract(status="active", …)`: a contract of Ana's with the school for 2026."""
    from koios.contracts.models import Contract

    def make(status="draft", *, signed_on=None, **told):
        told.setdefault("customer", school)
        told.setdefault("object", "Transporte escolar 2026")
        told.setdefault("by", ana)
        told.setdefault("start_on", date(2026, 1, 19))
        told.setdefault("end_on", date(2026, 11, 30))
        told.setdefault("tariffs", [dict(TARIFF)])
        contract = Contract.draft(**told)
        if status != "draft":
            sign(contract, by=told["by"], on=signed_on)
        if status == "suspended":
            contract.suspend(by=told["by"], on=date(2026, 2, 1), reason="Vacaciones")
        return contract

    return make


def basket_with(name="contrato-firmado.txt", content=b"Firmado"):
    from koios.core import files

    basket = files.basket_from(None)
    files.stage(basket, SimpleUploadedFile(name, content))
    return basket


def sign(record, *, by, on=None):
    """Both sides signed the paper."""
    from koios.core import calendar

    return record.sign_on_paper(
        by=by,
        on=on or calendar.today(),
        signed_by=["Carla Ocampo", "Gloria Patiño"],
        basket=basket_with(content=f"{record._meta.label} {record.pk}".encode()),
    )
