"""Quotes to begin with: a text and its lines under a name, for what is offered often."""

from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core.acts import act
from koios.core.states import Recorded
from koios.quotes.line import QuoteLine

NUMBERS = ("quantity", "price", "discount")
KEPT = tuple(name for name in QuoteLine.TOLD if name not in ("chosen", "tax_rate"))


class QuoteTemplate(Recorded):
    """What a quote begins with: title, texts, validity and lines as JSON."""

    LEGAL_FIELDS = ("name", "title", "introduction", "conditions", "valid_days", "rows", "active")

    name = models.CharField(_("nombre"), max_length=120, unique=True)
    title = models.CharField(_("qué se ofrece"), max_length=200)
    introduction = models.TextField(_("presentación"), max_length=5000, blank=True)
    conditions = models.TextField(_("condiciones"), max_length=10_000, blank=True)
    valid_days = models.PositiveSmallIntegerField(_("vigencia en días"), default=30)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    active = models.BooleanField(_("se ofrece"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("plantilla de cotización")
        verbose_name_plural = _("plantillas de cotización")

    def __str__(self):
        return self.name

    @classmethod
    @act
    def save_from(cls, quote, *, name, by):
        """Keep what a quote says as a template; one with the same name is written anew."""
        told = {
            "title": quote.title,
            "introduction": quote.introduction,
            "conditions": quote.conditions,
            "valid_days": quote.valid_days,
            "rows": [_kept(line) for line in quote.all_lines],
            "active": True,
        }
        standing = cls.objects.filter(name__iexact=name).first()
        if standing:
            standing.amend(by=by, facts={"from": quote.pk}, **told)
            return standing
        return cls(name=name, **told).begin(by=by, facts={"from": quote.pk})

    @property
    def lines(self) -> list:
        """As `Quote.draft` takes them."""
        return [_as_told(row) for row in self.rows]


def _kept(line):
    told = line.told()
    return {name: str(told[name]) if name in NUMBERS else told[name] for name in KEPT}


def _as_told(row):
    return {
        name: Decimal(value) if name in NUMBERS else value
        for name, value in row.items()
        if name in KEPT
    }
