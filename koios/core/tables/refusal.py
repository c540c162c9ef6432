"""Why a file is not read as a list."""

from koios.core.refusals import Refusal


class NotATable(Refusal):
    """The file is not a list. `line` is the line to blame, or the one that may hold the titles."""

    status = 422

    def __init__(self, message, *, line=None):
        super().__init__(message)
        self.line = line
