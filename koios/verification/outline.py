"""What any list tells of a verification, worked out of its columns: of the record or of a row."""

from django.utils.translation import gettext as _

from koios.core import addresses
from koios.verification.states import OPEN, Status


class Outline:
    """A verification, or as much of it as a list has read."""

    def get_absolute_url(self):
        return addresses.to("verification:verification", self.number)

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_done(self):
        return self.status == Status.DONE

    def is_overdue(self, today) -> bool:
        return self.is_open and self.due_on < today

    @property
    def progress(self):
        """«7 de 17», while somebody is at it."""
        return _("%(n)s de %(all)s") % {"n": self.answered, "all": self.asked}
