"""How the trail and the pages common to all name what belongs to customers."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from koios.core.permissions import CONFIGURE
from koios.customers.models import (
    Address,
    ConsentEvent,
    ConsentPurpose,
    Contact,
    Customer,
    DataSubject,
    Note,
    Paper,
    PrivacyNotice,
    PrivacyPolicy,
)
from koios.office import machine, phrases, places, queue

# People of a customer are named to whoever may see customers; titulares, who may be petitioners
# in reserve, only to who may see identities.
_NAMED = (
    (Customer, _("Cliente"), ("merged_into",)),
    (Contact, _("Contacto"), ("customer",)),
    (Address, _("Dirección"), ("customer",)),
    (Paper, _("Documento"), ("customer",)),
    (Note, _("Nota"), ("customer",)),
)
for _model, _label, _related in _NAMED:
    phrases.subjects.add(
        _model._meta.label_lower,
        phrases.Subject(
            _label,
            "customers",
            related=_related,
            url=lambda record: getattr(record, "customer", record).get_absolute_url(),
            is_personal=False,
        ),
    )
for _model, _label in ((DataSubject, _("Titular de datos")), (ConsentEvent, _("Autorización"))):
    phrases.subjects.add(
        _model._meta.label_lower, phrases.Subject(_label, "customers", is_personal=True)
    )
for _model in (ConsentPurpose, PrivacyPolicy, PrivacyNotice):
    phrases.subjects.add(
        _model._meta.label_lower,
        phrases.Subject(capfirst(_model._meta.verbose_name), "customers"),
    )

phrases.tell(
    "customers.consentevent",
    consent_given=_("anotó que autorizó"),
    consent_denied=_("anotó que no autorizó"),
    consent_revoked=_("anotó que retiró la autorización"),
)

phrases.tell(
    claim_marked=_("marcó «Reclamo en trámite»"),
    claim_unmarked=_("quitó la marca «Reclamo en trámite»"),
)

machine.names.add("customers.papers", _("Avisar de los documentos que se vencen"))
places.OWN.append((_("Datos personales"), "customers:privacy", "customers", CONFIGURE))
queue.starts.add(
    "customer",
    queue.Start(_("Registrar cliente"), "customers:new_customer", "building", "customers"),
)
