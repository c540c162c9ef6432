"""The mark «reclamo en trámite» on the record of a person who claims something about their data.

(Ley 1581 de 2012, art. 15.) It is there from the day on which a complete claim comes in until that
claim is decided, with its reason. Whoever keeps the claims puts and lifts it:

    ClaimMark.settle(case.number, on=[customer, contact, subject], reason=…, url=…)
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koios.core import audit, calendar
from koios.core.acts import act
from koios.core.registry import Registry
from koios.customers.consent import DataSubject
from koios.customers.contact import Contact
from koios.customers.customer import Customer

# Who may read which claims: "name" -> callable(user, numbers) -> the question which of them this
# person may open. Others see that there is a claim, and since when.
readers = Registry()

COLUMNS = {Customer: "customer", Contact: "contact", DataSubject: "subject"}


class ClaimMarkQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_on=None)

    def on(self, record):
        """The marks of a person's record, those of the same titular among them."""
        if isinstance(record, DataSubject):
            return self.filter(subject=record)
        mine = Q(contact=record) if isinstance(record, Contact) else Q(customer=record)
        return self.filter(mine | Q(subject=record.subject) if record.subject else mine)


class ClaimMark(models.Model):
    """That a claim about the data of this record is being attended to."""

    number = models.CharField(_("reclamo"), max_length=60, db_index=True)
    url = models.CharField(max_length=300)
    reason = models.CharField(_("motivo"), max_length=200, blank=True)
    # One of a contact is a mark of its customer too.
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="claims")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="claims")
    subject = models.ForeignKey(DataSubject, models.PROTECT, null=True, related_name="claims")
    put_on = models.DateField(_("desde"))
    lifted_on = models.DateField(null=True)

    objects = ClaimMarkQuerySet.as_manager()

    class Meta:
        ordering = ["put_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=False, subject=None)
                | Q(customer=None, contact=None, subject__isnull=False),
                name="claim_mark_on_one_record",
            ),
            *(
                models.UniqueConstraint(
                    fields=["number", on],
                    condition=Q(lifted_on=None, **also),
                    name=f"claim_mark_once_on_{on}",
                )
                for on, also in (("customer", {"contact": None}), ("contact", {}), ("subject", {}))
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.record}"

    @property
    def record(self):
        return self.contact or self.customer or self.subject

    @classmethod
    @act
    def settle(cls, number, *, on, reason="", url=""):
        """Have the mark of a claim on these records and on no other; on none once it is decided."""
        wanted = list(on)
        for mark in cls.objects.standing().filter(number=number):
            if mark.record in wanted:
                wanted.remove(mark.record)
            else:
                mark.lift()
        for record in wanted:
            cls._put(record, number=number, reason=reason[:200], url=url)

    @classmethod
    def _put(cls, record, **told):
        where = {COLUMNS[type(record)]: record}
        if isinstance(record, Contact):
            where["customer"] = record.customer
        mark = cls.objects.create(put_on=calendar.today(), **where, **told)
        audit.record(record, "claim_marked", by=audit.SYSTEM, facts={"mark": mark.pk})

    @act
    def lift(self):
        """It was decided, or it was no claim about this person: the mark is of the past."""
        self.lifted_on = calendar.today()
        self.save(update_fields=["lifted_on"])
        audit.record(self.record, "claim_unmarked", by=audit.SYSTEM, facts={"mark": self.pk})


def shown(marks, user):
    """Marks for a page, each with `told`: whether this person may read which claim it is. Something
    to be heard (`koios.core.together`)."""
    yield marks
    marks = [mark for mark in marks if mark.lifted_on is None]
    numbers = {mark.number for mark in marks}
    readable = [reader(user, numbers) for reader in readers] if marks else []
    yield readable
    open_to = set().union(*readable)
    for mark in marks:
        mark.told = mark.number in open_to
    return marks


def move(kept, gone, by):
    """The marks of a customer who is merged into another go along."""
    count = 0
    for mark in ClaimMark.objects.filter(customer=gone):
        twin = ClaimMark.objects.standing().filter(customer=kept, contact=None, number=mark.number)
        if mark.lifted_on is None and mark.contact_id is None and twin.exists():
            mark.lift()
        else:
            mark.customer = kept
            mark.save(update_fields=["customer"])
            count += 1
    return count
