"""A list that can be exported, and the ways in which it leaves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.http import FileResponse, Http404, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from koios.core import calendar
from koios.core.exports import writing
from koios.core.exports.writing import FORMS, XLSX
from koios.core.files import keep_bytes
from koios.core.jobs import task
from koios.core.permissions import SEE
from koios.core.progress import Progress
from koios.core.refusals import Forbidden
from koios.core.registry import Registry

AT_ONCE = 5_000  # rows that are written while the person waits
CHUNK = 1_000
PIECE = 256 * 1024


@dataclass(frozen=True)
class Export:
    """A list and its columns.

    `rows(user, query)` gives what this person sees under the filters of an address; `columns` is
    a list of `Column`, or a function of the person that gives one.
    """

    name: str
    title: str
    module: str
    columns: list | Callable
    rows: Callable

    def respond(self, request, form: str):
        """The file; or, when it is long, the page that shows how far the job is."""
        if form not in FORMS:
            raise Http404
        rows = self.rows(request.user, request.GET)
        if _number(rows) > AT_ONCE:
            return redirect(self.ask(request.user, request.GET, form))
        return self.stream(rows, form, user=request.user)

    def stream(self, rows, form: str, *, user):
        """The file, as it is being written."""
        columns = self.columns_for(user)
        if form == XLSX:
            file = writing.xlsx(str(self.title), columns, _one_by_one(rows))
            response = FileResponse(file, content_type=FORMS[form])
        else:
            pieces = writing.csv(columns, _one_by_one(rows))
            response = StreamingHttpResponse(pieces, content_type=FORMS[form])
        response["Content-Disposition"] = content_disposition_header(True, self.file_name(form))
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def pieces(self, user, query: QueryDict, form: str, *, tell=None) -> Iterator[bytes]:
        """The bytes of the file, for who writes it somewhere."""
        rows, columns = _one_by_one(self.rows(user, query)), self.columns_for(user)
        if form == XLSX:
            with writing.xlsx(str(self.title), columns, rows, tell=tell) as file:
                yield from iter(lambda: file.read(PIECE), b"")
        else:
            yield from writing.csv(columns, rows, tell=tell)

    def ask(self, user, query: QueryDict, form: str) -> Progress:
        """Have a job write it; the file is for this person alone."""
        with transaction.atomic():
            progress = Progress.begin(
                _("Exportar: %(title)s") % {"title": self.title},
                owner=user,
                total=_number(self.rows(user, query)),
            )
            export_rows.enqueue(
                export=self.name,
                user=user.pk,
                query=query.urlencode(),
                form=form,
                progress=progress.pk,
            )
        return progress

    def columns_for(self, user) -> list:
        return self.columns(user) if callable(self.columns) else self.columns

    def file_name(self, form: str) -> str:
        return f"{slugify(self.title)}-{calendar.today().isoformat()}.{form}"


class Exports(Registry):
    """The lists that a job may be asked to write, by name."""

    def add_named(self, export: Export) -> Export:
        return self.add(export.name, export)


exports = Exports()


@task(name="koios.export")
def export_rows(export, user, query, form, progress):
    """Write a long list to a file of the person who asked for it."""
    progress = Progress.objects.get(pk=progress)
    if progress.is_over and progress.result_id:
        return  # done before, and the worker died while saying so
    export = exports[export]
    user = get_user_model().objects.get(pk=user)
    with progress.running(_("Escribiendo las filas")):
        if not (user.is_active and user.may(export.module, SEE)):
            raise Forbidden(_("Ya no tiene acceso a esta lista."))
        content = b"".join(export.pieces(user, QueryDict(query), form, tell=progress.reach))
        file = keep_bytes(content, export.file_name(form), about=progress, by=user, kind=form)
        progress.finish(_("El archivo está listo para descargar."), result=file)


def _number(rows) -> int:
    return rows.count() if isinstance(rows, models.QuerySet) else len(rows)


def _one_by_one(rows):
    return rows.iterator(chunk_size=CHUNK) if isinstance(rows, models.QuerySet) else rows
