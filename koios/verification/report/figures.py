"""The sums of the report, added up by the database: states, verdicts and weights, findings."""

from collections import defaultdict
from dataclasses import dataclass, field, fields
from datetime import date

from django.db.models import Case, CharField, Count, F, Q, Sum, When
from django.db.models.functions import Cast

from koios.actions.models import Finding
from koios.verification.compliance import LACKING, Tally, Verdict
from koios.verification.models import OPEN, Status, VerificationItem

WEIGHT = F("items__weight")
COUNTING = (Verdict.COMPLIES, *LACKING)
CALLED = Case(
    When(contract__customer__trade_name="", then=F("contract__customer__legal_name")),
    default=F("contract__customer__trade_name"),
)


@dataclass
class Standing:
    """How the verifications of a year stand on a day."""

    pending: int = 0
    in_progress: int = 0
    done: int = 0
    cancelled: int = 0
    overdue: int = 0

    @property
    def contracts(self) -> int:
        """Those of which a verification was planned and not cancelled: each has one."""
        return self.pending + self.in_progress + self.done

    @property
    def waiting(self) -> int:
        return self.pending + self.in_progress

    def __bool__(self):
        return bool(self.contracts or self.cancelled)


def standing_by_year(verifications, day: date) -> dict:
    """{year: how its verifications stand}"""
    found = defaultdict(Standing)
    rows = (
        verifications.exclude(status=Status.VOIDED)
        .order_by()
        .values_list("for_year", "status")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=day)))
    )
    for year, status, n, late in rows:
        setattr(found[year], status, n)
        if status in OPEN:
            found[year].overdue += late
    return found


@dataclass
class Found:
    """What was found of one item of a checklist, or of one kind of requirement."""

    tally: Tally = field(default_factory=Tally)
    choices: dict = field(default_factory=lambda: defaultdict(int))  # {decision: how often}


def items_of(finished) -> tuple[dict, dict]:
    """{(checklist, code): what was found} and {kind of requirement: what was found}."""
    by_item, by_kind = defaultdict(Found), defaultdict(Found)
    rows = (
        VerificationItem.objects.filter(verification__in=finished)
        .order_by()
        .values_list(
            *("verification__checklist__key", "code", "requirement_kind"),
            *("verdict", "choice", "weight"),
        )
        .annotate(n=Count("pk"))
    )
    for checklist, code, kind, verdict, choice, weight, n in rows:
        found = by_kind[kind] if kind else by_item[checklist, code]
        if verdict:
            found.tally.add(verdict, weight, n)
        if choice:
            found.choices[choice] += n
    return by_item, by_kind


def tally_by_year(finished) -> dict:
    """{year: the tally of all that was finished of it}"""
    found = defaultdict(Tally)
    rows = (
        VerificationItem.objects.filter(verification__in=finished)
        .exclude(verdict="")
        .order_by()
        .values_list("verification__for_year", "verdict", "weight")
        .annotate(n=Count("pk"))
    )
    for year, verdict, weight, n in rows:
        found[year].add(verdict, weight, n)
    return found


@dataclass(frozen=True)
class Verified:
    """A contract that was verified, with what was found."""

    number: str
    contract: str
    group: str
    customer: int
    customer_name: str
    customer_document: str
    tally: Tally


def verified_of(finished) -> list:
    """Each contract with its tally; a year has each of them once."""
    rows = (
        finished.order_by()
        .annotate(called=CALLED)
        .values_list(
            *("number", "contract__number", "contract__group", "contract__customer_id"),
            *("called", "contract__customer__document_number"),
            *("complies", "partly", "does_not", "not_applicable"),
        )
        .annotate(
            weight=Sum(WEIGHT, filter=Q(items__verdict__in=COUNTING), default=0),
            whole=Sum(WEIGHT, filter=Q(items__verdict=Verdict.COMPLIES), default=0),
            half=Sum(WEIGHT, filter=Q(items__verdict=Verdict.PARTLY), default=0),
        )
    )
    return [
        Verified(*told, tally=Tally(*counts, halves=2 * whole + half, weight=weight))
        for told, counts, (weight, whole, half) in (_parted(row) for row in rows)
    ]


def _parted(row):
    """Who it is, how many items have each verdict, and what they weigh."""
    return row[:6], row[6:10], row[10:]


def together(tallies) -> Tally:
    whole = Tally()
    for one in tallies:
        for part in fields(Tally):
            setattr(whole, part.name, getattr(whole, part.name) + getattr(one, part.name))
    return whole


def findings_of(finished):
    """The findings that came of finished verifications."""
    keys = (
        VerificationItem.objects.filter(verification__in=finished, verdict__in=LACKING)
        .order_by()
        .annotate(key=Cast("pk", CharField()))
        .values("key")
    )
    return Finding.objects.filter(
        source_type=VerificationItem._meta.label_lower, source_id__in=keys
    )


def findings_counted(findings, day: date) -> dict:
    """How many there are, and how they stand; `closed` are those that were dismissed too."""
    is_open = Q(status__in=Finding.OPEN)
    return findings.order_by().aggregate(
        recorded=Count("pk"),
        open=Count("pk", filter=is_open),
        closed=Count("pk", filter=~is_open),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=day)),
    )
