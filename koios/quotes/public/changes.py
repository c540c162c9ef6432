"""What a version changes, gathered for who reads it: a line with all that is different of it."""

import difflib
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from koios.quotes import comparing

SHORT = 80  # characters that are told whole, before and after


@dataclass(frozen=True)
class Changed:
    """A line, or something of the whole quote, that reads otherwise."""

    kind: str  # new, gone, changed
    name: str
    told: list


def between(older, newer) -> list:
    found = comparing.changes(newer, since=older)
    gathered = []
    for line, group in groupby(found, key=lambda change: change.line):
        if line:
            gathered += _of_line(line, list(group))
        else:
            gathered += [Changed("changed", change.name, _of_whole(change)) for change in group]
    return gathered


def _of_line(line, changes):
    name = line.splitlines()[0]
    entire = [one for one in changes if one.is_entire]
    parts = [_from_to(one) for one in changes if not one.is_entire]
    gathered = [Changed(one.kind, name, [one.before or one.after]) for one in entire]
    return [Changed("changed", name, parts), *gathered] if parts else gathered


def _from_to(change):
    told = {
        "name": change.name,
        "before": change.before or _("nada"),
        "after": change.after or _("nada"),
    }
    return _("%(name)s: de %(before)s a %(after)s") % told


def _of_whole(change):
    """A short text is told before and after; of a long one, the rows that went and came."""
    both = change.before and change.after
    if both and "\n" not in f"{change.before}{change.after}" and len(change.before) < SHORT:
        return [_("De %(before)s a %(after)s") % {"before": change.before, "after": change.after}]
    rows = difflib.ndiff(change.before.splitlines(), change.after.splitlines())
    return [told for row in rows if (told := _row(row))]


def _row(row):
    text = row[2:].strip()
    if text and row[0] == "-":
        return _("Ya no dice: «%(text)s»") % {"text": text}
    if text and row[0] == "+":
        return _("Ahora dice: «%(text)s»") % {"text": text}
    return ""
