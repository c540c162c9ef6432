"""What Koios writes to a person about their own account, in their language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop as _

from koios.core import outbox
from koios.core import settings as company_settings

SUBJECTS = {
    "invitation": _("Su cuenta en Koios de %(company)s"),
    "new_password": _("Cambie su contraseña de Koios"),
    "email_changed": _("Cambió el correo con que entra a Koios"),
    "password_changed": _("Cambió su contraseña de Koios"),
    "test": _("Mensaje de prueba de Koios"),
    "second_factor_reset": _("Se quitó su segundo factor de Koios"),
}


def write(kind, person, *, to="", **context):
    """Leave a message in the outbox, as part of the act that causes it."""
    with translation.override(person.language):
        company = company_settings.get("company.name")
        text = render_to_string(
            f"accounts/mail/{kind}.txt",
            {
                "person": person,
                "company": company,
                "sign_in": settings.BASE_URL + settings.LOGIN_URL,
                "forgotten": settings.BASE_URL + reverse("accounts:forgotten"),
                **context,
            },
        )
        outbox.send(
            kind=f"accounts.{kind}",
            to=[to or person.email],
            subject=translation.gettext(SUBJECTS[kind]) % {"company": company},
            text=text,
            about=person,
        )


def tell_new_email(person, before):
    """The address that no longer opens is told, in case it was not its owner's wish."""
    write("email_changed", person, to=before)


def tell_new_password(person):
    write("password_changed", person)
