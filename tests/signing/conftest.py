"""A paper to be signed: a letter about the school, which stands for any record of a capability."""

import pytest


@pytest.fixture(autouse=True)
def a_subject():
    from tests.signing.subject import register

    register()


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
