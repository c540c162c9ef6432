"""Who asks: the data that a petitioner gave for one case, and no more than those."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core.states import Recorded
from koios.customers.identity import DocumentType


class Petitioner(Recorded):
    """The person behind a case, as they told it (Ley 1437 de 2011, art. 16). Anonymous cases
    have none."""

    name = models.CharField(_("nombres y apellidos"), max_length=200)
    document_type = models.CharField(_("documento"), max_length=3, choices=DocumentType, blank=True)
    document_number = models.CharField(_("número de documento"), max_length=30, blank=True)
    email = models.EmailField(_("correo electrónico"), blank=True)
    phone = models.CharField(_("celular"), max_length=30, blank=True)
    address = models.CharField(_("dirección"), max_length=200, blank=True)
    represents = models.CharField(_("en nombre de"), max_length=200, blank=True)

    PERSONAL_FIELDS = LEGAL_FIELDS = (
        "name",
        "document_type",
        "document_number",
        "email",
        "phone",
        "address",
        "represents",
    )

    class Meta:
        indexes = [
            models.Index(fields=["document_number"], name="petitioner_document"),
            models.Index(fields=["email"], name="petitioner_email"),
        ]

    def __str__(self):
        return self.name

    @property
    def document(self):
        return " ".join(part for part in (self.document_type, self.document_number) if part)
