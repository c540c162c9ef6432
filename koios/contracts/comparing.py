"""What one paper of a contract says differently from another."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Change:
    """One difference; `before` is empty for what is new, `after` for what is gone."""

    where: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        if not self.before:
            return "new"
        return "changed" if self.after else "gone"


def changes(before: dict, after: dict) -> list:
    """Of two papers as they were frozen, in the order in which the later one reads."""
    old, new = _told(before), _told(after)
    found = [
        Change(where, old.get(where, ""), text)
        for where, text in new.items()
        if old.get(where, "") != text
    ]
    return found + [Change(where, text, "") for where, text in old.items() if where not in new]


def _told(paper) -> dict:
    """Everything that a paper says, each under its own name."""
    told = {_("Título"): paper["title"], _("Entrada"): paper["opening"]}
    told |= {row["label"]: row["value"] for row in paper["facts"]}
    for clause in paper["clauses"]:
        _number, _dot, title = clause["title"].partition(". ")
        told[_("Cláusula «%(title)s»") % {"title": title}] = clause["text"]
    for row in paper["tariffs"]:
        about = ", ".join(filter(None, [row["description"], row["note"]]))
        name = _("Tarifa de %(what)s") % {"what": about}
        told[name] = f"{row['price']} / {row['unit']}, {row['tax']}"
    for row in paper["requirements"]:
        name = _("Requisito «%(what)s»") % {"what": row["statement"]}
        told[name] = ", ".join(filter(None, [row["kind"], row["verification"], row["owner"]]))
    for policy in paper["policies"]:
        told[_("Póliza %(what)s") % {"what": policy}] = _("se exige")
    for row in paper["annexes"]:
        told[_("Anexo %(name)s") % {"name": row["name"]}] = row["hash"]
    for row in paper["parties"]:
        told[_("Firma: %(who)s") % {"who": row["label"]}] = ", ".join([row["name"], *row["lines"]])
    return {where: text for where, text in told.items() if text}
