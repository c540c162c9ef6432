"""The types of PQRS and the term that the law gives to each, as data with validity dates."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core import audit, calendar, stamps
from koios.core.acts import act
from koios.core.refusals import Refusal
from koios.core.states import Recorded


class Kind(models.TextChoices):
    """Types of PQRS (domain 1.2)."""

    PETITION_GENERAL = "PETITION_GENERAL", _("Petición de interés general")
    PETITION_PARTICULAR = "PETITION_PARTICULAR", _("Petición de interés particular")
    INFO_REQUEST = "INFO_REQUEST", _("Petición de información")
    DOC_REQUEST = "DOC_REQUEST", _("Petición de documentos")
    CONSULTATION = "CONSULTATION", _("Consulta")
    COMPLAINT = "COMPLAINT", _("Queja")
    CLAIM = "CLAIM", _("Reclamo")
    SUGGESTION = "SUGGESTION", _("Sugerencia")
    PRAISE = "PRAISE", _("Felicitación")
    REPORT = "REPORT", _("Denuncia")
    HD_QUERY = "HD_QUERY", _("Consulta de datos personales")
    HD_CLAIM = "HD_CLAIM", _("Reclamo de datos personales")
    AUTHORITY = "AUTHORITY", _("Requerimiento de autoridad")

    @property
    def short(self):
        """The word for a column of a list."""
        return SHORT.get(self, self.label)


SHORT = {
    Kind.PETITION_GENERAL: _("Petición"),
    Kind.PETITION_PARTICULAR: _("Petición"),
    Kind.INFO_REQUEST: _("Información"),
    Kind.DOC_REQUEST: _("Documentos"),
    Kind.HD_QUERY: _("Habeas data"),
    Kind.HD_CLAIM: _("Habeas data"),
    Kind.AUTHORITY: _("Autoridad"),
}

L1755_14 = _("Derecho de petición: Ley 1437 de 2011, art. 14 (Ley 1755 de 2015)")
L1755_14_1 = _("Información y documentos: Ley 1437 de 2011, art. 14, num. 1 (Ley 1755 de 2015)")
L1755_14_2 = _("Consulta: Ley 1437 de 2011, art. 14, num. 2 (Ley 1755 de 2015)")
L1480_58 = _("Reclamación directa: Ley 1480 de 2011, art. 58, num. 5")
L1581_14 = _("Consulta de datos personales: Ley 1581 de 2012, art. 14")
L1581_15 = _("Reclamo de datos personales: Ley 1581 de 2012, art. 15")
POLICY = _("Compromiso de la empresa; la ley no fija un término propio")
STATED = _("El plazo que fija la autoridad en su requerimiento")

# kind: (days, most days with an extension, norm, days to ask for what is missing, months that
# the petitioner has, days to pass it to who is competent)
_PETITION = (15, 30, L1755_14, 10, 1, 5)
DEFAULTS = {
    Kind.PETITION_GENERAL: _PETITION,
    Kind.PETITION_PARTICULAR: _PETITION,
    Kind.INFO_REQUEST: (10, 20, L1755_14_1, 10, 1, 5),
    Kind.DOC_REQUEST: (10, 20, L1755_14_1, 10, 1, 5),
    Kind.CONSULTATION: (30, 60, L1755_14_2, 10, 1, 5),
    Kind.COMPLAINT: _PETITION,
    Kind.CLAIM: (15, 15, L1480_58, 10, 1, 5),
    Kind.SUGGESTION: (15, 30, POLICY, 10, 1, 5),
    Kind.PRAISE: (5, 5, POLICY, 10, 1, 5),
    Kind.REPORT: _PETITION,
    Kind.HD_QUERY: (10, 15, L1581_14, 5, 2, 2),
    Kind.HD_CLAIM: (15, 23, L1581_15, 5, 2, 2),
    Kind.AUTHORITY: (None, None, STATED, 10, 1, 5),
}
HABEAS_DATA = (Kind.HD_QUERY, Kind.HD_CLAIM)


class TermQuerySet(models.QuerySet):
    def in_force(self, kind, on: date):
        """The term of a type on the day of receipt; `Term.DoesNotExist` if nobody gave one."""
        terms = _remembered()
        for term in terms:
            if term.kind == kind and term.valid_from <= on and on <= (term.valid_until or on):
                return term
        raise Term.DoesNotExist(f"no term for {kind} on {on}")


class Term(Recorded):
    """How long the company has to answer a type of PQRS, and which norm says so."""

    kind = models.CharField(_("tipo"), max_length=24, choices=Kind)
    business_days = models.PositiveSmallIntegerField(
        _("días hábiles"), null=True, blank=True, help_text=_("Vacío: la fecha se escribe a mano.")
    )
    most_business_days = models.PositiveSmallIntegerField(
        _("máximo con prórroga"), null=True, blank=True
    )
    norm = models.CharField(_("norma"), max_length=200)
    missing_item_days = models.PositiveSmallIntegerField(
        _("días hábiles para pedir lo que falta"), default=10
    )
    petitioner_months = models.PositiveSmallIntegerField(
        _("meses que tiene el peticionario"), default=1
    )
    transfer_days = models.PositiveSmallIntegerField(
        _("días hábiles para trasladar por competencia"), default=5
    )
    valid_from = models.DateField(_("rige desde"))
    valid_until = models.DateField(_("rige hasta"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    LEGAL_FIELDS = (
        "kind",
        "business_days",
        "most_business_days",
        "norm",
        "missing_item_days",
        "petitioner_months",
        "transfer_days",
        "valid_from",
        "valid_until",
    )

    class Meta:
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="term_once_from_a_day")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.valid_from}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        stamps.bump("terms")

    @act
    def put_in_force(self, *, by, reason):
        """Another term for what is received from a day on. What was filed before keeps its own."""
        return self.begin(by=by, verb="put_in_force", reason=reason)

    @act
    def correct(self, *, by, reason, **changes):
        """Word one anew that does not rule yet; afterwards only another one may follow it."""
        if self.valid_from <= calendar.today():
            raise Refusal(
                _("Este término ya rige. Escriba otro con la fecha desde la cual se aplica.")
            )
        return self.amend(by=by, verb="corrected", reason=reason, **changes)

    @property
    def extendable(self) -> bool:
        """Whether the norm lets the term be extended at all."""
        return bool(self.business_days) and self.most_business_days > self.business_days

    def count(self, received_on: date, pauses=()) -> calendar.Count:
        """The sums of this term from a day of receipt."""
        return calendar.count(received_on, self.business_days or 0, pauses)

    def last_day_to_ask(self, received_on: date) -> date:
        """Until when the company may ask for what is missing (art. 17)."""
        return calendar.add_business_days(received_on, self.missing_item_days)


_memory: tuple = (None, [])


def _remembered():
    global _memory
    mark = stamps.stamp("terms")
    if _memory[0] != mark:
        _memory = (mark, list(Term.objects.order_by("kind", "-valid_from")))
    return _memory[1]


@act
def seed():
    """The terms of domain 1.2, in force since before any case that a company may bring along."""
    known = set(Term.objects.values_list("kind", flat=True))
    for kind, (days, most, norm, missing, months, transfer) in DEFAULTS.items():
        if kind not in known:
            Term(
                kind=kind,
                business_days=days,
                most_business_days=most,
                norm=str(norm),
                missing_item_days=missing,
                petitioner_months=months,
                transfer_days=transfer,
                valid_from=date(1995, 1, 1),
            ).begin(by=audit.SYSTEM, verb="seeded")
