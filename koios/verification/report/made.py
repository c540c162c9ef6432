"""The report, made: its figures, those of the years before, its lines and its pictures."""

from functools import cached_property

from django.utils.translation import gettext_lazy

from koios.core import calendar
from koios.verification.compliance import Tally
from koios.verification.models import ContractVerification, Status
from koios.verification.report import figures, lines, paper, pictures, sheet, told, words
from koios.verification.report.asked import Asked
from koios.verification.report.figures import Standing


class VerificationReport:
    """What is asked of the verifications that somebody may see; all of them for who keeps the
    machine."""

    title = gettext_lazy("Informe de verificación de contratos")

    def __init__(self, asked: Asked, user=None):
        self.asked, self.user = asked, user
        self.today = calendar.today()
        every = ContractVerification.objects
        self._visible = asked.among(every.all() if user is None else every.visible_to(user))

    @cached_property
    def standings(self) -> dict:
        """{year: how its verifications stand}, of all years."""
        return figures.standing_by_year(self._visible, self.today)

    @property
    def standing(self) -> Standing:
        return self.standings.get(self.asked.year) or Standing()

    @cached_property
    def tally(self) -> Tally:
        """Of all that was found in the year, each item by its weight."""
        return figures.together(one.tally for one in self._verified)

    @cached_property
    def tallies(self) -> dict:
        """{year: its tally}, up to the year of the report."""
        years = self._finished.filter(for_year__lt=self.asked.year)
        before = [year for year in self.standings if year < self.asked.year]
        found = figures.tally_by_year(years) if before else {}
        return {
            **{year: found.get(year, Tally()) for year in sorted(before)},
            self.asked.year: self.tally,
        }

    @property
    def by_year(self) -> list:
        return lines.of_years(self.tallies)

    @property
    def percent_before(self):
        """The compliance of the year before; None where there is none."""
        return self.tallies.get(self.asked.year - 1, Tally()).percent

    @cached_property
    def by_contract(self) -> list:
        return lines.of_contracts(self._verified, self._names)

    @cached_property
    def by_customer(self) -> list:
        return lines.of_customers(self._verified, self._names)

    @cached_property
    def by_group(self) -> list:
        return lines.of_groups(self._verified)

    @cached_property
    def by_item(self) -> list:
        return lines.of_items(self._items[0])

    @cached_property
    def by_requirement_kind(self) -> list:
        return lines.of_kinds(self._items[1])

    @property
    def finding_records(self):
        """The findings that came of the year."""
        return figures.findings_of(self.finished)

    @cached_property
    def findings(self) -> dict:
        return figures.findings_counted(self.finding_records, self.today)

    @property
    def verifications(self):
        """All that the report tells of."""
        return self._visible.filter(for_year=self.asked.year).exclude(status=Status.VOIDED)

    @property
    def finished(self):
        return self._finished.filter(for_year=self.asked.year)

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

    def told(self) -> dict:
        return told.of(self)

    def file_name(self, form: str) -> str:
        return f"verificacion-de-contratos-{self.asked.year}.{form}"

    def pdf(self) -> bytes:
        return paper.compile(self)

    def xlsx(self) -> bytes:
        return sheet.write(self)

    @property
    def _finished(self):
        return self._visible.filter(status=Status.DONE)

    @cached_property
    def _verified(self) -> list:
        return figures.verified_of(self.finished) if self.standing.done else []

    @cached_property
    def _items(self):
        return figures.items_of(self.finished) if self.standing.done else ({}, {})

    @cached_property
    def _names(self):
        return lines.customer_names(self._verified)
