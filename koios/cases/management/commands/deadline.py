"""`koios deadline`: the sums of a term, for one receipt or for a file of them."""

import csv
import sys
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.terms import Kind, Term
from koios.core import clock
from koios.core.commands import DONE, FINDINGS, Command


class Command(Command):
    help = gettext_lazy("dice cuándo vence una PQRS y por qué")
    reports = True

    def add_arguments(self, parser):
        parser.add_argument("--type", choices=Kind.values, metavar="TYPE", help=", ".join(Kind))
        parser.add_argument("--received", metavar="INSTANT", help=_("ISO 8601; sin zona, Bogotá"))
        parser.add_argument("--file", type=Path, help=_("CSV con case_type, received_at"))

    def handle(self, *, type, received, file, **options):
        if file:
            return self._file(file)
        if not (type and received):
            raise CommandError(_("Indique --type y --received, o --file"))
        told = told_of(type, received)
        self.report(told, "\n".join(_lines(told)))
        return DONE

    def _file(self, path):
        """The same rows as CSV with `due_on` added; a row that cannot be read says why."""
        with path.open(newline="", encoding="utf-8-sig") as source:
            rows = csv.DictReader(source)
            lacking = {"case_type", "received_at"} - set(rows.fieldnames or [])
            if lacking:
                raise CommandError(
                    _("A %(file)s le falta la columna %(columns)s")
                    % {"file": path.name, "columns": ", ".join(sorted(lacking))}
                )
            out = csv.DictWriter(self.stdout, [*rows.fieldnames, "due_on"], extrasaction="ignore")
            out.writeheader()
            refused = 0
            for number, row in enumerate(rows, start=2):
                try:
                    due_on = told_of(row["case_type"], row["received_at"])["due_on"]
                except CommandError as failure:
                    self.stderr.write(f"{path.name}:{number}: {failure}")
                    due_on, refused = "", refused + 1
                out.writerow({**row, "due_on": due_on})
        sys.stdout.flush()
        return FINDINGS if refused else DONE


def told_of(kind, received) -> dict:
    """The sums of a term as plain data: norm, each counted day, each skipped one and why."""
    if kind not in Kind.values:
        raise CommandError(
            _("%(kind)s no es un tipo. Son: %(kinds)s")
            % {"kind": kind, "kinds": ", ".join(Kind.values)}
        )
    try:
        received_at = clock.local(clock.read(received))
    except (ValueError, TypeError):
        raise CommandError(
            _("%s no es un instante; escríbalo como 2026-07-02T10:00:00-05:00") % repr(received)
        ) from None
    received_on = received_at.date()
    term = Term.objects.in_force(kind, received_on)
    count = term.count(received_on)
    stated = term.business_days is None
    return {
        "type": kind,
        "label": str(Kind(kind).label),
        "received_at": received_at.isoformat(),
        "received_on": received_on.isoformat(),
        "term_business_days": term.business_days,
        "most_business_days": term.most_business_days,
        "norm": term.norm,
        "due_on": None if stated else count.due_on.isoformat(),
        "counted": [{"day": one.day.isoformat(), "n": one.ordinal} for one in count.counted],
        "skipped": [
            {"day": one.day.isoformat(), "reason": one.reason, "kind": one.kind}
            for one in count.skipped
        ],
    }


def _lines(told):
    yield f"{told['label']} ({told['type']})"
    yield _("Recibida: %s") % told["received_at"]
    yield _("Norma: %s") % told["norm"]
    if told["due_on"] is None:
        yield _("Vence: en la fecha que fija la autoridad")
        return
    yield _("Término: %(days)s días hábiles (con prórroga, hasta %(most)s)") % {
        "days": told["term_business_days"],
        "most": told["most_business_days"],
    }
    days = told["counted"] + told["skipped"]
    for day in sorted(days, key=lambda one: one["day"]):
        written = date_format(clock.read(day["day"]).astimezone(clock.ZONE), "D j M Y")
        yield f"  {written:18} {day.get('n') or '-':>3}  {day.get('reason', '')}".rstrip()
    yield _("Vence: %s") % told["due_on"]
