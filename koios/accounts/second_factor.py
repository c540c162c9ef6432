"""The second factor: a code from the telephone, and recovery codes for the day it is lost."""

from datetime import timedelta

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    validate_totp_code,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt

from koios.accounts import mail
from koios.accounts.people import User
from koios.core import audit, limits
from koios.core.acts import act, lock

TRIES, PER = 8, timedelta(minutes=10)


def is_on(user) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def new_secret() -> str:
    return generate_totp_secret()


def address_of(user, secret) -> str:
    """What the QR code says to the telephone."""
    return get_adapter().build_totp_url(user, secret)


def fits(secret, code) -> bool:
    """Whether a telephone that holds this secret shows this code now."""
    return validate_totp_code(secret, code)


def may_try(user) -> limits.Allowance:
    """A code has six figures: whoever guesses gets few tries, counted for the person."""
    return limits.take("accounts.second-factor", str(user.pk), limit=TRIES, per=PER)


def open_with(user, code):
    """The authenticator that this code opens, or nothing. A code opens once."""
    for held in Authenticator.objects.filter(user=user).order_by("-type"):
        if held.type == Authenticator.Type.TOTP:
            if _opens(held, code):
                return held
        elif held.wrap().validate_code(code):
            audit.record(user, "recovery_code_used", by=user)
            return held
    return None


@act
def turn_on(user, secret) -> list[str]:
    """Ask for codes of this secret from now on; gives the recovery codes."""
    lock(user)
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, secret)
    audit.record(user, "second_factor_on", by=user)
    return RecoveryCodes.activate(user).generate_codes()


@act
def new_recovery_codes(user) -> list[str]:
    lock(user)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    audit.record(user, "recovery_codes_renewed", by=user)
    return RecoveryCodes.activate(user).generate_codes()


def recovery_codes_left(user) -> int:
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(held).get_unused_codes()) if held else 0


@act
def turn_off(user: User, *, by, reason=""):
    """Ask for no code any more. Another's is a reset: their sessions end, they set it up anew."""
    lock(user)
    if not Authenticator.objects.filter(user=user).delete()[0]:
        return
    if by == user:
        audit.record(user, "second_factor_off", by=by)
    else:
        audit.record(user, "second_factor_reset", by=by, reason=reason)
        user.sign_ins.open().end(by=by, why="second_factor")
        mail.write("second_factor_reset", user)


@act
def _opens(held, code):
    # A code is good for three periods of 30 s; who looked over a shoulder must not use it again,
    # so the period of the last one is kept and only later ones count (RFC 6238, 5.2).
    held = lock(held)
    secret = decrypt(held.data["secret"])
    for period in yield_hotp_counters_from_time():
        right = format_hotp_value(hotp_value(secret, period))
        if period > held.data.get("last_period", 0) and compare_user_code(
            actual=code, expected=right
        ):
            held.data["last_period"] = period
            held.save(update_fields=["data"])
            return True
    return False
