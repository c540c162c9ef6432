"""Two records of one customer become one: each capability moves what is its own.

    mergers.add("cases.case", move_each(Case))

The key is the label of the model that points at a customer; a test looks for models that point at
one and have nobody to move them.
"""

from koios.core.registry import Registry

mergers = Registry()  # "app.model" -> callable(kept, gone, by) -> how many were moved


def move_each(model, field="customer"):
    """Moves every row of a `Recorded` model, with an entry on the trail of each."""

    def move(kept, gone, by):
        count = 0
        for row in model._default_manager.filter(**{field: gone}):
            row.amend(by=by, verb="moved", facts={"merged": gone.pk}, **{field: kept})
            count += 1
        return count

    return move


def stays(kept, gone, by):
    """For what must stay where it was: a fact about the record that went away."""
    return 0


# In the order in which the page offers them
FIELDS = (
    "document",
    "kind",
    "legal_name",
    "trade_name",
    "activity",
    "municipality",
    "address",
    "phone",
    "email",
    "billing_email",
    "segment",
    "owner",
    "since",
    "representative_name",
    "representative_document",
    "vat",
    "is_large_taxpayer",
    "is_self_withholder",
    "self_withholder_resolution",
    "self_withholder_on",
    "payment_days",
    "is_on_hold",
)
_NOTHING = (None, "", False)


def better(kept, gone, take) -> dict:
    """The values of the one that goes which are to stay: those chosen, and those known only there.

    The older «customer since» of the two stays unless the other was chosen.
    """
    taken = {}
    for name in FIELDS:
        mine, other = getattr(kept, name), getattr(gone, name)
        if other not in _NOTHING and mine != other and (name in take or mine in _NOTHING):
            taken[name] = other
    if kept.since and gone.since and "since" not in take:
        taken["since"] = min(kept.since, gone.since)
    return taken


def differing(kept, gone) -> list:
    """The fields in which both say something, and not the same: what a person must decide."""
    return [
        name
        for name in FIELDS
        if getattr(kept, name) not in _NOTHING
        and getattr(gone, name) not in _NOTHING
        and getattr(kept, name) != getattr(gone, name)
    ]
