"""Every door of the program, tried by every role and by nobody, against the permission matrix.

A URL whose view carries none of `@public`, `@signed_in` and `@requires` fails; one with arguments
that tests/samples.py does not know fails too. Each try is undone before the next.
"""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from koios.accounts.models import User
from koios.accounts.roles import DEFAULT_ROLES, ensure_roles
from koios.core.permissions import SEE, Access
from tests.samples import NARROWER, World, samples

ROLES = [proposal["key"] for proposal in DEFAULT_ROLES]
METHODS = ("get", "post")


@dataclass(frozen=True)
class Door:
    name: str
    route: str
    view: object
    arguments: tuple

    @property
    def access(self) -> Access:
        return getattr(self.view, "access", None)


def doors(patterns=None, route="", namespace=""):
    """Every pattern that leads to a view, with its full name and route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}" if pattern.name else ""
            yield Door(name, here, pattern.callback, tuple(pattern.pattern.converters))
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from doors(pattern.url_patterns, here, inner)


@pytest.fixture
def world(db):
    ensure_roles()
    return World()


@pytest.fixture
def addresses(world):
    """{door: address}, with a sample record behind each door that names one."""
    return {
        door: reverse(door.name, kwargs=samples[door.name](world) if door.arguments else None)
        for door in doors()
        if door.access and not (door.arguments and door.name not in samples)
    }


def expected(access, person):
    """What the matrix says: "in", "sign-in", 404 or 403."""
    if access.kind == "public":
        return "in"
    if person is None:
        return "sign-in"
    if access.kind == "signed_in" or person.may(access.module, access.level):
        return "in"
    return 403 if person.may(access.module, SEE) else 404


def found(client, method, address):
    """What the door says; whatever it does is undone."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    if response.status_code >= 500:
        return f"{response.status_code} {response.exc_info and response.exc_info[1]!r}"
    if response.headers.get("Location", "").startswith(settings.LOGIN_URL):
        return "sign-in"
    return response.status_code if response.status_code in (403, 404) else "in"


def agrees(door, method, told, person):
    should = expected(door.access, person)
    if told == should:
        return True
    if should == "in" and told == "sign-in":
        return door.access.kind == "public"  # going out leads to coming in
    if should == "in" and told in (403, 404):
        # Acting may need more than looking; and some doors look closer than the matrix.
        return door.name in NARROWER or (method == "post" and told == 403)
    return False


def disagreements(addresses, person):
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    inside = client.cookies
    for door, address in addresses.items():
        for method in METHODS:
            client.cookies = inside.copy()  # whatever the door before said
            told = found(client, method, address)
            if not agrees(door, method, told, person):
                should = expected(door.access, person)
                yield f"{method.upper()} {address} ({door.name}): {told}, and should be {should}"


def test_every_door_has_a_name_and_says_whom_it_is_for():
    nameless = [door.route for door in doors() if not door.name]
    open_to_whom = [door.name for door in doors() if door.access is None]

    assert not nameless, "give these URLs a name"
    assert not open_to_whom, "mark these views with @public, @signed_in or @requires"


def test_every_door_that_names_a_record_has_a_sample():
    missing = [door.name for door in doors() if door.arguments and door.name not in samples]

    assert not missing, "tell their arguments in tests/samples.py"


def test_no_sample_is_left_of_a_door_that_is_gone():
    names = {door.name for door in doors()}

    assert not (set(samples) | set(NARROWER)) - names


def test_nobody_finds_what_the_matrix_says(addresses, nora):
    wrong = list(disagreements(addresses, None))

    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", [*ROLES, "none"])
def test_each_role_finds_what_the_matrix_says(addresses, nora, role):
    roles = [] if role == "none" else [role]
    person = User.objects.create_person("alguien@koios.example", "Alguien", roles)

    wrong = list(disagreements(addresses, person))

    assert not wrong, "\n" + "\n".join(wrong)
