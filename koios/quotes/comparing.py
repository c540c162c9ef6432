"""What a version says differently from the one before: for the customer and for who approves it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from koios.quotes import papers
from koios.ui import formats


@dataclass(frozen=True)
class Change:
    """One difference: of a line, or of the quote as a whole (then `line` is empty).

    `before` is empty for what is new, `after` for what is no longer there; `is_entire` is for a
    line that came or went as it is.
    """

    line: str
    name: str
    before: str
    after: str
    is_entire: bool = False

    @property
    def kind(self) -> str:
        if not self.before:
            return "new"
        return "changed" if self.after else "gone"


def changes(quote, since=None) -> list:
    """What `quote` says differently from `since` (the version before, unless said otherwise)."""
    since = since or quote.previous
    if since is None:
        return []
    return [*_of_lines(since.all_lines, quote.all_lines), *_of_whole(since, quote)]


def _of_lines(before, after):
    pairs, gone, new = _paired(before, after)
    found = []
    for old, line in pairs:
        told_before, told_after = _told(old), _told(line)
        found += [
            Change(line.description, name, told_before[name], told_after[name])
            for name in told_after
            if told_before[name] != told_after[name]
        ]
    found += [Change(line.description, _("Ya no está"), _summary(line), "", True) for line in gone]
    found += [Change(line.description, _("Línea nueva"), "", _summary(line), True) for line in new]
    return found


def _paired(before, after):
    """Each line with the one that it was: the same words, else the same service, in order."""
    old, new, pairs = list(before), list(after), []
    for likeness in (_words, _service):
        for line in list(new):
            twin = next((one for one in old if likeness(one) == likeness(line) != ""), None)
            if twin is not None:
                pairs.append((twin, line))
                old.remove(twin)
                new.remove(line)
    order = {line.pk: at for at, line in enumerate(after)}
    return sorted(pairs, key=lambda pair: order[pair[1].pk]), old, new


def _words(line):
    return " ".join((line.code + " " + line.description).casefold().split())


def _service(line):
    return f"{line.service_id} {line.vehicle_class} {line.route}" if line.service_id else ""


def _told(line) -> dict:
    """What a line says, in words and in the order in which it is read."""
    paper = papers.line_in_words(line)
    return {
        _("Descripción"): paper["description"],
        _("Detalle"): paper["note"],
        _("Sección"): line.section,
        _("Cantidad"): line.amount,
        _("Precio"): paper["price"],
        _("Descuento"): paper["discount"],
        _("IVA"): paper["tax"],
        _("Opcional"): _("sí") if line.optional else _("no"),
        _("Valor"): paper["net"],
    }


def _summary(line):
    paper = papers.line_in_words(line)
    return f"{line.amount} × {paper['price']} = {paper['net']}"


def _of_whole(before, after):
    return [
        Change("", name, old, new)
        for (name, old), (_name, new) in zip(_whole(before), _whole(after), strict=True)
        if old != new
    ]


def _whole(quote):
    days = [quote.service_from, quote.service_until]
    return [
        (_("Qué se ofrece"), quote.title),
        (_("Presentación"), quote.introduction.strip()),
        (_("Condiciones"), quote.conditions.strip()),
        (_("Servicio"), " – ".join(formats.day(day) for day in days if day)),
        (_("Total"), formats.pesos(quote.total)),
    ]
