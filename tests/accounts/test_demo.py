from koios.accounts import demo
from koios.accounts.models import Area, User
from koios.core.permissions import CONFIGURE


def test_the_demo_has_a_person_for_each_role(db):
    people = demo.load_people()

    assert all(person.is_demo for person in people.values())
    assert {role.key for p in people.values() for role in p.roles.all()} == {
        "admin",
        "auditor",
        "management",
        "operations",
        "quality",
        "sales",
        "service",
    }
    assert people["oscar.beltran"].may("users", CONFIGURE)
    assert Area.objects.get(name="Operaciones").head == people["marcela.duque"]


def test_the_console_tells_who_there_is_and_the_password(db):
    demo.load_people()

    told = "\n".join(demo.told())

    assert demo.PASSWORD in told
    assert all(person.email in told for person in User.objects.all())
