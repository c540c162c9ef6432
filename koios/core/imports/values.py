"""A row under the names of the importer."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from koios.core.imports.verdicts import RowError


class Values(Mapping):
    """What a row says, by the importer's names; None where it says nothing.

    `"phone" in values` tells whether the map gives that column at all.
    """

    def __init__(self, line: int, read: dict, told: dict, headers: dict):
        self.line = line
        self.repeats = 0  # how many rows before this one in the file said exactly the same
        self._read = read
        self._told = told
        self._headers = headers

    def __getitem__(self, name):
        return self._read.get(name)

    def __contains__(self, name):
        return name in self._read

    def __iter__(self) -> Iterator:
        return iter(self._read)

    def __len__(self):
        return len(self._read)

    def told(self, name: str) -> str:
        """The text that the file had."""
        return self._told.get(name, "")

    def given(self) -> dict:
        """Only what is said: a file that leaves a cell empty takes nothing away."""
        return {name: value for name, value in self._read.items() if value is not None}

    def error(self, name: str, reason) -> RowError:
        """An error, or a warning, about one of its columns, by the title that the file gives it."""
        return RowError.of(self.line, self._headers.get(name, name), self.told(name), reason)

    @property
    def fingerprint(self) -> str:
        """The same for rows that say the same: what identifies one that has no number."""
        told = json.dumps(sorted(self._told.items()), ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:32]
