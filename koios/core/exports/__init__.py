"""Lists that leave: exactly what a person sees, as XLSX or CSV.

    CASES = exports.add(Export("cases", _("Casos"), "cases", columns=[…], rows=queue))

    @requires("cases", SEE)
    def export(request, form):           # /cases/export.xlsx?status=…
        return CASES.respond(request, form)

`rows(user, query)` gives the list for a person and the filters of an address, the same that the
page uses. Above `AT_ONCE` rows it is done by a job, which asks `rows` again by the same address.
"""

from koios.core.exports.columns import Column
from koios.core.exports.description import AT_ONCE, Export, export_rows, exports
from koios.core.exports.writing import FORMS, csv, xlsx

add = exports.add_named

__all__ = ["AT_ONCE", "FORMS", "Column", "Export", "add", "csv", "export_rows", "exports", "xlsx"]
