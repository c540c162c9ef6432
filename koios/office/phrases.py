"""What the trail says in words: each verb as something that somebody did, each kind of record.

Capabilities tell theirs in `apps.py`; what they leave out is told in the plain words below.

    phrases.tell("cases.case", filed=_("la radicó"), extended=_("prorrogó el término"))
    phrases.subjects.add("cases.case", Subject(_("PQRS"), module="cases"))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.story import PHRASES as OF_ACCOUNTS
from koios.core.permissions import SEE
from koios.core.registry import Registry


@dataclass(frozen=True)
class Subject:
    """A kind of record as the trail names it.

    `module`: who may not see it does not see its acts either. `name(record)` is what the record is
    called, `related` what that needs to read (select_related); `url(record)` where it is seen.
    `fields` name what is no field of the model, `untold` are those that say nothing to people,
    `value(record, field, value)` tells a value in a
    way of its own (None: in the usual way). `is_personal`: the name itself is that of a person in
    reserve, so only who may see identities reads it; by default, when the model has personal
    fields. `hidden_from(user)`: a queryset of the keys, as texts, of records that this
    person must not see though the module is open to them. `outsider` is who acts on it without an
    account.
    """

    label: str
    module: str = ""
    name: Callable = str
    related: tuple = ()
    url: Callable | None = None
    fields: dict | None = None
    untold: tuple = ()
    value: Callable | None = None
    is_personal: bool | None = None
    hidden_from: Callable | None = None
    outsider: str = _("Alguien sin entrar")

    def is_open_to(self, user):
        return not self.module or user.may(self.module, SEE)


subjects = Registry()


def open_to(user, rows, *, kind, key):
    """Of rows about records (entries, messages), those about records that a person may see.

    `kind` and `key` name the columns that tell which record a row is about.
    """
    closed = [name for name, told in subjects.items() if not told.is_open_to(user)]
    rows = rows.exclude(**{f"{kind}__in": closed}) if closed else rows
    for name, told in subjects.items():
        if told.hidden_from and name not in closed:
            rows = rows.exclude(**{kind: name, f"{key}__in": told.hidden_from(user)})
    return rows


_verbs = Registry()


def tell(model: str = "", **phrases) -> None:
    """Say how acts are told: of a model («cases.case»), or of any that says nothing itself."""
    for verb, phrase in phrases.items():
        _verbs.add((model, verb), phrase)


def phrase(entry) -> str:
    """«creó la cuenta», «pasó a Cerrada»: what whoever acted did."""
    told = _verbs.get((entry.subject_type, entry.verb)) or _verbs.get(("", entry.verb))
    if told:
        return str(told)
    if entry.verb.startswith("to_"):
        state = _state_label(entry.subject_type, entry.verb.removeprefix("to_"))
        return _g("pasó a «%(state)s»") % {"state": state}
    return _g("registró «%(verb)s»") % {"verb": entry.verb.replace("_", " ")}


def changed(before: str | None, after: str | None) -> str:
    """What became of a value, None where there was or is nothing."""
    if before is None:
        return _g("«%(after)s»") % {"after": after or _g("vacío")}
    if after is None:
        return _g("se quitó «%(before)s»") % {"before": before}
    return _g("de «%(before)s» a «%(after)s»") % {"before": before, "after": after}


def verb_choices() -> list:
    """The verbs that have words, in the order of these; a word shared by several stands once."""
    by_words = {}
    for (_model, verb), told in _verbs.items():
        by_words.setdefault(str(told), set()).add(verb)
    return sorted(
        ((",".join(sorted(verbs)), words) for words, verbs in by_words.items()),
        key=lambda pair: pair[1].casefold(),
    )


def subject(model: str) -> Subject:
    """How a kind of record is named: as its capability says, or as Django knows it."""
    told = subjects.get(model)
    if told:
        return told
    try:
        name = apps.get_model(model)._meta.verbose_name
    except LookupError:
        name = model
    return Subject(str(name)[:1].upper() + str(name)[1:])


def _state_label(model, value):
    try:
        labels = dict(apps.get_model(model)._meta.get_field("status").flatchoices)
    except LookupError:
        labels = {}
    return labels.get(value, value.replace("_", " "))


tell(
    created=_("creó"),
    changed=_("cambió datos"),
    dropped=_("quitó"),
    files_added=_("agregó archivos"),
    file_added=_("agregó un archivo"),
    registered=_("registró"),
    recorded=_("anotó"),
    revised=_("corrigió"),
    reworded=_("cambió el texto"),
    described=_("describió"),
    noted=_("anotó"),
    written=_("escribió"),
    drafted=_("guardó un borrador"),
    submitted=_("pasó a aprobación"),
    approved=_("aprobó"),
    sent_back=_("devolvió con observaciones"),
    published=_("publicó"),
    proposed=_("propuso"),
    assigned=_("asignó"),
    handed_over=_("entregó a otra persona"),
    started=_("empezó a trabajar"),
    kept=_("guardó"),
    moved=_("pasó a otro registro"),
    merged=_("unió con otro registro"),
    absorbed=_("recibió los datos de otro registro"),
    linked=_("enlazó"),
    activated=_("dejó activo"),
    deactivated=_("dejó inactivo"),
    retired=_("retiró"),
    replaced=_("reemplazó"),
    thrown_away=_("eliminó el archivo"),
    erased=_("suprimió datos personales"),
    introduced=_("agregó"),
    met=_("conoció a la persona"),
    closed=_("cerró"),
    reopened=_("reabrió"),
    completed=_("completó"),
    imported=_("importó"),
    seeded=_("trajo de fábrica"),
)
tell(
    "core.message",
    queued=_("puso el correo en cola"),
    accepted=_("lo entregó al servidor de correo"),
    refused=_("no lo pudo entregar"),
    bounced=_("lo recibió de vuelta"),
    sent_again=_("ordenó enviarlo otra vez"),
    cancelled=_("lo anuló antes de salir"),
)
tell(
    "core.nonworkingday", declared=_("declaró no hábil"), withdrawn=_("volvió a contar como hábil")
)
tell("core.job", retried=_("ordenó intentar de nuevo"), discarded=_("descartó"))
tell("core.setting", created=_("cambió el ajuste"), changed=_("cambió el ajuste"))
for _model in ("accounts.user", "accounts.role", "accounts.area"):
    tell(_model, **OF_ACCOUNTS)
