"""Taking the rows of a file one after the other."""

import logging
from collections.abc import Callable
from time import monotonic

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext as _

from koios.core.acts import act
from koios.core.imports.importer import Importer
from koios.core.imports.reading import Reading
from koios.core.imports.verdicts import Result, RowError, Verdict
from koios.core.refusals import Refusal

log = logging.getLogger(__name__)

# Rows that go in together: one commit to disk for many, and nobody waits long for the lock.
AT_ONCE, SECONDS = 50, 0.25


def run(
    reading: Reading,
    importer: Importer,
    *,
    by,
    dry_run: bool,
    result: Result | None = None,
    after: int = 0,
    in_batch: Callable = lambda result, line: None,
    tell: Callable = lambda number: None,
) -> Result:
    """Take all rows, or those after a line, and say what became of each.

    Each row is an act inside that of its batch, so a refused one takes back only itself.
    `in_batch(result, line)` runs in the act of each batch, `tell(number)` after it.
    """
    result = result or Result()
    importer.begin(reading)
    rows = (taken for taken in reading if taken[0].line > after)
    if dry_run:
        for row, values, errors in rows:
            result.add(row, verdict_on(reading, importer, row, values, errors, by=by))
            tell(result.rows)
    else:
        while _take_batch(reading, importer, rows, result, by, in_batch):
            tell(result.rows)
    result.extra = {**importer.extra}
    if doubtful := reading.doubtful_dates:
        result.extra["doubtful_dates"] = doubtful
    return result


def _take_batch(reading, importer, rows, result, by, in_batch):
    """One transaction; whether there may be more."""
    begun, line = monotonic(), 0
    with act():
        for number, (row, values, errors) in enumerate(rows, start=1):
            result.add(
                row, verdict_on(reading, importer, row, values, errors, by=by, dry_run=False)
            )
            line = row.line
            if number >= AT_ONCE or monotonic() - begun > SECONDS:
                break
        if line:
            in_batch(result, line)
    return bool(line)


def verdict_on(reading, importer, row, values, errors, *, by, dry_run=True) -> Verdict:
    """What becomes of one row."""
    if errors:
        return Verdict.rejected(*errors)
    try:
        if dry_run:
            verdict = importer.take(values, by=by, dry_run=True)
        else:
            with act():
                verdict = importer.take(values, by=by, dry_run=False)
    except OperationalError:
        raise  # the database does not answer: no fault of the row
    except Exception as error:
        return Verdict.rejected(RowError.of(row.line, "", "", _reason(error, row)))
    if doubts := reading.doubts(row, values):
        return Verdict(verdict.outcome, verdict.errors, (*verdict.warnings, *doubts))
    return verdict


def _reason(error, row):
    if isinstance(error, Refusal):
        return error.message
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    log.error("Line %s could not be taken", row.line, exc_info=error)
    if isinstance(error, IntegrityError):
        return _("ya existe otro registro con los mismos datos")
    return _("el programa no pudo con esta fila; avise a quien administra Koios")
