"""Findings for the tests: Andrea works on them, Beto decides."""

import pytest


@pytest.fixture
def andrea(db):
    """Attends at the service desk."""
    from tests.harness.cast import _person

    return _person("andrea@koios.example", "Andrea Ruiz", "service")


@pytest.fixture
def make_finding(school, beto):
    """`make_finding("No pasó la ruta", owner=andrea)`: a finding about the school."""
    from koios.actions.models import Finding

    def make(fact="La ruta 7 no pasó el 1 de julio.", **told):
        told = {"source": school, "label": "Colegio La Arboleda", "by": beto, **told}
        return Finding.record(fact=fact, url=school.get_absolute_url(), **told)

    return make
