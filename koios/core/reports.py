"""Reports that the command line can ask for, filled by the capabilities that know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from koios.core.registry import Registry


class Made(Protocol):
    """A report that has been asked for, in each of its forms."""

    def told(self) -> dict:
        """Its figures as plain data, for JSON."""

    def xlsx(self) -> bytes: ...

    def pdf(self) -> bytes: ...


@dataclass(frozen=True)
class Report:
    """A report by its name: the options that it takes, and the making of it from them."""

    name: str
    label: str
    add_arguments: Callable
    make: Callable[[dict], Made]


class Reports(Registry):
    def add(self, report: Report) -> Report:
        return super().add(report.name, report)


reports = Reports()
