"""What must be kept and never shown again, such as the password of the mail server.

It stands in the database under a key that stands outside of it, among the keys of the home: who
has only one of them reads nothing.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django import forms
from django.conf import settings


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text; nothing when it was sealed with another key, as after a restore without keys."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


class SealedField(forms.CharField):
    """A secret that is typed and never shown: what `clean` gives is sealed.

    A form that shows it leaves the setting as it is when the field comes back empty.
    """

    keeps_when_empty = True
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})

    def __init__(self, **options):
        super().__init__(strip=False, **options)

    def prepare_value(self, value):
        return ""

    def clean(self, value):
        return seal(super().clean(value))


def _box():
    key = hashlib.sha256(b"koios sealed 1" + settings.SEAL_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
