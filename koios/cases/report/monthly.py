"""The report of the month that ended, mailed to the people that the company chose."""

from django.conf import settings as django_settings
from django.urls import reverse
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.cases.report.asked import of_month_before
from koios.cases.report.long import file_name
from koios.cases.report.made import CaseReport
from koios.core import calendar, outbox, settings
from koios.core.acts import act, lock
from koios.core.files import keep_bytes
from koios.core.permissions import SEE

KIND = "case.report"
LATEST = 5  # business days after which a month is let go: a machine may have been off


def mail_monthly() -> int:
    """Mail last month's report on the first business day of the month, once to each person.

    Each gets the cases that they may see. To how many it went now.
    """
    today = calendar.today()
    asked = of_month_before(today)
    if not 1 <= calendar.business_days_between(asked.period.end, today) <= LATEST:
        return 0
    return sum(_mail(person, asked) for person in people() if not _was_mailed(person, today))


def people():
    """The chosen ones who still work here and may see PQRS."""
    chosen = [told.lower() for told in settings.get("cases.report_people")]
    return User.objects.who_may("cases", SEE).filter(email__in=chosen)


def _mail(person, asked) -> bool:
    report = CaseReport(asked, person)
    content = report.pdf()  # before the act: it takes its time
    with act():
        lock(person)
        if _was_mailed(person, asked.as_of):
            return False
        file = keep_bytes(content, file_name(asked, "pdf"), about=person, by=person, kind="pdf")
        outbox.send(
            kind=KIND,
            to=[person.email],
            subject=_("Informe de PQRS de %(month)s") % {"month": asked.period},
            text="\n\n".join(
                [
                    str(report.conclusion),
                    _("El informe va adjunto. Véalo con sus listas en %(url)s")
                    % {
                        "url": f"{django_settings.BASE_URL}{reverse('cases:report')}"
                        f"?{asked.query(as_of=asked.as_of)}"
                    },
                ]
            ),
            attachments=[file],
            about=person,
        )
    return True


def _was_mailed(person, today) -> bool:
    """Whether this month's went out to them already."""
    sent = outbox.Message.for_record(person).filter(kind=KIND).order_by("-pk").first()
    return sent is not None and calendar.day_of(sent.created_at) >= today.replace(day=1)
