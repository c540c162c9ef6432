"""What the company decides: typed, with a default, a version, and who changed it on the trail.

Each capability defines its own in `apps.py`; the settings page and this module know only fields.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django import forms
from django.conf import settings as django_settings
from django.db import models
from django.utils.translation import gettext as _

from koios.core import clock, events, stamps
from koios.core.acts import act
from koios.core.registry import Registry
from koios.core.states import Recorded

definitions = Registry()
groups = Registry()


@dataclass
class Definition:
    """A setting: its form field checks and shows it; its default holds until someone changes it."""

    key: str
    field: forms.Field
    default: object
    group: str


class Setting(Recorded):
    """The value in force of a setting; those before it stand on its trail."""

    key = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        django_settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    LEGAL_FIELDS = ("value", "version")

    class Meta:
        app_label = "core"

    def __str__(self):
        return self.key


class ListField(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea

    def to_python(self, value):
        if isinstance(value, list | tuple):
            return list(value)
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def validate(self, value):
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        for line in value:
            super().run_validators(line)


class NumbersField(forms.CharField):
    """Whole numbers from 1 to `most`, in the order in which they are written: «1, 5, 15»."""

    def __init__(self, *, most, **options):
        super().__init__(**options)
        self.most = most

    def to_python(self, value):
        if isinstance(value, list | tuple):
            return list(value)
        written = [part for part in re.split(r"[,;\s]+", str(value or "")) if part]
        if not all(part.isdecimal() and 1 <= int(part) <= self.most for part in written):
            raise forms.ValidationError(
                _("Escriba números de 1 a %(most)s separados por comas, como 1, 5, 15.")
                % {"most": self.most}
            )
        return [int(part) for part in written]

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def validate(self, value):
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """Each number was looked at when it was read."""


def define_group(name, label, *, order=100, module="settings"):
    """A page of settings; who may configure the module may change it."""
    return groups.add(name, Group(name, label, order, module))


@dataclass(frozen=True)
class Group:
    name: str
    label: str
    order: int
    module: str

    @cached_property
    def definitions(self):
        return [one for one in definitions if one.group == self.name]


def define(key, field, *, default, group, label="", help=""):
    field.label = label or field.label
    field.help_text = help or field.help_text
    return definitions.add(key, Definition(key, field, default, group))


def get(key):
    """The value in force, in the type of its field."""
    definition = definitions[key]
    stored = _stored()
    if key not in stored:
        return definition.default
    return definition.field.to_python(stored[key])


@act
def put(key, value, *, by, reason=""):
    """Change a setting; the field checks it first and raises `ValidationError`."""
    definition = definitions[key]
    value = definition.field.clean(value)
    before = get(key)
    if value == before:
        return
    stored = _storable(value)
    row = Setting.objects.select_for_update().filter(pk=key).first()
    user = by if isinstance(by, models.Model) else None
    if row is None:
        row = Setting(key=key, value=stored, changed_at=clock.now(), changed_by=user)
        row.begin(by=by, reason=reason)
    else:
        row.amend(
            by=by,
            reason=reason,
            value=stored,
            version=row.version + 1,
            changed_at=clock.now(),
            changed_by=user,
        )
    stamps.bump("settings")
    events.setting_changed.send(Setting, key=key, before=before, after=value, by=by, reason=reason)


_memory: tuple = (None, {})


def _stored() -> dict:
    global _memory
    version = stamps.stamp("settings")
    if _memory[0] != version:
        _memory = (version, dict(Setting.objects.values_list("key", "value")))
    return _memory[1]


def _storable(value):
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    return value
