"""Files that are not taken: which, and why."""

from django.utils.translation import gettext as _

from koios.core.refusals import Refusal


class Unfit(Exception):
    """Why bytes cannot be taken for what they seem to be; the text is for the person."""


class FileRefused(Refusal):
    """A file that is left out. The form that brought it goes in without it."""

    def __init__(self, name, reason):
        super().__init__(_("No recibimos «{name}»: {reason}.").format(name=name, reason=reason))
        self.name = name
        self.reason = str(reason)
