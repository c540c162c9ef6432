"""What can be said of a PDF that somebody brings: who signed it, and whether it is as it was."""

import base64
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from koios.core.signatures import identity

log = logging.getLogger(__name__)

PATIENCE = 30  # seconds for one file, the start of its process among them
_one_at_a_time = BoundedSemaphore(1)


class State(TextChoices):
    NOT_PDF = "not_pdf", _("No es un PDF")
    UNREADABLE = "unreadable", _("Dañado")
    ENCRYPTED = "encrypted", _("Protegido con contraseña")
    UNSIGNED = "unsigned", _("Sin firmas")
    INTACT = "intact", _("Íntegro")
    CHANGED = "changed", _("Alterado")
    UNKNOWN = "unknown", _("No se pudo revisar")


@dataclass(frozen=True)
class Finding:
    """One signature in a file."""

    field: str
    name: str = ""
    reason: str = ""
    at: datetime | None = None
    certificate: str = ""
    is_ours: bool = False
    is_good: bool = False


@dataclass(frozen=True)
class Reading:
    """A file with its signatures, in the order in which they were made."""

    state: State
    findings: tuple[Finding, ...] = ()

    @property
    def is_intact(self) -> bool:
        return self.state == State.INTACT

    @property
    def is_ours(self) -> bool:
        return bool(self.findings) and all(one.is_ours for one in self.findings)


def read(pdf: bytes) -> Reading:
    """Look at a file of our own; nothing is asked of the network."""
    from koios.core.signatures import reading  # not before somebody looks: it is large

    return _reading(reading.look(pdf, list(identity.remembered().values())))


def read_apart(pdf: bytes) -> Reading:
    """Look at a file of a stranger, in a process of its own: one that is made to hurt ends that
    process, and this one says that it could not be looked at."""
    ours = [base64.b64encode(one).decode() for one in identity.remembered().values()]
    program = Path(__file__).with_name("reading.py")
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        return Reading(State.UNKNOWN)
    try:
        done = subprocess.run(  # noqa: S603  ours, with nothing of theirs among its words
            [sys.executable, "-I", program],
            input=json.dumps(ours).encode() + b"\n" + pdf,
            capture_output=True,
            timeout=PATIENCE,
        )
        return _reading(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError) as error:
        log.warning("A PDF could not be looked at: %s", error)
        return Reading(State.UNKNOWN)
    finally:
        _one_at_a_time.release()


def _reading(told):
    findings = (_finding(one) for one in told.get("findings", ()))
    return Reading(State(told["state"]), tuple(findings))


def _finding(told):
    at = told.get("at")
    told = {name: value for name, value in told.items() if name != "why"}
    return Finding(**{**told, "at": datetime.fromisoformat(at) if at else None})
