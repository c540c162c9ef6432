"""Cases for the tests of PQRS: Andrea attends, Beto approves, Sandra asks."""

import pytest

SANDRA = {
    "name": "Sandra Milena Arango",
    "document_type": "CC",
    "document_number": "41935118",
    "email": "sandra@correo.example",
    "phone": "3135550142",
}


@pytest.fixture
def area(db, beto):
    from koios.accounts.models import Area
    from koios.core import audit

    area = Area(name="Servicio al Cliente", phone="(606) 741 2210", head=beto)
    return area.begin(by=audit.SYSTEM)


@pytest.fixture
def andrea(db, area):
    """Attends at the service desk."""
    from tests.harness.cast import _person

    return _person("andrea@koios.example", "Andrea Ruiz", "service", area=area)


@pytest.fixture
def make_case(area):
    """`make_case(kind=…)`: a case of Sandra's as the public page files it."""

    from koios.cases.models import Case
    from koios.core import audit

    def make(kind="COMPLAINT", *, petitioner=SANDRA, **told):
        told.setdefault("facts", "El miércoles 1 de julio la ruta 7 no pasó.")
        told.setdefault("request", "Que expliquen por qué no pasó.\nQue me devuelvan el taxi.")
        told.setdefault("subject", "La ruta 7 no recogió a los estudiantes")
        told.setdefault("by", audit.PUBLIC)
        return Case.file(kind=kind, channel="web", petitioner=petitioner, **told)

    return make


@pytest.fixture
def post(smtp):
    """Do all that is due: letters are rendered and mailed."""
    from koios.core import jobs

    return jobs.run_due
