"""A report with a long list is written by a job; who asked for it sees how far it is.

A capability names its report in `kinds`.
"""

from typing import Protocol

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from koios.core.files import keep_bytes
from koios.core.jobs import task
from koios.core.permissions import SEE
from koios.core.progress import Progress
from koios.core.refusals import Forbidden
from koios.core.registry import Registry

kinds = Registry()


class LongReport(Protocol):
    """A report that ends in a list, and what it is called."""

    name: str
    module: str  # who may see it may have it
    title: str
    at_once: dict  # {form: the longest list of what is made while a person waits}

    @classmethod
    def as_asked(cls, told, user) -> "LongReport":
        """The report that an address (a `QueryDict`) asks for, as that person may see it."""

    def length(self) -> int:
        """Of its list."""

    def file_name(self, form: str) -> str: ...


def is_long(report: LongReport, form: str) -> bool:
    return form in report.at_once and report.length() > report.at_once[form]


def ask(report: LongReport, form: str) -> Progress:
    """Have a job write it; the file is for this person alone."""
    with transaction.atomic():
        progress = Progress.begin(
            f"{report.title}: {report.asked.period}", owner=report.user, total=report.length()
        )
        write_report.enqueue(
            report=report.name,
            query=report.asked.query(),
            as_of=report.asked.as_of.isoformat(),
            form=form,
            user=report.user.pk,
            progress=progress.pk,
        )
    return progress


@task(name="office.report")
def write_report(report, query, as_of, form, user, progress):
    """Write a long report to a file of the person who asked for it."""
    progress = Progress.objects.get(pk=progress)
    if progress.is_over and progress.result_id:
        return  # done before, and the worker died while saying so
    user = get_user_model().objects.get(pk=user)
    kind = kinds[report]
    with progress.running(_("Haciendo el informe")):
        if not (user.is_active and user.may(kind.module, SEE)):
            raise Forbidden(_("Ya no tiene acceso a este informe."))
        told = QueryDict(query, mutable=True)
        told["as_of"] = as_of  # the day on which it was asked for, also after midnight
        made = kind.as_asked(told, user)
        content = getattr(made, form)()
        file = keep_bytes(content, made.file_name(form), about=progress, by=user, kind=form)
        progress.finish(_("El informe está listo para descargar."), result=file)
