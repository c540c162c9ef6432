"""The people of every test: Ana sells, Beto looks after quality, Carla and Diego are customers'."""

import pytest

PASSWORD = "una clave larga de pruebas"  # the password of all who sign in


def _person(email, name, role, **fields):
    from koios.accounts.models import User, ensure_roles

    ensure_roles()
    return User.objects.create_person(email, name, [role], password=PASSWORD, **fields)


@pytest.fixture
def ana(db):
    """Sells."""
    return _person("ana@koios.example", "Ana Restrepo", "sales", job_title="Comercial")


@pytest.fixture
def beto(db):
    """Looks after quality."""
    return _person("beto@koios.example", "Beto Marín", "quality", job_title="Calidad")
