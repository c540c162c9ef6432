"""The report, made: its figures, those before, its pictures; as JSON, on paper, as a sheet."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from koios.cases.models import Case, Kind
from koios.cases.report import follow_up, paper, pictures, sheet, words
from koios.cases.report.asked import Asked, AskedForm
from koios.cases.report.figures import DIMENSIONS, Figures, figures_of
from koios.cases.report.labels import DIMENSIONS as LABELS
from koios.cases.report.labels import named, names_of
from koios.cases.report.standing import standing_on
from koios.core import calendar
from koios.customers.models import Customer
from koios.office.reporting.period import year_up_to
from koios.office.reporting.sums import number

TOLD = ("kind", "channel", "month", "cause", "customer", "owner")
FEW, MANY = 6, 36  # months from which a period shows its own course, and those that fit


class CaseReport:
    """What is asked of the cases that somebody may see; all of them for who keeps the machine."""

    name = module = "cases"
    title = gettext_lazy("Informe de PQRS")
    at_once = {"pdf": 300, "xlsx": 5_000}

    def __init__(self, asked: Asked, user=None):
        self.asked, self.user = asked, user
        self._found = {}
        self._visible = Case.objects.all() if user is None else Case.objects.visible_to(user)

    @classmethod
    def as_asked(cls, told, user):
        form = AskedForm(told, customers=Customer.objects.visible_to(user))
        form.is_valid()
        return cls(form.asked(), user)

    @cached_property
    def figures(self) -> Figures:
        cases = self._cases(self.asked)
        return figures_of(cases, self.asked.as_of, by=tuple(DIMENSIONS), attention=True)

    @cached_property
    def before(self) -> Figures:
        before = self.asked.before()
        return figures_of(self._cases(before), before.as_of)

    @cached_property
    def course(self) -> tuple:
        """The lines of the months to be drawn, and which: those of the period, or of the year of
        which a short one is the end."""
        period = self.asked.period
        lines = self.figures.lines["month"]
        if len(period.months) < FEW:
            period = year_up_to(period.end)
            cases = self._cases(self.asked.over(period))
            lines = figures_of(cases, self.asked.as_of, by=("month",)).lines["month"]
        return lines, [f"{month:%Y-%m}" for month in period.months[-MANY:]]

    @cached_property
    def conclusion(self):
        return words.conclusion(self.asked, self.figures, self.before)

    @property
    def definitions(self):
        return words.definitions(self.asked)

    @cached_property
    def pictures(self) -> list:
        """In the order in which they are shown; those with nothing to show are left out."""
        return [one for one in self._pictures() if one]

    def _pictures(self):
        yield pictures.how_they_stand(*self.course)
        yield pictures.on_time(*self.course)
        yield pictures.by_kind(self.figures.lines["kind"])
        yield pictures.how_long(self.figures.business)

    @property
    def narrowed(self) -> list:
        """The filters in words, other than the period."""
        asked = self.asked
        told = [str(Kind(kind).label) for kind in asked.kinds]
        return told + [str(one) for one in (asked.customer, asked.owner) if one]

    @property
    def cases(self):
        """The cases that the report rests on, as they stood."""
        return standing_on(self._cases(self.asked), self.asked.as_of, today=calendar.today())

    @property
    def follow_up(self):
        return follow_up.rows(self.cases, self.asked.as_of)

    def named(self, dimension: str, most: int | None = None) -> list:
        """The lines of a dimension under their names, those of records only so many."""
        return named(dimension, self._lines(dimension, most), self._names(most).get(dimension, {}))

    def _names(self, most):
        if most not in self._found:
            lines = {dimension: self._lines(dimension, most) for dimension in DIMENSIONS}
            self._found[most] = names_of(lines)
        return self._found[most]

    def _lines(self, dimension, most):
        return self.figures.lines.first(dimension, most if LABELS[dimension].model else None)

    def told(self) -> dict:
        figures = self.figures
        return {
            "period": {
                "from": self.asked.period.start.isoformat(),
                "to": self.asked.period.end.isoformat(),
            },
            "as_of": self.asked.as_of.isoformat(),
            "received": figures.received,
            "answered": figures.answered,
            "open": figures.open,
            "open_overdue": figures.overdue,
            "answered_late": figures.late,
            "on_time_percent": number(figures.on_time_percent),
            "response_business_days": figures.response_business_days.told(),
            "response_calendar_days": figures.response_calendar_days.told(),
            "reopened_percent": number(figures.reopened_percent),
            **{
                f"by_{dimension}": [
                    {
                        "key": line.key,
                        "received": line.received,
                        "answered": line.answered,
                        "on_time_percent": number(line.on_time_percent),
                        "mean_business_days": number(line.mean_business_days),
                    }
                    for line in self.named(dimension)
                ]
                for dimension in TOLD
            },
            "follow_up": [row.told() for row in self.follow_up],
        }

    def length(self) -> int:
        return self.cases.count()

    def file_name(self, form: str) -> str:
        period = self.asked.period
        return f"informe-pqrs-{period.start.isoformat()}-{period.end.isoformat()}.{form}"

    @property
    def url(self) -> str:
        """Where it is seen, as of its day, from outside too."""
        query = self.asked.query(as_of=self.asked.as_of)
        return f"{settings.BASE_URL}{reverse('cases:report')}?{query}"

    def pdf(self) -> bytes:
        return paper.compile(self)

    def xlsx(self) -> bytes:
        return sheet.write(self)

    def _cases(self, asked):
        return asked.among(self._visible)
