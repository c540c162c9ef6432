"""The report of the month that ended, mailed to the people that the company chose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import calendar, outbox, settings
from koios.core.acts import act, lock
from koios.core.files import keep_bytes
from koios.core.permissions import SEE
from koios.office.reporting.period import ONE_DAY, Period

LATEST = 5  # business days after which a month is let go: a machine may have been off


@dataclass(frozen=True)
class Monthly:
    """A report that goes out by itself.

    `make(period, day, person)` gives the report of a month as of a day, as that person may see it:
    its `pdf()`, its `conclusion`, its `url`, its `file_name(form)`.
    """

    kind: str  # of the message
    module: str
    setting: str  # the addresses of those who get it
    subject: str  # «… de %(month)s»
    make: Callable

    def mail(self) -> int:
        """Mail last month's report on the first business day of the month, once to each person.

        Each gets what they may see. To how many it went now.
        """
        today = calendar.today()
        month = Period.of_month(today.replace(day=1) - ONE_DAY)
        if not 1 <= calendar.business_days_between(month.end, today) <= LATEST:
            return 0
        waiting = [person for person in self.people() if not self._was_mailed(person, today)]
        return sum(self._mail(person, month, today) for person in waiting)

    def people(self):
        """The chosen ones who still work here and may see what it tells."""
        chosen = [told.lower() for told in settings.get(self.setting)]
        return User.objects.who_may(self.module, SEE).filter(email__in=chosen)

    def _mail(self, person, month: Period, today: date) -> bool:
        report = self.make(month, today, person)
        content = report.pdf()  # before the act: it takes its time
        with act():
            lock(person)
            if self._was_mailed(person, today):
                return False
            file = keep_bytes(content, report.file_name("pdf"), about=person, by=person, kind="pdf")
            where = _("El informe va adjunto. Véalo con sus listas en %(url)s")
            outbox.send(
                kind=self.kind,
                to=[person.email],
                subject=str(self.subject) % {"month": month},
                text=f"{report.conclusion}\n\n{where % {'url': report.url}}",
                attachments=[file],
                about=person,
            )
        return True

    def _was_mailed(self, person, today) -> bool:
        """Whether this month's went out to them already."""
        sent = outbox.Message.for_record(person).filter(kind=self.kind).order_by("-pk").first()
        return sent is not None and calendar.day_of(sent.created_at) >= today.replace(day=1)


class PeopleField(settings.ListField):
    """Addresses of people of the company who may see a module, one a line."""

    module = ""

    def run_validators(self, value):
        known = {
            person.email
            for person in User.objects.who_may(self.module, SEE).filter(
                email__in=[told.lower() for told in value]
            )
        }
        unknown = [told for told in value if told.lower() not in known]
        if unknown:
            raise ValidationError(
                _("Ninguna persona activa que vea este informe tiene este correo: %(emails)s.")
                % {"emails": ", ".join(unknown)}
            )


def define_people(key: str, *, module: str, group: str):
    """The setting that says who gets the report of the month."""
    field = PeopleField(required=False)
    field.module = module
    settings.define(
        key,
        field,
        default=[],
        group=group,
        label=gettext_lazy("A quién llega el informe del mes"),
        help=gettext_lazy(
            "Un correo por línea. El primer día hábil de cada mes reciben el informe del anterior."
        ),
    )
