"""A report with a long list of cases is written by a job; who asked for it sees how far it is."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from koios.cases.report.asked import Asked, AskedForm
from koios.cases.report.made import CaseReport
from koios.core.files import keep_bytes
from koios.core.jobs import task
from koios.core.permissions import SEE
from koios.core.progress import Progress
from koios.core.refusals import Forbidden
from koios.customers.models import Customer

AT_ONCE = {"pdf": 300, "xlsx": 5_000}  # cases in the list of what is made while a person waits


def is_long(report: CaseReport, form: str) -> bool:
    return report.cases.count() > AT_ONCE[form]


def file_name(asked: Asked, form: str) -> str:
    period = asked.period
    return f"informe-pqrs-{period.start.isoformat()}-{period.end.isoformat()}.{form}"


def ask(report: CaseReport, form: str) -> Progress:
    """Have a job write it; the file is for this person alone."""
    with transaction.atomic():
        progress = Progress.begin(
            _("Informe de PQRS: %(period)s") % {"period": report.asked.period},
            owner=report.user,
            total=report.cases.count(),
        )
        write_report.enqueue(
            query=report.asked.query(),
            as_of=report.asked.as_of.isoformat(),
            form=form,
            user=report.user.pk,
            progress=progress.pk,
        )
    return progress


@task(name="cases.report")
def write_report(query, as_of, form, user, progress):
    """Write a long report to a file of the person who asked for it."""
    progress = Progress.objects.get(pk=progress)
    if progress.is_over and progress.result_id:
        return  # done before, and the worker died while saying so
    user = get_user_model().objects.get(pk=user)
    with progress.running(_("Haciendo el informe")):
        if not (user.is_active and user.may("cases", SEE)):
            raise Forbidden(_("Ya no tiene acceso a las PQRS."))
        told = QueryDict(query, mutable=True)
        told["as_of"] = as_of  # the day on which it was asked for, also after midnight
        form_asked = AskedForm(told, customers=Customer.objects.visible_to(user))
        form_asked.is_valid()
        report = CaseReport(form_asked.asked(), user)
        content = getattr(report, form)()
        name = file_name(report.asked, form)
        file = keep_bytes(content, name, about=progress, by=user, kind=form)
        progress.finish(_("El informe está listo para descargar."), result=file)
