"""Numbers of business: gapless, yearly, in the format that the company chooses.

A number is taken from a locked row in the transaction of the act, so an act that fails gives it
back; a sequence of the database would leave a gap. It is taken before anything is told to the
trail (record, counter, head).
"""

import re
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import settings
from koios.core.acts import act
from koios.core.registry import Registry

series = Registry()


@dataclass(frozen=True)
class Series:
    """A kind of number, and the model that carries it in its fields `year` and `sequence`.

    `among` tells its records apart where a model carries two series.
    """

    name: str
    label: str
    model: str
    among: dict = field(default_factory=dict, hash=False)

    @property
    def key(self):
        return f"numbering.{self.name}"


@dataclass(frozen=True)
class Number:
    year: int
    sequence: int
    text: str


class Counter(models.Model):
    """The last number given of a series in a year."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="counter_once")]

    def __str__(self):
        return f"{self.series} {self.year}: {self.last}"


def register(name, *, label, default_format, model, among=None):
    """Declare a series; its format becomes a setting of the company."""
    settings.define(
        f"numbering.{name}",
        forms.CharField(max_length=60, validators=[check_format]),
        default=default_format,
        group="numbering",
        label=label,
        help=gettext_lazy(
            "Use {year} para el año y {number:06d} para el consecutivo con seis cifras."
        ),
    )
    return series.add(name, Series(name, label, model, among or {}))


@act
def take(name, *, on: date) -> Number:
    """The next number of the series in the year of that day."""
    # One statement, which holds the row until the act ends; the ORM cannot say "one more than
    # there was" in an upsert. The SQL is the same in SQLite and PostgreSQL.
    table = Counter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, year, last) VALUES (%s, %s, 1)"  # noqa: S608
            f" ON CONFLICT (series, year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [name, on.year],
        )
        (last,) = cursor.fetchone()
    return Number(on.year, last, written(name, on.year, last))


def written(name, year, sequence) -> str:
    return settings.get(f"numbering.{name}").format(year=year, number=sequence)


def check_format(text):
    """A format must say the year and the number, or two acts could carry the same one; it goes
    into addresses and file names, so only letters, digits, dots and dashes stand around them."""
    try:
        first, second = (text.format(year=2026, number=n) for n in (1, 2))
        other_year = text.format(year=2027, number=1)
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        raise ValidationError(
            _("El formato solo puede usar {year} y {number}; por ejemplo PQRS-{year}-{number:06d}.")
        ) from None
    if not re.fullmatch(r"[A-Za-z0-9._-]+", first):
        raise ValidationError(_("El formato solo lleva letras, números, puntos y guiones."))
    if first in (second, other_year):
        raise ValidationError(_("El formato debe llevar {year} y {number}, o se repetiría."))


def check_counters():
    """What is wrong with the numbers: gaps, doubles, a counter that does not agree."""
    for kind in series:
        last = dict(Counter.objects.filter(series=kind.name).values_list("year", "last"))
        used = (
            apps.get_model(kind.model)
            ._default_manager.filter(**kind.among)
            .exclude(sequence=None)
            .values("year")
            .annotate(
                count=Count("sequence"),
                different=Count("sequence", distinct=True),
                lowest=Min("sequence"),
                highest=Max("sequence"),
            )
            .values_list("year", "count", "different", "lowest", "highest")
            .order_by("year")
        )
        for year, count, different, lowest, highest in used:
            given = last.pop(year, 0)
            if not (count == different == highest == given and lowest == 1):
                yield (
                    f"numbering {kind.name} {year}: the counter says {given}, the records carry "
                    f"{count} numbers ({different} different) from {lowest} to {highest}"
                )
        for year, given in last.items():
            if given:
                yield f"numbering {kind.name} {year}: the counter says {given}, no record has one"
