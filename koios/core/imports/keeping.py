"""How long what was imported stays: a list holds data of persons, and what it brought stands in
the records by then (D1377, 11)."""

from datetime import timedelta

from django import forms
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from koios.core import audit, clock, settings
from koios.core.acts import act
from koios.core.files import File

settings.define(
    "imports.kept_days",
    forms.IntegerField(min_value=1, max_value=3650),
    default=90,
    group="files",
    label=_("Días que se conserva un archivo importado"),
    help=_("Después se eliminan el archivo y las filas que no entraron; quedan las cuentas."),
)


class Keeping:
    """What `ImportRun` keeps of its file, and until when."""

    @property
    def kept_until(self):
        """The last day on which the file and its refused rows are there."""
        days = settings.get("imports.kept_days")
        return clock.local((self.ended_at or self.created_at) + timedelta(days=days)).date()

    @act
    def clear(self, *, by):
        """Throw away the file and the rows that did not go in; the sums stay.

        The bytes go with the next sweep of files. One that nobody finished is left aside.
        """
        files, rows = File.for_record(self), self.refused.all()
        facts = {"files": files.count(), "rows": rows.count()}
        rows.delete()
        files.delete()
        self.file = self.result = None
        if self.can_move_to(self.Status.DISCARDED):
            self.move_to(self.Status.DISCARDED, by=by)
        self.amend(by=by, verb="cleared", facts=facts, cleared_at=clock.now())

    @classmethod
    def clear_old(cls) -> int:
        """The daily sweep over what was imported long enough ago."""
        long_ago = clock.now() - timedelta(days=settings.get("imports.kept_days"))
        runs = cls.objects.annotate(last_at=Coalesce("ended_at", "created_at"))
        old = list(runs.filter(cleared_at=None, last_at__lt=long_ago))
        for run in old:
            run.clear(by=audit.SYSTEM)
        return len(old)
