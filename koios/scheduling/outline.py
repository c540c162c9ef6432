"""What any list tells of a service order, worked out of its own columns: of the record or a row."""

from koios.core import addresses


class Outline:
    """A service order, or as much of it as a list has read."""

    def get_absolute_url(self):
        return addresses.to("scheduling:order", self.number)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def is_unregistered(self, today) -> bool:
        """Its day is over, and nobody has said whether it was rendered."""
        return self.status == "scheduled" and self.scheduled_on < today
