"""A petitioner's data when they ask to be forgotten (Ley 1581 de 2012, art. 8.e).

The record of a PQRS is kept for some years (`cases.retention_years`), and while it is kept it
names who asked; afterwards the values go and the acts stay.
"""

from datetime import date

from django.utils.translation import gettext as _

from koios.cases import searching
from koios.cases.petitioner import Petitioner
from koios.core import calendar
from koios.core import settings as company
from koios.core.acts import act
from koios.customers import erasure
from koios.customers.models import DataSubject


def why_kept(record) -> str:
    """Why the data of this person must stay; empty when nothing of PQRS forbids to erase them."""
    today = calendar.today()
    years = company.get("cases.retention_years")
    since = date(today.year - years, today.month, min(today.day, 28))
    if petitioners_like(record).filter(case__received_on__gt=since).exists():
        return _("Tiene PQRS que la empresa debe conservar %(years)s años.") % {"years": years}
    return ""


@act
def forget(record, *, by):
    """Erase the values of the cases of a person who was erased elsewhere."""
    for petitioner in petitioners_like(record):
        erasure.blank(petitioner, by, "", name=str(_("Persona suprimida")))
        searching.index(petitioner.case)


def petitioners_like(record):
    """The petitioners with the same document; without one, nobody is taken for another."""
    number = getattr(record, "document_number", "")
    if not number and not isinstance(record, DataSubject):
        subject = getattr(record, "subject", None)
        number = subject.document_number if subject else ""
    if not number:
        return Petitioner.objects.none()
    return Petitioner.objects.filter(document_number=number)
