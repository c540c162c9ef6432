"""What any list tells of a finding, worked out of its own columns: of the record or of a row."""

from django.utils.text import Truncator

from koios.core import addresses


class Outline:
    """A finding, or as much of it as a list has read."""

    def get_absolute_url(self):
        return addresses.to("actions:finding", self.number)

    @property
    def headline(self):
        """The first words of the fact, as its title."""
        return Truncator(" ".join(self.fact.split())).chars(90)

    @property
    def is_open(self):
        return self.status in self.OPEN
