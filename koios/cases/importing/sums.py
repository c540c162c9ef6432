"""How far a list is from what Koios counts: told of each row, and summed up for the file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.ui import formats

SHOWN = 100  # differing rows in the answer; all of them stand with their cases
NAMES = {
    "due_on": gettext_lazy("vencimiento"),
    "business_days": gettext_lazy("días hábiles de respuesta"),
    "calendar_days": gettext_lazy("días calendario de respuesta"),
}


def differing(past):
    """A doubt for each date of the row that we count otherwise."""
    for name, days in past.differences.items():
        if days:
            reason = _("Koios cuenta %(own)s (%(apart)s)")
            told = {"own": written(getattr(past.own, name)), "apart": apart(name, days)}
            yield past.values.error(name, reason % told)


def add(extra, past):
    """Add a row to the sums of its file."""
    state = "undated" if past.is_undated else "open" if past.is_open else "ended"
    _count(extra.setdefault("states", {}), "answered" if past.answered_at else state)
    for name, days in past.differences.items():
        told = extra.setdefault(name, {"told": 0, "same": 0, "different": 0, "apart": {}})
        told["told"] += 1
        told["different" if days else "same"] += 1
        if days:
            _count(told["apart"], f"{days:+}")
            _show(extra.setdefault("differences", []), past, name, days)


def told(extra) -> list:
    """The sums in sentences."""
    lines = []
    for name, label in NAMES.items():
        if name not in extra:
            continue
        sums = extra[name]
        if not sums["different"]:
            line = _("%(label)s: los %(n)s del archivo coinciden con la cuenta de Koios.")
        else:
            line = _(
                "%(label)s: %(different)s de %(n)s no coinciden con la cuenta de Koios (%(how)s)."
            )
        line %= {
            "label": str(label).capitalize(),
            "n": formats.number(sums["told"]),
            "different": formats.number(sums["different"]),
            "how": _histogram(name, sums["apart"]),
        }
        lines.append(line)
    if repeated := extra.get("repeated_rows"):
        line = ngettext(
            "%(n)s fila repite otra del mismo archivo.",
            "%(n)s filas repiten otra del mismo archivo.",
            repeated,
        )
        lines.append(line % {"n": formats.number(repeated)})
    return lines


def apart(name, days) -> str:
    """«2 días hábiles después»: where the list is, seen from our own sum."""
    unit = (
        ngettext("%(n)s día", "%(n)s días", abs(days))
        if name == "calendar_days"
        else ngettext("%(n)s día hábil", "%(n)s días hábiles", abs(days))
    )
    told = unit % {"n": abs(days)}
    if name == "due_on":
        return f"{told} {_('después') if days > 0 else _('antes')}"
    return f"{told} {_('más') if days > 0 else _('menos')}"


def apart_of(origin) -> list:
    """«vencimiento: 2 días hábiles después», for each date that we count otherwise."""
    return [f"{NAMES[name]}: {apart(name, days)}" for name, days in origin.apart.items()]


def written(value) -> str:
    return str(value) if isinstance(value, int) else formats.day(value)


def _histogram(name, counts):
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])[:5]
    return ", ".join(f"{formats.number(n)}: {apart(name, int(days))}" for days, n in ordered)


def _show(shown, past, name, days):
    if len(shown) < SHOWN:
        said, own = getattr(past.said, name), getattr(past.own, name)
        shown.append(
            {
                "row": past.values.line,
                "external_number": past.number,
                "what": name,
                "said": said if isinstance(said, int) else said.isoformat(),
                "own": own if isinstance(own, int) else own.isoformat(),
                "apart": days,
            }
        )


def _count(counts, key):
    counts[key] = counts.get(key, 0) + 1
