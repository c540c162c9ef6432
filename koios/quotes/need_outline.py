"""What any list tells of a request, worked out of its own columns: of the record or of a row."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from koios.core import addresses


class Outline:
    """A request, or as much of it as a list has read."""

    def get_absolute_url(self):
        return addresses.to("quotes:need", self.number)

    @property
    def headline(self):
        return Truncator(" ".join(self.what.split())).chars(90)

    @property
    def asked_by(self) -> str:
        """Who asks: the customer where it is known, else what they said of themselves."""
        return self.customer_name or self.company or self.contact_name or _("Sin nombre")

    @property
    def is_open(self):
        return self.status == "open"
