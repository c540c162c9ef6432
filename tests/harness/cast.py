"""The people of every test: Ana sells, Beto looks after quality, Nora administers, and two who
work for customers.

Carla works for the school and Diego for the clinic; neither of them signs in.
"""

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


@pytest.fixture
def nora(db):
    """Administers Koios."""
    return _person("nora@koios.example", "Nora Villegas", "admin", job_title="Sistemas")


@pytest.fixture
def make_customer(db):
    """`make_customer("Hotel El Samán", "900153453")`: an active customer, unless said otherwise."""
    from koios.core import audit
    from koios.customers import identity
    from koios.customers.models import Customer

    def make(name="Hotel El Samán", number="", **fields):
        document = identity.read(number, type=fields.pop("document_type", "")) if number else None
        fields.setdefault("status", Customer.Status.ACTIVE)
        by = fields.pop("by", audit.SYSTEM)
        return Customer.register(by=by, document=document, legal_name=name, **fields)

    return make


@pytest.fixture
def school(make_customer):
    return make_customer(
        "Fundación Educativa La Arboleda", "890204771", trade_name="Colegio La Arboleda"
    )


@pytest.fixture
def clinic(make_customer):
    return make_customer("Clínica Santa Inés S.A.S.", "900153453")


@pytest.fixture
def carla(school, ana):
    return _contact(school, ana, "Carla Ocampo", "carla@laarboleda.example", survey=True)


@pytest.fixture
def diego(clinic, ana):
    return _contact(clinic, ana, "Diego Patiño", "diego@santaines.example", billing=True)


def _contact(customer, by, name, email, **roles):
    from koios.customers.models import Contact

    return Contact.introduce(customer, name=name, email=email, by=by, **roles)
