"""What customers themselves tell on the story of a customer: notes, and acts on its data."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.core import audit
from koios.core.together import along
from koios.customers.models import Address, Contact, Customer, Note, Paper
from koios.ui.story import Event

# (model, verb) -> what whoever did it did; verbs that are not here are not told
TOLD = {
    ("customers.customer", "registered"): gettext_lazy("registró al cliente."),
    ("customers.customer", "revised"): gettext_lazy("corrigió %(what)s."),
    ("customers.customer", "activated"): gettext_lazy("lo dejó activo."),
    ("customers.customer", "deactivated"): gettext_lazy("lo dejó inactivo."),
    ("customers.customer", "handed_over"): gettext_lazy("cambió al responsable."),
    ("customers.customer", "absorbed"): gettext_lazy("unió a este otro registro del cliente."),
    ("customers.customer", "claim_marked"): gettext_lazy("lo marcó «Reclamo en trámite»."),
    ("customers.customer", "claim_unmarked"): gettext_lazy("quitó «Reclamo en trámite»."),
    ("customers.customer", "erased"): gettext_lazy("suprimió los datos personales."),
    ("customers.contact", "introduced"): gettext_lazy("agregó el contacto %(what)s."),
    ("customers.contact", "retired"): gettext_lazy("retiró el contacto %(what)s."),
    ("customers.contact", "claim_marked"): gettext_lazy("marcó «Reclamo en trámite» en %(what)s."),
    ("customers.contact", "claim_unmarked"): gettext_lazy(
        "quitó «Reclamo en trámite» de %(what)s."
    ),
    ("customers.contact", "erased"): gettext_lazy("suprimió los datos de un contacto."),
    ("customers.paper", "kept"): gettext_lazy("guardó %(what)s."),
    ("customers.paper", "replaced"): gettext_lazy("retiró %(what)s."),
    ("customers.address", "noted"): gettext_lazy("agregó la dirección %(what)s."),
    ("customers.address", "dropped"): gettext_lazy("quitó la dirección %(what)s."),
}
ICONS = {
    "customers.customer": "building",
    "customers.contact": "user",
    "customers.paper": "file-text",
    "customers.address": "map-pin",
}


def notes(customer, user, lineage, before, limit):
    rows = Note.objects.filter(customer__in=lineage).select_related("author", "contact")
    if before is not None:
        rows = rows.filter(happened_at__lt=before)
    told = yield rows[:limit]
    return [
        Event(
            at=note.happened_at,
            who=str(note.author),
            did=_heading(note),
            body=note.text,
            icon=note.icon,
            inner=note.kind == Note.Kind.NOTE,
        )
        for note in told
    ]


def acts(customer, user, lineage, before, limit):
    """What was done with its data, from the trail of the customer and of what hangs on it.

    The names come from the records themselves, so that one who was erased is not named.
    """
    parts = yield along(customer, "contacts", "papers", "addresses")
    hanging = {
        model._meta.label_lower: {str(row.pk): row for row in rows}
        for model, rows in zip((Contact, Paper, Address), parts, strict=True)
    }
    wanted = _of(Customer._meta.label_lower, lineage)
    for kind, rows in hanging.items():
        if rows:
            wanted |= _of(kind, rows)
    entries = audit.Entry.objects.filter(wanted, verb__in={verb for _kind, verb in TOLD})
    if before is not None:
        entries = entries.filter(at__lt=before)
    told = yield entries.order_by("-sequence")[:limit]
    return [
        _event(entry, hanging.get(entry.subject_type, {}).get(entry.subject_id))
        for entry in told
        if (entry.subject_type, entry.verb) in TOLD
    ]


def _of(kind, keys):
    return Q(subject_type=kind, subject_id__in=[str(key) for key in keys])


def _event(entry, about):
    did = str(TOLD[entry.subject_type, entry.verb])
    if "%(what)s" in did:
        did %= {"what": about or _fields(entry)}
    if entry.reason:
        did = f"{did} {entry.reason}"
    return Event(at=entry.at, who=entry.actor_name, did=did, icon=ICONS[entry.subject_type])


def _fields(entry):
    """«el teléfono y la dirección» would need the gender of each: «teléfono, dirección»."""
    named = [str(Customer._meta.get_field(name).verbose_name) for name in entry.changes]
    if len(named) > 4:
        return ngettext("%(n)s dato", "%(n)s datos", len(named)) % {"n": len(named)}
    return ", ".join(named)


def _heading(note):
    """«llamada con Mauricio Ocampo, 8 minutos»"""
    said = note.get_kind_display().lower()
    if note.contact:
        said = _("%(kind)s con %(who)s") % {"kind": said, "who": note.contact}
    if note.minutes:
        minutes = ngettext("%(n)s minuto", "%(n)s minutos", note.minutes) % {"n": note.minutes}
        said = f"{said}, {minutes}"
    return said
