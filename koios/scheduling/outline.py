"""What any list tells of a service order, worked out of its own columns: of the record or a row."""

from koios.core import addresses


class Outline:
    """A service order, or as much of it as a list has read."""

    def get_absolute_url(self):
        return addresses.to("scheduling:order", self.number)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def ends_on(self):
        """Its last day, when it takes as long as was asked for."""
        if self.asked_from and self.asked_until:
            return self.scheduled_on + (self.asked_until - self.asked_from)
        return self.scheduled_on

    def is_unregistered(self, today) -> bool:
        """It is over, and nobody has said whether it was rendered."""
        return self.status == "scheduled" and self.ends_on < today
