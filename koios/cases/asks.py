"""What was asked, point by point, so that the answer leaves none out."""

from django.db import models

from koios.core.states import Recorded


class Ask(Recorded):
    """One thing that the petitioner asked for, and whether the answer attends to it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="asks")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    attended = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text

    @classmethod
    def listed(cls, case, request):
        """The points of a request: a line each. The desk may word them anew."""
        lines = [line.strip(" -•*\t") for line in request.splitlines()]
        cls.objects.bulk_create(
            cls(case=case, order=order, text=line[:500])
            for order, line in enumerate((line for line in lines if line), start=1)
        )
