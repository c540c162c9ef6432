"""How quotes stood at the end of a day: the last version of each, and what had become of it."""

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from koios.quotes.models import Quote, Status


class Standing(models.TextChoices):
    """What had become of a quote; each is in exactly one of these."""

    APPROVED = "approved", _("Aprobadas")
    REJECTED = "rejected", _("Rechazadas")
    EXPIRED = "expired", _("Vencidas")
    OPEN = "open", _("Abiertas")


DECIDED = (Standing.APPROVED, Standing.REJECTED, Standing.EXPIRED)


def counted(quotes, day):
    """Those of these quotes that count at the end of a day: sent by then, not voided since, and
    without a later version sent by then."""
    later = Quote.objects.filter(previous=OuterRef("pk"), sent_on__lte=day)
    # What was taken or still waits has no later version: only for the others it is looked for.
    last = Q(status__in=[Status.SENT, Status.APPROVED]) | ~Exists(later)
    return quotes.filter(last, sent_on__lte=day).exclude(status=Status.VOIDED)


def standing_on(quotes, day):
    """The quotes that count, each with its `standing`.

    The days decide and not only the state, so that a day of the past is seen as it was; an answer
    is worth more than the last day of the offer.
    """
    answered = {"answered_on__lte": day}
    return counted(quotes, day).annotate(
        standing=Case(
            When(status=Status.APPROVED, **answered, then=Value(Standing.APPROVED.value)),
            When(status=Status.REJECTED, **answered, then=Value(Standing.REJECTED.value)),
            When(valid_until__lt=day, then=Value(Standing.EXPIRED.value)),
            default=Value(Standing.OPEN.value),
            output_field=models.CharField(),
        )
    )
