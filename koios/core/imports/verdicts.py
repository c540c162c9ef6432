"""What became of each row, and of the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

CREATED, UPDATED, UNCHANGED, REJECTED = OUTCOMES = ("created", "updated", "unchanged", "rejected")
LONGEST_VALUE = 300


class RowError(NamedTuple):
    """Why a row was refused, or what is doubtful in it: its line, the file's column, the value."""

    row: int
    column: str
    value: str
    reason: str

    @classmethod
    def of(cls, row, column, value, reason):
        return cls(row, str(column), str(value)[:LONGEST_VALUE], str(reason))


@dataclass(frozen=True)
class Verdict:
    """What a row did, or would do."""

    outcome: str
    errors: tuple = ()
    warnings: tuple = ()

    def __post_init__(self):
        if self.outcome not in OUTCOMES:
            raise ValueError(f"{self.outcome!r} is no outcome: {', '.join(OUTCOMES)}")
        if bool(self.errors) != (self.outcome == REJECTED):
            raise ValueError("a row is rejected with errors, and with nothing else")

    @classmethod
    def created(cls, *warnings):
        return cls(CREATED, (), warnings)

    @classmethod
    def updated(cls, *warnings):
        return cls(UPDATED, (), warnings)

    @classmethod
    def unchanged(cls, *warnings):
        return cls(UNCHANGED, (), warnings)

    @classmethod
    def rejected(cls, *errors):
        return cls(REJECTED, errors)


class Refused(NamedTuple):
    """A row that did not go in, as it stood in the file."""

    line: int
    cells: list
    errors: tuple


@dataclass
class Result:
    """The sums of a file; those of the four outcomes are its rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: int = 0
    refused: list = field(default_factory=list)
    extra: dict = field(default_factory=dict)

    @property
    def rows(self):
        return self.created + self.updated + self.unchanged + self.rejected

    @property
    def errors(self) -> Iterator[RowError]:
        return (error for refused in self.refused for error in refused.errors)

    @property
    def counts(self) -> dict:
        names = ("rows", *OUTCOMES)
        return {name: getattr(self, name) for name in names}

    def add(self, row, verdict: Verdict) -> None:
        setattr(self, verdict.outcome, getattr(self, verdict.outcome) + 1)
        self.warnings += len(verdict.warnings)
        if verdict.outcome == REJECTED:
            self.refused.append(Refused(row.line, row.cells, verdict.errors))

    def as_json(self) -> dict:
        """The answer of the command: these keys in this order, and the importer's own last."""
        answer = {**self.counts, "errors": [error._asdict() for error in self.errors]}
        extra = dict(self.extra)
        if self.warnings:
            extra = {"warnings": self.warnings, **extra}
        return {**answer, "extra": extra} if extra else answer
