"""The file is tried, and taken."""

from django.utils.translation import gettext as _

from koios.core import clock, tables
from koios.core.acts import act, lock
from koios.core.files import keep_bytes
from koios.core.imports.answers import sheet_of_refused
from koios.core.imports.running import run
from koios.core.imports.verdicts import Refused, Result
from koios.core.refusals import Refusal


class Taking:
    """What `ImportRun` does with its rows."""

    def check_now(self, *, tell=lambda number: None) -> Result:
        """The dry run, here."""
        result = run(
            self.reading, self.kind(**self.options), by=self._actor(), dry_run=True, tell=tell
        )
        with act():
            self.refused.all().delete()
            self._remember(result)
            self.planned = {**result.counts, "warnings": result.warnings, "extra": result.extra}
            self.save(update_fields=["planned"])
            self.move_to(self.Status.CHECKED, by=self._actor(), facts=result.counts)
        return result

    def take_now(self, *, by=None, tell=lambda number: None) -> Result:
        """Take the rows, here; those that an earlier attempt took stay taken."""
        if self.status == self.Status.DONE:
            return self.sums
        if self.status != self.Status.RUNNING:
            self.move_to(self.Status.RUNNING, by=by or self._actor(), verb="started")
        if not self.line:
            self.refused.all().delete()  # those of the dry run
        importer = self.kind(**self.options)
        importer.extra.update(self.extra)
        result = self.sums
        run(
            self.reading,
            importer,
            by=by or self._actor(),
            dry_run=False,
            result=result,
            after=self.line,
            in_batch=lambda so_far, line: self._note(so_far, importer, line),
            tell=tell,
        )
        self._end(result, by or self._actor())
        return result

    @act
    def stop(self, refusal: Refusal) -> None:
        """The file could not be taken after all; what went in stays in."""
        if self.status == self.Status.RUNNING:
            self.line, self.counts, self.extra = 0, {}, {}
            self.save(update_fields=["line", "counts", "extra"])
            self.move_to(
                self.Status.MAPPED, by=self._actor(), verb="stopped", reason=refusal.message
            )

    def _note(self, result, importer, line):
        """What is done so far; part of the act of the batch."""
        held = lock(self)
        if held.line != self.line:
            raise Refusal(_("Otro proceso está importando este archivo."))
        self.line, self.extra = line, dict(importer.extra)
        self.counts = {**result.counts, "warnings": result.warnings}
        self.counts.pop("rows")
        self._remember(result)
        self.save(update_fields=["line", "counts", "extra"])

    def _remember(self, result):
        """Keep the refused rows of a batch, and let go of them."""
        row = self.refused.model
        rows = [
            row(
                run=self,
                line=one.line,
                cells=[tables.text(cell) for cell in one.cells],
                reasons=list(one.errors),
            )
            for one in result.refused
        ]
        self.refused.bulk_create(rows)
        result.refused = []

    def _end(self, result, by):
        with act():
            self.result = self._result_file(by)
            self.extra = result.extra
            self.save(update_fields=["result", "extra"])
            self.move_to(self.Status.DONE, by=by, ended_at=clock.now(), facts=result.counts)

    def _result_file(self, by):
        if not self.refused.exists():
            return None
        with sheet_of_refused(self.reading.table, self.refused.iterator(chunk_size=500)) as file:
            return keep_bytes(file.read(), self.result_name, about=self, by=by, kind="xlsx")

    @property
    def result_name(self):
        return _("no importadas de %(name)s") % {"name": self.name.rpartition(".")[0]} + ".xlsx"

    def answer(self) -> dict:
        """The same as `Result.as_json`, for a run that ended."""
        result = self.sums
        result.refused = [
            Refused(row.line, row.cells, tuple(row.errors)) for row in self.refused.all()
        ]
        return result.as_json()

    @property
    def sums(self) -> Result:
        """What was taken so far."""
        return Result(**self.counts, extra=dict(self.extra))
