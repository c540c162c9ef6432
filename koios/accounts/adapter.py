"""How django-allauth comes in by our doors: it checks passwords and codes, and we do the rest."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.utils.translation import gettext_lazy as _

from koios.accounts.confirmation import confirm
from koios.accounts.sessions import SignIn
from koios.core import limits, sealed
from koios.core import settings as company_settings


class AccountAdapter(DefaultAccountAdapter):
    """Coming in leaves a session on our list and an entry on the trail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "El correo y la contraseña no coinciden. Revíselos, o pida una contraseña nueva."
        ),
        "too_many_login_attempts": _("Demasiados intentos. Espere unos minutos."),
    }

    def login(self, request, user):
        methods = {record["method"] for record in get_authentication_records(request, user)}
        super().login(request, user)
        confirm(request)
        SignIn.begin(request, user, with_second_factor="mfa" in methods)

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return limits.client_ip(request)

    def add_message(self, *args, **kwargs):
        """Nothing is shouted after signing in; pages say what they have to say."""

    def send_mail(self, template_prefix, email, context):
        """Never: mail leaves by the outbox, in our words, and is on record there."""
        raise RuntimeError(f"{template_prefix}: write this mail with accounts/mail.py")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The seeds of second factors rest encrypted: a stolen copy of the database makes no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("El código no es correcto. Espere el siguiente y escríbalo."),
    }

    def get_totp_issuer(self):
        return f"Koios {company_settings.get('company.name')}".strip()

    def encrypt(self, text):
        return sealed.seal(text)

    def decrypt(self, encrypted_text):
        # Sealed with another key, as after a restore without keys: no code is right.
        return sealed.unseal(encrypted_text) or generate_totp_secret()
