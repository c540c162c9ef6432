"""What holds of a contract on a day: as it was signed, with each amendment from its day on."""

from dataclasses import dataclass, field
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder

# What an amendment may change besides tariffs and requirements
NAMES = (
    *("object", "routes", "value", "start_on", "end_on"),
    *("renewal", "renewal_months", "notice_amount", "notice_unit"),
)


@dataclass(frozen=True)
class Terms:
    """The terms on a day, by name; the tariffs; the requirements; the amendments that count."""

    values: dict
    tariffs: list = field(default_factory=list)
    requirements: list = field(default_factory=list)
    amendments: list = field(default_factory=list)

    def __getattr__(self, name):
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(name) from None


def of(contract) -> dict:
    """The terms of a contract as its fields say them now."""
    return {name: getattr(contract, name) for name in NAMES}


def as_json(values: dict) -> dict:
    """As they stand in the database."""
    encode = DjangoJSONEncoder().default
    plain = (str, int, bool, type(None))
    return {n: v if isinstance(v, plain) else encode(v) for n, v in values.items()}


def from_json(kind, told: dict) -> dict:
    """Back in the types of the fields of a contract."""
    return {name: kind._meta.get_field(name).to_python(value) for name, value in told.items()}


def holding(contract, on: date) -> Terms:
    """What holds on a day, of the past or of the future that is signed already.

    A draft has no terms but its own; before the first signature nothing held.
    """
    counting = [one for one in contract.signed_amendments if one.effective_on <= on]
    tariffs = [one for one in contract.all_tariffs if one.amendment_id is None]
    for amendment in counting:
        own = [one for one in contract.all_tariffs if one.amendment_id == amendment.pk]
        tariffs = own or tariffs
    keys = {one.pk for one in counting}
    required = [
        one
        for one in contract.all_requirements
        if one.amendment_id in {None, *keys} and one.dropped_by_id not in keys
    ]
    return Terms(values_on(contract, on), tariffs, required, counting)


def values_on(contract, on: date) -> dict:
    """The terms on a day, without tariffs and requirements."""
    kind = type(contract)
    values = from_json(kind, contract.signed_terms) or of(contract)
    for amendment in contract.signed_amendments:
        if amendment.effective_on <= on:
            values |= from_json(kind, amendment.changes)
    return values
