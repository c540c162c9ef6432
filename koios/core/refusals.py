"""Refusals that are expected: the program says no, why, and what to do."""


class Refusal(Exception):
    """An act that cannot be done now. The message is for the person, in their language."""

    status = 409

    def __init__(self, message, *, status=None):
        super().__init__(message)
        self.message = message
        if status is not None:
            self.status = status


class WrongMove(Refusal):
    """A record was asked to go where its state does not lead."""


class Forbidden(Refusal):
    """The person may see the place but not do this there."""

    status = 403
