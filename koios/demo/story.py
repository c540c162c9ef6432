"""How a case of the demo is told: a receipt some business days ago, and what followed."""

from contextlib import suppress
from datetime import datetime, timedelta

from koios.actions.models import Finding
from koios.cases.models import Case, Cause, Process, Status
from koios.core import audit, calendar, clock, jobs
from koios.core.refusals import Refusal

JUST_NOW = timedelta(minutes=5)
LATELY = 40  # days; findings younger than this are not closed yet


class Teller:
    """Tells stories of cases up to now, and lets the post work after each step."""

    def __init__(self, people, customers):
        self.people, self.customers = people, customers
        self.today = calendar.today()

    def tell(self, *, ago, at="09:00", steps=(), **told):
        """File a case `ago` business days before today and do its steps, each so many business
        days after the receipt; those that lie ahead are left out. What would be received later
        today has just come in."""
        received = self._day(ago)
        customer = self.customers.get(told.pop("customer", ""))
        with clock.frozen(min(self._instant(received, at), clock.now() - JUST_NOW)):
            case = Case.file(
                channel=told.pop("channel", "web"), customer=customer, by=audit.PUBLIC, **told
            )
            jobs.run_due()
        for later, hour, verb, *words in steps:
            moment = self._instant(calendar.add_business_days(received, later), hour)
            if moment > clock.now():
                break
            with clock.frozen(moment):
                getattr(self, f"_{verb}")(Case.objects.get(pk=case.pk), *words)
                jobs.run_due()
        return case

    def _assign(self, case, name):
        case.assign(self.people[name], by=self.people["laura.gil"])

    def _start(self, case):
        case.start(by=case.owner)

    def _write(self, case, text):
        case.write(text, by=case.owner)

    def _hear(self, case, text):
        case.hear(text)

    def _note(self, case, name, text):
        case.note(text, by=self.people[name])

    def _ask(self, case, item):
        case.require_information(item, by=case.owner)

    def _extend(self, case, days, reason):
        case.extend(extra_days=days, reason=reason, by=case.owner)

    def _draft(self, case, text, left_out=0, outcome="upheld"):
        version = case.answer.version if case.answer else 0
        case.draft_answer(
            text,
            by=case.owner,
            version=version,
            outcome=outcome,
            attended=range(len(case.asks) - left_out),
        )

    def _submit(self, case):
        case.submit_answer(by=case.owner)

    def _answer(self, case, text, outcome="upheld"):
        """Drafted, passed on and approved by another person on the same day."""
        self._draft(case, text, outcome=outcome)
        case.refresh_from_db()
        case.submit_answer(by=case.owner)
        case.approve_answer(by=self.people["camilo.restrepo"])

    def _bounce(self, case):
        case.answer.letter.message.bounced("550 5.1.1 La cuenta no existe")

    def _rate(self, case, score, comment=""):
        with suppress(Refusal):
            case.rate(score, comment=comment)

    def _reopen(self, case, reason):
        case.reopen(by=audit.PUBLIC, reason=reason)

    def _close(self, case, cause, process, outcome):
        if case.status == Status.ANSWERED:
            case.close(
                by=case.owner,
                cause=Cause.objects.get(name=cause),
                process=Process.objects.get(name=process),
                outcome=outcome,
            )
            self._settle(case, process)

    def _settle(self, case, process):
        """What was found is put right within its days; the latest is still at work on."""
        day = calendar.add_business_days(calendar.today(), 7)
        if day >= self.today:
            return
        with clock.frozen(self._instant(day, "15:30")):
            for finding in Finding.objects.about(case):
                finding.treat(by=case.owner)
                if (self.today - day).days < LATELY:
                    continue
                finding.close(
                    by=self.people["camilo.restrepo"],
                    reason=f"{process} lo corrigió y lo revisó una semana después: no volvió a "
                    "pasar.",
                )

    def _about(self, case, name):
        case.is_about(self.people[name], by=self.people["camilo.restrepo"])

    def _day(self, ago):
        """The business day that lies so many before today."""
        day = self.today
        while calendar.business_days_between(day, self.today) < ago:
            day -= timedelta(days=1)
        while not calendar.is_business_day(day):
            day -= timedelta(days=1)
        return day

    def _instant(self, day, hour):
        return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=clock.ZONE)
