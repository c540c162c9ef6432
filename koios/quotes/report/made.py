"""The report, made: its figures, those of a year before, what may come, its pictures."""

from functools import cached_property

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.customers.models import Customer
from koios.office.reporting.period import ONE_DAY, Period, year_up_to
from koios.quotes.models import Quote, Status
from koios.quotes.report import ageing, paper, pictures, sheet, told, words
from koios.quotes.report.asked import Asked, AskedForm
from koios.quotes.report.figures import DIMENSIONS, Figures, Line, figures_of, months_of
from koios.quotes.report.forecast import Open, Pipeline, Rates
from koios.quotes.report.labels import Names, named
from koios.quotes.report.standing import DECIDED, Standing, standing_on

FEW, MANY = 6, 36  # months from which a period shows its own course, and those that fit


class QuoteReport:
    """What is asked of the quotes that somebody may see; all of them for who keeps the machine."""

    name = module = "quotes"
    title = gettext_lazy("Informe comercial")
    at_once = {"xlsx": 5_000}

    def __init__(self, asked: Asked, user=None):
        self.asked, self.user = asked, user
        self._visible = Quote.objects.all() if user is None else Quote.objects.visible_to(user)

    @classmethod
    def as_asked(cls, told, user):
        form = AskedForm(told, customers=Customer.objects.visible_to(user))
        form.is_valid()
        return cls(form.asked(), user)

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.asked.within(self._visible), self.asked.as_of)

    @cached_property
    def before_by_month(self) -> dict:
        """The same months of the year before, seen from the same distance."""
        if self._is_course or not self.asked.period.is_whole_months:
            return self._months(self.asked.year_before())
        wanted = {f"{month:%Y-%m}" for month in self.asked.year_before().period.months}
        return {month: line for month, line in self.course_before.items() if month in wanted}

    @cached_property
    def before(self) -> Line:
        whole = Line()
        for line in self.before_by_month.values():
            whole.take_in(line)
        return whole

    @cached_property
    def course(self) -> dict:
        """The months to be drawn: those of the period, or of the year of which a short one is the
        end."""
        if self._is_course:
            return self.figures.lines["month"]
        return self._months(self.asked.over(self._course_period))

    @cached_property
    def course_before(self) -> dict:
        if self._is_course:
            return self.before_by_month
        return self._months(self.asked.over(self._course_period).year_before())

    @property
    def course_months(self) -> list:
        return [f"{month:%Y-%m}" for month in self._course_period.months[-MANY:]]

    @cached_property
    def pipeline(self) -> Pipeline:
        """All that was open on the day, whenever it was sent."""
        rows = self.open_quotes.order_by().values_list(
            *("pk", "owner_id", "seller_name", "main_service_id", "total", "customer_id", "sent_on")
        )
        quotes = [
            Open(key, owner or seller or None, service, int(total), customer, sent_on)
            for key, owner, seller, service, total, customer, sent_on in rows
        ]
        return Pipeline(quotes, self._rates)

    @property
    def open_quotes(self):
        quotes = self.asked.among(self._visible).filter(valid_until__gte=self.asked.as_of)
        if self.asked.is_as_of_today:
            quotes = quotes.filter(status=Status.SENT)
        return standing_on(quotes, self.asked.as_of).filter(standing=Standing.OPEN)

    @property
    def rates_period(self) -> Period:
        day = self.asked.as_of
        return Period(Period.one_year_before(day) + ONE_DAY, day)

    @cached_property
    def _rates(self) -> Rates:
        """Of the whole company, whatever is asked for: a share of few says little."""
        period = self.rates_period
        quotes = self._visible.filter(sent_on__range=(period.start, period.end))
        rows = (
            standing_on(quotes, self.asked.as_of)
            .filter(standing__in=[one.value for one in DECIDED])
            .order_by()
            .values_list("owner_id", "seller_name", "main_service_id")
            .annotate(
                approved=Count("pk", filter=Q(standing=Standing.APPROVED.value)), n=Count("pk")
            )
        )
        return Rates(
            (owner or seller or None, service, approved, n)
            for owner, seller, service, approved, n in rows
        )

    @cached_property
    def ageing(self) -> list:
        return ageing.of(self.pipeline.quotes, self.asked.as_of)

    @cached_property
    def names(self) -> Names:
        keys = {dimension: set(self.figures.lines[dimension]) - {None} for dimension in DIMENSIONS}
        for dimension in ("seller", "service"):
            keys[dimension] |= set(self.pipeline.by(dimension)) - {None}
        if isinstance(self.asked.seller, int):
            keys["seller"].add(self.asked.seller)
        return Names(keys)

    def named(self, dimension: str, most: int | None = None) -> list:
        """The lines of a dimension under their names, only so many."""
        lines = self._segments if dimension == "segment" else self.figures.lines[dimension]
        return named(dimension, list(lines.values()), self.names)[:most]

    def number(self, dimension: str) -> int:
        return len(self._segments if dimension == "segment" else self.figures.lines[dimension])

    @cached_property
    def _segments(self) -> dict:
        found = {}
        for key, line in self.figures.lines["customer"].items():
            segment = self.names.segments.get(key, "")
            found.setdefault(segment, Line(segment)).take_in(line)
        return found

    @cached_property
    def conclusion(self):
        return words.conclusion(self)

    @property
    def definitions(self):
        return words.definitions(self)

    @cached_property
    def pictures(self) -> list:
        """In the order in which they are shown; those with nothing to show are left out."""
        return [one for one in pictures.of(self) if one]

    @property
    def narrowed(self) -> list:
        """The filters in words, other than the period."""
        seller = self.asked.seller
        if isinstance(seller, int):
            seller = User.objects.filter(pk=seller).values_list("name", flat=True).first()
        told = [self.asked.customer, words.seller_name(seller) if seller else None]
        return [str(one) for one in told if one]

    @property
    def quotes(self):
        """The quotes that the report rests on, as they stood."""
        return standing_on(self.asked.within(self._visible), self.asked.as_of)

    def told(self) -> dict:
        return told.of(self)

    def length(self) -> int:
        return self.figures.sent

    def file_name(self, form: str) -> str:
        period = self.asked.period
        return f"informe-comercial-{period.start.isoformat()}-{period.end.isoformat()}.{form}"

    @property
    def url(self) -> str:
        """Where it is seen, as of its day, from outside too."""
        query = self.asked.query(as_of=self.asked.as_of)
        return f"{settings.BASE_URL}{reverse('quotes:report')}?{query}"

    def pdf(self) -> bytes:
        return paper.compile(self)

    def xlsx(self) -> bytes:
        return sheet.write(self)

    @property
    def _is_course(self) -> bool:
        return len(self.asked.period.months) >= FEW

    @property
    def _course_period(self):
        period = self.asked.period
        return period if self._is_course else year_up_to(period.end)

    def _months(self, asked) -> dict:
        return months_of(asked.within(self._visible), asked.as_of)
