"""The papers of a contract: each time that one goes to be signed it is a version, kept whole."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koios.core import documents, files
from koios.core.states import Recorded

TEMPLATE = "contracts/contract.typ"


class VersionQuerySet(models.QuerySet):
    def of(self, record):
        """Those of a contract itself, or of one of its amendments."""
        amendment = None if record == record.contract else record
        rows = self.filter(contract=record.contract, amendment=amendment)
        return rows.select_related(
            "document__file__blob", "signing__file__blob", "signing__evidence__blob"
        )

    def standing(self):
        return self.filter(withdrawn_at=None)


class Version(Recorded):
    """What a contract or an amendment said when it went to be signed."""

    LEGAL_FIELDS = ("contract_id", "amendment_id", "number", "document_id", "withdrawn_at")

    contract = models.ForeignKey("contracts.Contract", models.PROTECT, related_name="versions")
    amendment = models.ForeignKey(
        "contracts.Amendment", models.PROTECT, null=True, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    document = models.OneToOneField(
        documents.Document, models.PROTECT, related_name="contract_version"
    )
    frozen_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                condition=Q(amendment=None),
                name="version_of_contract_once",
            ),
            models.UniqueConstraint(
                fields=["amendment", "number"], name="version_of_amendment_once"
            ),
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(amendment=None, withdrawn_at=None),
                name="version_of_contract_one_stands",
            ),
            models.UniqueConstraint(
                fields=["amendment"],
                condition=Q(withdrawn_at=None),
                name="version_of_amendment_one_stands",
            ),
        ]

    def __str__(self):
        return f"v{self.number}"

    @property
    def paper(self) -> dict:
        """What it says, as it was frozen."""
        return self.document.data


class Signing(Recorded):
    """How, when and by whom a version was signed, with the signed paper."""

    class How(models.TextChoices):
        ELECTRONIC = "electronic", _("Con firma electrónica")
        PAPER = "paper", _("En papel")

    LEGAL_FIELDS = ("version_id", "how", "on", "file_id", "evidence_id", "signed_by", "note")

    version = models.OneToOneField(Version, models.PROTECT, related_name="signing")
    how = models.CharField(_("cómo"), max_length=10, choices=How)
    on = models.DateField(_("firmado el"))
    file = models.ForeignKey(files.File, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(  # of an electronic one, sealed a moment later
        files.File, models.PROTECT, null=True, related_name="+"
    )
    signed_by = models.JSONField(default=list)  # names, as they were told
    note = models.TextField(blank=True)

    def __str__(self):
        return f"{self.version_id} {self.on}"
