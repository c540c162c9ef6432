"""Records with a state: they move along a table, and every move leaves its entry on the trail."""

from functools import cache

from django.db import models
from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from koios.core import audit
from koios.core.acts import act, lock
from koios.core.refusals import WrongMove


@cache
def _labels(field) -> dict:
    return dict(field.flatchoices)


class Recorded(models.Model):
    """A record whose acts stand on the trail.

    `LEGAL_FIELDS` are those whose digest goes into each entry, so that `bin/koios check` sees a
    row that was edited behind the program's back; `PERSONAL_FIELDS` are kept beside the trail.
    """

    LEGAL_FIELDS: tuple = ()
    PERSONAL_FIELDS: tuple = ()

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field):
        """As Django's, which gathers all labels of the field anew for each record it tells."""
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)

    @act
    def begin(self, *, by, verb="created", reason="", facts=None):
        """Save the record for the first time, with the entry that opens its story."""
        self.save(force_insert=True)
        audit.record(self, verb, by=by, changes=self._opened(), reason=reason, facts=facts)
        return self

    @classmethod
    @act
    def begin_all(cls, records, *, by, verb="created"):
        """Many at once, each with its entry: a long list is not saved row by row."""
        for record in cls.objects.bulk_create(records, batch_size=500):
            audit.record(record, verb, by=by, changes=record._opened())

    def _opened(self):
        opened = {}
        for name in self.LEGAL_FIELDS:
            value = getattr(self, self._meta.get_field(name).attname)
            if value not in (None, ""):
                opened[name] = (None, value)
        return opened

    @act
    def amend(self, *, by, verb="changed", reason="", facts=None, **changes):
        """Change fields, save just those, and tell the trail what they were.

        Nothing that stays the same is told; with no change at all there is no entry.
        """
        return self._amend(lock(self, *changes), by, verb, reason, facts, changes)

    @act
    def remove(self, *, by, verb="dropped", reason="", changes=None, facts=None):
        """Take the record out of the database; the trail keeps its story, and that it ended."""
        audit.record(self, verb, by=by, changes=changes, reason=reason, facts=facts)
        self.delete()

    def _amend(self, held, by, verb, reason, facts, changes):
        told = {}
        for name, value in changes.items():
            attname = self._meta.get_field(name).attname
            before = getattr(held, attname)
            setattr(self, name, value)
            if getattr(self, attname) != before:
                told[name] = (before, getattr(self, attname))
        if told:
            self.save(update_fields=list(told))
            audit.record(self, verb, by=by, changes=told, reason=reason, facts=facts)
        return bool(told)


class Stateful(Recorded):
    """A record that moves from state to state. Nobody assigns `status`: `move_to` does."""

    MOVES: dict = {}

    class Meta:
        abstract = True

    @act
    def move_to(self, status, *, by, verb="", reason="", facts=None, **changes):
        """Lock the row, check that the state it is in leads there, save, and tell the trail.

        Raises `WrongMove` when someone was there first or the table does not allow it.
        """
        held = lock(self, "status", *changes)
        if status not in self.MOVES.get(held.status, ()):
            raise WrongMove(self._refused(held.status, status))
        self._amend(held, by, verb or f"to_{status}", reason, facts, {**changes, "status": status})
        return self

    def can_move_to(self, status) -> bool:
        return status in self.MOVES.get(self.status, ())

    def _refused(self, here, there):
        labels = dict(self._meta.get_field("status").flatchoices)
        return _(
            "%(record)s está en «%(here)s» y desde ahí no puede pasar a «%(there)s». "
            "Puede que otra persona ya haya actuado: vuelva a abrirlo para ver cómo quedó."
        ) % {
            "record": self,
            "here": labels.get(here, here),
            "there": labels.get(there, there),
        }
