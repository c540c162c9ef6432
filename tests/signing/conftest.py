"""A paper to be signed: a letter about the school, which stands for any record of a capability."""

import pytest

KIND = "customers.customer"


@pytest.fixture(autouse=True)
def a_subject():
    """Customers have no papers to sign; here they stand for what does."""
    from koios.customers.models import Customer
    from koios.signing.subjects import Subject, subjects

    before = dict(subjects._things)
    subjects._things[KIND] = Subject(
        label="Cliente",
        module="customers",
        visible=lambda user, key: Customer.objects.visible_to(user).filter(pk=key).exists(),
        url=lambda customer: customer.get_absolute_url(),
    )
    yield
    subjects._things.clear()
    subjects._things.update(before)


@pytest.fixture
def ask(ana, school):
    """Asks people to sign a letter about the school; the invitations are in the outbox."""
    from koios.core import audit
    from koios.core.documents import Document
    from koios.signing.models import SigningRequest
    from tests.core import papers
    from tests.signing.acting import CARLA, DIEGO, work

    def ask(*parties, **more):
        document = Document.freeze(
            "core/letter.typ", papers.letter(), about=school, name="Contrato.pdf", by=audit.SYSTEM
        )
        request = SigningRequest.ask(
            document,
            about=school,
            title="Contrato CTO-2026-0003",
            parties=parties or [CARLA, DIEGO],
            by=ana,
            **more,
        )
        work()
        request.refresh_from_db()
        return request

    return ask
