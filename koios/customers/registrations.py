"""What customers put into the registries of the layers below, and their settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.accounts.handovers import Handover, handovers
from koios.core import exports, files, search, settings
from koios.core.imports import importers
from koios.customers import claims, importing, listing, merging, searching, story
from koios.customers.models import Address, Contact, Customer, Note, Paper
from koios.customers.record import StorySource, story_sources
from koios.ui import shell

shell.rail.add(
    shell.RailItem(
        "customers",
        _("Clientes"),
        "customers:customers",
        icon="building",
        module="customers",
        order=20,
        holds=lambda: ("customers:privacy",),
    )
)
shell.foot.add("privacy", shell.Link(_("Datos personales"), "privacy:policy_in_force"))

settings.define_group("customers", _("Clientes"), order=20, module="customers")
settings.define(
    "customers.segments",
    settings.ListField(required=False),
    default=[
        "Educación",
        "Salud",
        "Empresarial",
        "Industria y construcción",
        "Agroindustria",
        "Turismo",
        "Sector público",
        "Personas",
    ],
    group="customers",
    label=_("Segmentos"),
    help=_("Uno por línea, en el orden en que se ofrecen."),
)
settings.define(
    "customers.paper_notice_days",
    forms.IntegerField(min_value=1, max_value=180),
    default=30,
    group="customers",
    label=_("Días de aviso antes de que venza un documento"),
)

for _model in (Contact, Address, Note, Paper):
    merging.mergers.add(_model._meta.label_lower, merging.move_each(_model))
merging.mergers.add("customers.claimmark", claims.move)
# Whoever was merged into the one that goes still points there, and from there to the one that
# stays: links of both keep leading to it.
merging.mergers.add("customers.customer", merging.stays)

story_sources.add("notes", StorySource(_("Notas"), story.notes))
story_sources.add("record", StorySource(_("Datos"), story.acts))

search.providers.add(
    searching.KIND,
    search.Provider(
        kind=searching.KIND,
        label=_("Clientes"),
        module="customers",
        visible=lambda user, ids: Customer.objects.visible_to(user).standing().filter(pk__in=ids),
        records=Customer.objects.standing,
        index=searching.index,
        note=lambda customer: ", ".join(
            filter(None, [str(customer.document or ""), customer.place])
        ),
        icon="building",
    ),
)

exports.add(listing.CUSTOMERS)
importers.add(importing.CustomerImporter.name, importing.CustomerImporter)

files.file_guards.add(Paper._meta.label_lower, lambda user, file: user.may("customers"))


def _owned(user):
    return Customer.objects.standing().filter(owner=user)


def _hand_over(from_user, to_user, by):
    for customer in _owned(from_user):
        customer.hand_to(to_user, by=by)


handovers.add(
    "customers", Handover("customers", _("Clientes a cargo"), _owned, _hand_over, "customers")
)
