"""Codes for one use that prove that somebody reads an address: six digits, for ten minutes.

    code = OneTimeCode.issue("quote.accept", about=quote, address="ana@empresa.co")  # then mail it
    proof = OneTimeCode.use("quote.accept", about=quote, address=…, digits="418203")

Only a keyed hash is kept. Five wrong tries close a code; the doors count who asks for codes.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from koios.core import clock
from koios.core.acts import act
from koios.core.files import reference
from koios.core.refusals import Refusal

DIGITS = 6
LIFE = timedelta(minutes=10)
TRIES = 5
KEPT = timedelta(days=1)


class OneTimeCode(models.Model):
    """A code that was sent to an address for one act on one record."""

    purpose = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    address = models.CharField(max_length=254)
    keyed = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="code_subject")]

    def __str__(self):
        return f"{self.purpose} {self.subject_id}"

    @classmethod
    @act
    def issue(cls, purpose, *, about, address) -> str:
        """The digits of a new code; those sent before for the same act are good no more."""
        digits = "".join(secrets.choice("0123456789") for _n in range(DIGITS))
        cls._open(purpose, about, address).update(expires_at=clock.now())
        subject_type, subject_id = reference(about)
        cls.objects.create(
            purpose=purpose,
            subject_type=subject_type,
            subject_id=subject_id,
            address=address.casefold(),
            keyed=_keyed(purpose, subject_type, subject_id, address, digits),
            issued_at=clock.now(),
            expires_at=clock.now() + LIFE,
        )
        return digits

    @classmethod
    def standing(cls, purpose, *, about, address) -> "OneTimeCode | None":
        """The code that was sent last and is still good."""
        return cls._open(purpose, about, address).filter(tries__lt=TRIES).order_by("-pk").first()

    @classmethod
    def use(cls, purpose, *, about, address, digits) -> "OneTimeCode":
        """Spend the code, or raise `WrongCode`. A wrong try counts even when the act around it
        is refused, so call it before that act and outside of its transaction."""
        code = cls._tried(purpose, about, address, digits)
        if code is None:
            raise WrongCode()
        return code

    @classmethod
    @act
    def _tried(cls, purpose, about, address, digits):
        code = cls._open(purpose, about, address).select_for_update().order_by("-pk").first()
        if code is None or code.tries >= TRIES:
            return None
        keyed = _keyed(purpose, *reference(about), address, "".join(digits.split()))
        if not hmac.compare_digest(code.keyed, keyed):
            code.tries += 1
            code.save(update_fields=["tries"])
            return None
        code.used_at = clock.now()
        code.save(update_fields=["used_at"])
        return code

    @classmethod
    def _open(cls, purpose, about, address):
        subject_type, subject_id = reference(about)
        return cls.objects.filter(
            purpose=purpose,
            subject_type=subject_type,
            subject_id=subject_id,
            address=address.casefold(),
            used_at=None,
            expires_at__gt=clock.now(),
        )


class WrongCode(Refusal):
    """The digits are not those of the code, or it is not good any more."""

    def __init__(self):
        super().__init__(
            _(
                "El código no es correcto o ya venció. Revise el último correo que le enviamos o "
                "pida otro código."
            ),
            status=422,
        )


def sweep() -> int:
    """Forget codes that nobody can use; what was proved with one stands in its act."""
    return OneTimeCode.objects.filter(expires_at__lt=clock.now() - KEPT).delete()[0]


def _keyed(*parts):
    message = "\0".join(str(part).casefold() for part in ("koios code 1", *parts)).encode()
    return hmac.digest(settings.TOKEN_KEY.encode(), message, hashlib.sha256).hex()
