"""An importer as small as they come: the company's own days, known by their date."""

from koios.core.calendar import NonWorkingDay
from koios.core.imports import Column, RecordImporter
from koios.core.refusals import Refusal


class DayImporter(RecordImporter):
    name = "test-days"
    label = "Días"
    module = "settings"
    columns = [
        Column("day", "Día", ("fecha", "día no hábil"), required=True, kind="date"),
        Column("name", "Motivo", ("razón", "nombre del día"), required=True, max_length=120),
        Column(
            "kind",
            "Clase",
            ("tipo",),
            kind="choice",
            choices=NonWorkingDay.Kind.choices,
            words={"nacional": "holiday", "propio": "company"},
        ),
    ]

    @classmethod
    def add_arguments(cls, parser):
        parser.add_argument("--prefix", default="")

    def key(self, values):
        return values["day"]

    def find(self, values):
        return NonWorkingDay.objects.filter(day=values["day"]).first()

    def fresh(self, wanted):
        return {"kind": NonWorkingDay.Kind.COMPANY}

    def create(self, wanted, values, *, by):
        self.count("declared")
        name = wanted["name"]
        wanted["name"] = self.options.get("prefix", "") + name
        NonWorkingDay(**wanted).begin(by=by, verb="declared")
        # Too late on purpose: what was written has to be taken back.
        if name == "ROMPE":
            raise RuntimeError("a fault of the program")
        if name == "NO":
            raise Refusal("Ese día no se puede.")

    def update(self, record, changes, values, *, by):
        record.amend(by=by, **changes)
