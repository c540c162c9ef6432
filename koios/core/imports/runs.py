"""A file that is imported: brought, mapped, checked and taken, step by step or at once.

    run = ImportRun.bring(CustomersImporter, content, name, by=ana)
    run.map_with(text, by=ana)
    run.preview()
    run.rehearse(by=ana)       # the dry run, as a job
    run.start(by=ana)       # the real one, as a job

What is done stands in the same transaction as the rows, so a run that was killed goes on where it
stopped and its sums are right.
"""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import audit, clock, tables
from koios.core.acts import act
from koios.core.files import File, adopt, file_guards, keep_bytes
from koios.core.imports import yamlmap
from koios.core.imports.answers import told
from koios.core.imports.importer import importers
from koios.core.imports.keeping import Keeping
from koios.core.imports.mapping import Map, propose
from koios.core.imports.reading import SHOWN, Reading
from koios.core.imports.running import verdict_on
from koios.core.imports.taking import Taking
from koios.core.imports.verdicts import RowError
from koios.core.jobs import task
from koios.core.permissions import CONFIGURE
from koios.core.progress import Progress
from koios.core.refusals import Refusal
from koios.core.states import Stateful

IMPORT = audit.Actor("import")


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those of modules that one configures."""
        names = [name for name, one in importers.items() if user.may(one.module, CONFIGURE)]
        return self.filter(models.Q(owner=user) | models.Q(importer__in=names))


class ImportRun(Taking, Keeping, Stateful):
    """One file on its way in."""

    class Status(models.TextChoices):
        BROUGHT = "brought", gettext_lazy("Por revisar las columnas")
        MAPPED = "mapped", gettext_lazy("Por probar")
        CHECKED = "checked", gettext_lazy("Probado")
        RUNNING = "running", gettext_lazy("Importando")
        DONE = "done", gettext_lazy("Importado")
        DISCARDED = "discarded", gettext_lazy("Descartado")

    MOVES = {
        Status.BROUGHT: {Status.MAPPED, Status.DISCARDED},
        Status.MAPPED: {Status.MAPPED, Status.CHECKED, Status.RUNNING, Status.DISCARDED},
        Status.CHECKED: {Status.MAPPED, Status.CHECKED, Status.RUNNING, Status.DISCARDED},
        Status.RUNNING: {Status.DONE, Status.MAPPED},
    }
    LEGAL_FIELDS = ("importer", "name", "sha256", "status")

    importer = models.CharField(max_length=40)
    name = models.CharField(max_length=200)  # of the file
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(File, models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    options = models.JSONField(default=dict)
    map = models.TextField(blank=True)  # in YAML
    status = models.CharField(max_length=10, choices=Status, default=Status.BROUGHT)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)  # what it held was thrown away
    # Sums of the dry run, and of the rows taken up to `line`
    planned = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)
    line = models.PositiveIntegerField(default=0)
    progress = models.ForeignKey(Progress, models.SET_NULL, null=True, related_name="+")
    result = models.ForeignKey(File, models.SET_NULL, null=True, related_name="+")

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="import_owner")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("office:import", args=[self.pk])

    # Bringing

    @classmethod
    @act
    def bring(cls, importer, content: bytes, name: str, *, by, options=None):
        """A file that the command read, or a program sent."""
        run = cls._begin(importer, name, by, options)
        return run._keep(keep_bytes(content, name, about=run, by=by), by)

    @classmethod
    @act
    def bring_upload(cls, importer, basket: str, *, by, options=None):
        """The file that a form staged."""
        run = cls._begin(importer, "", by, options)
        files = adopt(basket, run, by)
        if len(files) != 1:
            raise Refusal(_("Suba un archivo con la lista, uno solo."))
        run.name = files[0].name
        return run._keep(files[0], by)

    @classmethod
    def _begin(cls, importer, name, by, options):
        owner = by if isinstance(by, models.Model) else None
        run = cls(importer=importer.name, name=name[-200:], owner=owner, created_at=clock.now())
        run.options = options or {}
        run.save(force_insert=True)
        return run

    def _keep(self, file, by):
        self.file, self.sha256 = file, file.sha256
        self.save(update_fields=["file", "sha256", "name"])
        audit.record(self, "created", by=by, facts={"importer": self.importer, "file": self.name})
        return self

    # Mapping

    @property
    def kind(self):
        """The importer."""
        return importers[self.importer]

    @cached_property
    def source(self):
        """The bytes of the file."""
        if self.file is None:
            raise Refusal(_("El archivo ya no se conserva. Vuelva a subirlo."))
        with self.file.open() as file:
            return file.read()

    def table(self, **how) -> tables.Table:
        """The list in the file; raises `NotATable`."""
        return tables.read(self.source, **(how or self._how()))

    def proposal(self, **how) -> Map:
        """The map that the titles of the file suggest."""
        chosen = propose(self.kind, self.table(**how).columns)
        for name, value in how.items():
            setattr(chosen, name, value)
        return chosen

    def first_lines(self) -> list:
        """The file as it stands, to point at the titles of what was not understood."""
        how = {name: value for name, value in self._how().items() if name != "header_row"}
        return tables.first_lines(self.source, **how)

    @act
    def map_with(self, text: str, *, by):
        """Decide about the columns, in the words of a map; raises `MapError` or `NotATable`."""
        Reading.of(self.kind, self.source, text)
        self.__dict__.pop("reading", None)
        self.map, self.planned = text, {}
        self.save(update_fields=["map", "planned"])
        self.refused.all().delete()
        self.move_to(self.Status.MAPPED, by=by)
        return self

    def map_by(self, chosen: Map, *, by):
        """The same with the decisions of a form."""
        return self.map_with(yamlmap.dump(chosen, self.kind), by=by)

    @cached_property
    def reading(self) -> Reading:
        return Reading.of(self.kind, self.source, self.map)

    def preview(self, number: int = SHOWN) -> list:
        """The first rows: (row, values, verdict) as they would be taken."""
        importer = self.kind(**self.options)
        importer.begin(self.reading)
        shown = []
        for row, values, errors in self.reading:
            verdict = verdict_on(self.reading, importer, row, values, errors, by=self._actor())
            shown.append((row, values, verdict))
            if len(shown) == number:
                break
        return shown

    def _how(self):
        return yamlmap.load(self.map, self.kind).how if self.map else {}

    # Checking and taking

    @act
    def rehearse(self, *, by) -> Progress:
        """Have a job say what each row would do."""
        return self._ask(check_import, _("Probar %(name)s"), by)

    @act
    def start(self, *, by) -> Progress:
        """Have a job take the rows."""
        self.move_to(self.Status.RUNNING, by=by, verb="started")
        return self._ask(take_import, _("Importar %(name)s"), by)

    @act
    def discard(self, *, by):
        self.move_to(self.Status.DISCARDED, by=by)

    def _ask(self, job, title, by):
        progress = Progress.begin(title % {"name": self.name}, owner=self.owner, about=self)
        self.progress = progress
        self.save(update_fields=["progress"])
        job.enqueue(run=self.pk, progress=progress.pk)
        return progress

    def _actor(self):
        return self.owner or IMPORT

    def may_be_seen_by(self, user) -> bool:
        return self.owner_id == user.pk or user.may(self.kind.module, CONFIGURE)


class RefusedRow(models.Model):
    """A row that did not go in, with its reasons: what a person mends and brings again."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="refused")
    line = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    reasons = models.JSONField(default=list)  # the errors, as lists

    class Meta:
        app_label = "core"
        ordering = ["line", "pk"]

    def __str__(self):
        return f"{self.run_id} {self.line}"

    @property
    def errors(self) -> list:
        return [RowError(*reason) for reason in self.reasons]


@task(name="koios.import.check", attempts=3)
def check_import(run, progress):
    _work(run, progress, lambda run, progress: run.check_now(tell=progress.reach))


@task(name="koios.import.take")
def take_import(run, progress):
    _work(run, progress, lambda run, progress: run.take_now(tell=progress.reach))


def _work(run, progress, do):
    run = ImportRun.objects.get(pk=run)
    progress = Progress.objects.get(pk=progress)
    if progress.is_over and run.status == run.Status.DONE:
        return  # the worker died between the end of the work and that of the job
    with progress.running(_("Leyendo el archivo")):
        try:
            progress.total = sum(1 for _row in run.reading.table)
            progress.save(update_fields=["total"])
            result = do(run, progress)
        except Refusal as refusal:
            run.stop(refusal)
            raise
        progress.finish(told(result), result=run.result)


file_guards.add(
    ImportRun._meta.label_lower,
    lambda user, file: any(
        run.may_be_seen_by(user) for run in ImportRun.objects.filter(pk=file.subject_id)
    ),
)
