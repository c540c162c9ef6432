"""The first visit to an empty Koios: who installs it proves it with a code of the console."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.urls import reverse
from django.utils.translation import gettext as _

from koios.accounts import mail
from koios.accounts.people import User
from koios.accounts.roles import Role, ensure_roles
from koios.core import limits, outbox
from koios.core.acts import act
from koios.core.permissions import CONFIGURE
from koios.core.refusals import Refusal

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that reads like another
TRIES, PER = 10, timedelta(hours=1)
COMPANY = ("name", "legal_name", "nit", "address", "city", "phone", "email", "hours")


def is_pending() -> bool:
    """Until there is an administrator; from then on never again, whatever becomes of them."""
    roles = [role.pk for role in Role.objects.all() if role.may("users", CONFIGURE)]
    return not User.roles.through.objects.filter(role__in=roles).exists()


def is_first_visit() -> bool:
    """Nobody works here yet: doors lead to the set-up."""
    return not User.objects.exists()


def new_code() -> str:
    """A code for the console to show. Only its hash stays; the code before it opens no more."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(8))
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(make_password(drawn))
    path.chmod(0o600)
    return f"{drawn[:4]}-{drawn[4:]}"


def may_try() -> limits.Allowance:
    """Counted for everybody together: there is one person who installs."""
    return limits.take("accounts.set-up", "anybody", limit=TRIES, per=PER)


def is_right(code) -> bool:
    bare = "".join(c for c in code.upper() if c in ALPHABET)
    path = _path()
    return len(bare) == 8 and path.exists() and check_password(bare, path.read_text())


def version() -> str:
    """What tells one code from the next, without telling the code."""
    path = _path()
    return path.read_text()[-12:] if path.exists() else ""


@act
def create_administrator(email, name, password) -> User:
    """The first person. It closes the set-up for ever."""
    ensure_roles()
    list(Role.objects.select_for_update().values_list("pk"))  # two visitors at once: one wins
    if not is_pending():
        raise Refusal(_("Koios ya tiene quien lo administre. Entre con su correo."))
    person = User.objects.create_person(email, name, ["admin"], password=password)
    _path().unlink(missing_ok=True)
    return person


@act
def send_test(person):
    """A message to who sets up the mail, by the same way as any other."""
    mail.write("test", person)


def last_test(person):
    """The latest test message to this person, with what became of it; or nothing."""
    return outbox.Message.for_record(person).filter(kind="accounts.test").last()


def announce() -> list[str]:
    """What the console shows at each start while nobody administers."""
    if not is_pending():
        return []
    return [
        str(
            _("Código de instalación: %(code)s. Escríbalo en %(url)s")
            % {"code": new_code(), "url": settings.BASE_URL + reverse("accounts:set_up")}
        )
    ]


def _path():
    return settings.HOME / "keys" / "set-up"
