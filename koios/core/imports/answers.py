"""What is told of a file that went in: a sentence, and a sheet of what did not."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from koios.core.exports import Column, xlsx
from koios.core.imports.verdicts import Result


def told(result: Result) -> str:
    """The sums in a sentence."""
    return (
        _(
            "%(rows)s filas: %(created)s nuevas, %(updated)s actualizadas, "
            "%(unchanged)s sin cambios, %(rejected)s no importadas."
        )
        % result.counts
    )


def sheet_of_refused(table, refused: Iterable):
    """The refused rows as a sheet with the titles of the file, so that it can be brought again."""
    columns = [
        Column(title, lambda row, at=position: row.cells[at] if at < len(row.cells) else None)
        for position, title in enumerate(table.columns)
    ]
    columns += [
        Column(_("Fila"), "line", kind="number"),
        Column(_("Motivo"), lambda row: "\n".join(map(_reason, row.errors))),
    ]
    return xlsx(_("No importadas"), columns, refused)


def _reason(error):
    return f"{error.column}: {error.reason}" if error.column else error.reason
