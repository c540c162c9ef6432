"""One signature more: a revision behind the others, with its stamp drawn by typst."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core import settings
from koios.core.documents.typesetting import compile
from koios.core.signatures import identity

STAMP = "core/stamp.typ"
STAMPS = "signatures.time_stamp_url"

settings.define(
    STAMPS,
    forms.URLField(required=False, assume_scheme="https"),
    default="",
    group="signing",
    label=_("Servicio de estampado cronológico"),
    help=_(
        "Dirección (RFC 3161) de una autoridad de estampado. Vacía: la hora de cada firma es la de "
        "este servidor."
    ),
)


class TimeStampFailed(Exception):
    """The time stamp authority did not answer, or not as it should; nothing was signed."""


@dataclass(frozen=True)
class Mark:
    """What the stamp of a signature shows; `drawn` is the SVG of a signature drawn by hand."""

    name: str
    lines: tuple[str, ...] = ()
    note: str = ""
    drawn: str = ""


def sign(pdf: bytes, *, field: str, mark: Mark, size: tuple, at: datetime, reason="") -> bytes:
    """The PDF with one signature more, in an empty field of `size` in mm.

    With a time stamp authority among the settings the signature is PAdES B-T, else B-B.
    """
    stamp = compile(STAMP, {**asdict(mark), "width": size[0], "height": size[1]}, at=at)
    return _signed(pdf, field=field, name=mark.name, stamp=stamp, at=at, reason=reason)


def seal(pdf: bytes, *, field="Koios", at: datetime, reason="") -> bytes:
    """The PDF sealed by the platform itself, with nothing to be seen on its pages."""
    return _signed(pdf, field=field, name="", stamp=None, at=at, reason=reason)


def _signed(pdf, *, name, **told):
    from koios.core.signatures import writing  # not before somebody signs: it is large

    who = identity.holding()
    identity.remember(who)
    told |= {"name": name or who.name, "time_stamp_url": settings.get(STAMPS)}
    try:
        return writing.signed(pdf, identity=who, **told)
    except writing.TimestampRequestError as error:
        raise TimeStampFailed(str(error)) from error
