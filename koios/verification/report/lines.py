"""What the report tells apart, each line under the name that people know."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from koios.contracts.models import UserGroup
from koios.customers.models import Requirement
from koios.verification.compliance import Tally
from koios.verification.models import Checklist, ChecklistStatus
from koios.verification.report.figures import together


@dataclass(frozen=True)
class Line:
    """What was found of one contract, item, customer, … `which` is how an address asks for its
    verifications; `contracts` how many they are."""

    key: object
    name: str
    tally: Tally
    contracts: int = 0
    which: dict = field(default_factory=dict)

    @property
    def percent(self):
        return self.tally.percent

    @property
    def label(self) -> str:
        return self.name


@dataclass(frozen=True)
class ItemLine(Line):
    """An item of a checklist, as its newest version states it."""

    checklist: str = ""  # where there are several
    choices: dict = field(default_factory=dict)

    @property
    def label(self):
        told = f"{self.key}. {self.name}"
        return f"{told} ({self.checklist})" if self.checklist else told


@dataclass(frozen=True)
class ContractLine(Line):
    """A contract; `name` is its customer."""

    verification: str = ""

    @property
    def label(self):
        return f"{self.key}, {self.name}"


def of_contracts(verified: list, names: dict) -> list:
    """The lowest first; what nothing of counts, last."""
    told = [
        ContractLine(
            one.contract, names[one.customer], one.tally, 1, {"contract": one.contract}, one.number
        )
        for one in verified
    ]
    return _lowest_first(told)


def of_customers(verified: list, names: dict) -> list:
    return _lowest_first(
        Line(key, names[key], tally, n, {"customer": key})
        for key, (tally, n) in _gathered(verified, "customer").items()
    )


def of_groups(verified: list) -> list:
    found = _gathered(verified, "group")
    return [
        Line(group.value, str(group.label), *found[group.value], {"group": group.value})
        for group in UserGroup
        if group.value in found
    ]


def of_years(tallies: dict) -> list:
    return [
        Line(year, str(year), tally, which={"year": year})
        for year, tally in tallies.items()
        if tally.counting or tally.not_applicable
    ]


def of_kinds(by_kind: dict) -> list:
    return [
        Line(
            kind.value,
            str(kind.label),
            by_kind[kind.value].tally,
            which={"requirement_kind": kind.value},
        )
        for kind in Requirement.Kind
        if kind.value in by_kind
    ]


def of_items(by_item: dict) -> list:
    """In the order of the checklists; each says which one it is of where there are several."""
    keys = {key for key, _code in by_item}
    asked = _asked(keys)
    told = [
        (asked[one].order, _item(asked[one], one[1], found, tell=len(keys) > 1))
        for one, found in by_item.items()
    ]
    return [line for _order, line in sorted(told, key=lambda one: one[0])]


def _item(asked, code, found, *, tell):
    checklist = asked.checklist
    return ItemLine(
        code,
        asked.statement,
        found.tally,
        which={"item": code} | ({"checklist": checklist.pk} if tell else {}),
        checklist=checklist.name if tell else "",
        choices=dict(sorted(found.choices.items(), key=lambda one: (-one[1], one[0]))),
    )


def customer_names(verified: list) -> dict:
    """{key: name} of their customers, with the document where two are called alike."""
    found = {one.customer: one for one in verified}
    times = Counter(one.customer_name for one in found.values())
    return {
        key: f"{one.customer_name} ({one.customer_document or key})"
        if times[one.customer_name] > 1
        else one.customer_name
        for key, one in found.items()
    }


@dataclass(frozen=True)
class _Asked:
    """An item where it was asked last."""

    checklist: Checklist
    place: int
    statement: str

    @property
    def order(self):
        return self.checklist.name, self.checklist.key, self.place


def _asked(keys) -> dict:
    """{(checklist, code): the item in the newest version that asks it}"""
    versions = Checklist.objects.filter(key__in=keys).exclude(status=ChecklistStatus.DRAFT)
    return {
        (one.key, told["code"]): _Asked(one, place, told["statement"])
        for one in versions.order_by("version")
        for place, told in enumerate(one.items)
    }


def _gathered(verified, name) -> dict:
    """{key: the tally of its contracts together, and how many they are}"""
    groups = defaultdict(list)
    for one in verified:
        groups[getattr(one, name)].append(one.tally)
    return {key: (together(tallies), len(tallies)) for key, tallies in groups.items()}


def _lowest_first(told) -> list:
    def rank(line):
        return line.percent is None, line.percent or 0, line.name, str(line.key)

    return sorted(told, key=rank)
