"""Which customers are meant: those a person may see, the one with a number, those alike."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from koios.customers import names
from koios.customers.identity import Document


class CustomerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.may("customers") else self.none()

    def standing(self):
        """Those that are customers in their own right: not merged into another."""
        return self.exclude(status=self.model.Status.MERGED)

    def with_lineage(self):
        """Beside each whether others were merged into it, which spares `lineage` a question."""
        return self.annotate(
            has_absorbed=Exists(self.model.objects.filter(merged_into=OuterRef("pk")))
        )

    def carrying(self, document: Document):
        """The customer with this number, also if it was merged away: then the one that stayed."""
        found = self.select_related("merged_into").filter(document_key=document.key).first()
        return found.survivor() if found else None

    def similar_to(self, *names_told, document=None, but=None, limit=5):
        """Customers that may be the same one: by their number or by a name alike."""
        keys = [key for key in map(names.key, filter(None, names_told)) if key]
        wanted = Q()
        for key in keys:
            wanted |= Q(name_key=key) | Q(trade_key=key)
            word = max(key.split(), key=len)
            if len(word) > 3:
                # A slip of the pen may sit in any word; the longest is looked for whole and
                # without its end, where plurals and typing errors gather.
                stem = word[: max(4, len(word) - 2)]
                wanted |= Q(name_key__contains=stem) | Q(trade_key__contains=stem)
        if document is not None:
            wanted |= Q(document_key=document.key)
        if not wanted:
            return []
        rows = self.standing().filter(wanted)
        if but is not None:
            rows = rows.exclude(pk=but.pk)
        ranked = []
        for customer in rows[:500]:
            same = document is not None and customer.document_key == document.key
            score = 2.0 if same else customer.likeness(keys)
            if score >= 0.85:
                ranked.append((-score, customer.sort_key, customer.pk, customer))
        return [row[-1] for row in sorted(ranked)[:limit]]
