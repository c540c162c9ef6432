"""The quotes behind the figures: a list with the filters of the report and those of its lines."""

from django import forms
from django.db.models import Count, Q, Sum
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.core import settings
from koios.customers.models import Customer
from koios.office.reporting.asking import ANY, NONE, PickField
from koios.quotes.models import LossReason, Service
from koios.quotes.outline import Outline
from koios.quotes.report import shown
from koios.quotes.report.asked import AskedForm
from koios.quotes.report.labels import DIMENSIONS
from koios.quotes.report.made import QuoteReport
from koios.quotes.report.standing import Standing
from koios.quotes.report.words import money
from koios.ui import formats, states
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.rows import Column, Row, Rows, faint, link, sub
from koios.ui.states import State

WAYS = {
    "sent": ("sent_on", "pk"),
    "value": ("-total", "-pk"),
}
ANSWERED = "answered"
STATES = {
    ANSWERED: [Standing.APPROVED.value, Standing.REJECTED.value],
    **{one.value: [one.value] for one in Standing},
}
LOOKS = {
    Standing.APPROVED: ("done", 4),
    Standing.REJECTED: ("out", 4),
    Standing.EXPIRED: ("out", 4),
    Standing.OPEN: ("open", 2),
}
ONE = {
    Standing.APPROVED: gettext_lazy("Aprobada"),
    Standing.REJECTED: gettext_lazy("Rechazada"),
    Standing.EXPIRED: gettext_lazy("Vencida"),
    Standing.OPEN: gettext_lazy("Abierta"),
}


class ListedForm(AskedForm):
    """What the report was asked, and which line of it."""

    state = forms.ChoiceField(
        label=gettext_lazy("Cómo estaba"),
        required=False,
        choices=[ANY, *Standing.choices, (ANSWERED, gettext_lazy("Aprobadas o rechazadas"))],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("service", Service), ("reason", LossReason)):
            of = DIMENSIONS[name]
            self.fields[name] = PickField(model.objects.all(), none=of.nothing, label=of.one)
        segments = dict.fromkeys(
            [
                *settings.get("customers.segments"),
                *Customer.objects.exclude(segment="").values_list("segment", flat=True).distinct(),
            ]
        )
        self.fields["segment"] = forms.ChoiceField(
            label=_("Segmento"),
            required=False,
            choices=[
                ANY,
                *((segment, segment) for segment in segments),
                (NONE, DIMENSIONS["segment"].nothing),
            ],
        )


class QuoteRow(Outline, Row):
    """What the list has read of a quote."""


def _answer(quote):
    if quote.standing not in STATES[ANSWERED]:
        return format_html(
            '<span class="quiet">{}</span>',
            _("vence el %(day)s") % {"day": formats.day(quote.valid_until)}
            if quote.standing == Standing.OPEN
            else formats.day(quote.valid_until),
        )
    days = (quote.answered_on - quote.sent_on).days
    told = ngettext("%(n)s día", "%(n)s días", days) % {"n": days}
    return format_html("{}{}", formats.day(quote.answered_on), sub(told))


def _stood(quote):
    drawn = states.draw(State(ONE[quote.standing], *LOOKS[quote.standing]))
    reason = quote.reason__name if quote.standing == Standing.REJECTED else ""
    return format_html("{}{}", drawn, sub(reason))


ROWS = Rows(
    gettext_lazy("Cotizaciones del informe"),
    Column(
        gettext_lazy("Cotización"),
        lambda quote: link(quote.get_absolute_url(), quote.label, "nowrap"),
        ("number", "version", "key"),
        css="cell-no",
        names=True,
    ),
    Column(
        gettext_lazy("Qué se ofrece y a quién"),
        lambda quote: format_html(
            "{}{}",
            link(quote.get_absolute_url(), quote.title, "cell-main clamp"),
            sub(quote.customer__trade_name or quote.customer__legal_name),
        ),
        ("title", "customer__trade_name", "customer__legal_name"),
        css="cell-subject",
    ),
    Column(
        gettext_lazy("Vendedor"),
        lambda quote: quote.owner__name or quote.seller_name or faint(_("Sin vendedor")),
        ("owner__name", "seller_name"),
        css="cell-owner",
    ),
    Column(
        gettext_lazy("Servicio"),
        lambda quote: quote.main_service__name or faint(_("Sin servicio")),
        ("main_service__name",),
        css="cell-type",
    ),
    Column(
        gettext_lazy("Enviada"),
        lambda quote: formats.day(quote.sent_on),
        ("sent_on",),
        css="cell-who",
        look="nowrap",
        sort="sent",
    ),
    Column(gettext_lazy("Respuesta"), _answer, ("answered_on", "valid_until"), css="cell-on"),
    Column(
        gettext_lazy("Valor"),
        lambda quote: formats.pesos(quote.total),
        ("total",),
        css="cell-due",
        look="nowrap",
        sort="value",
    ),
    Column(
        gettext_lazy("Cómo estaba"),
        _stood,
        ("standing", "reason__name"),
        css="cell-state cell-last",
    ),
    row=QuoteRow,
)


class Listed:
    """Quotes of a report as an address asks for them."""

    def __init__(self, request):
        self.request = request
        customers = Customer.objects.visible_to(request.user)
        self.filters = Filters(ListedForm, request, customers=customers)
        self.asked = self.filters.form.asked()
        self.report = QuoteReport(self.asked, request.user)
        self.sort = Sort(request, WAYS)
        self.state = self.filters.values.get("state", "")

    @property
    def subtitle(self):
        return shown.subtitle(self.report)

    @cached_property
    def page(self):
        rows = self._narrowed
        if self.state:
            rows = rows.filter(standing__in=STATES[self.state])
        return ROWS.page(rows, self.request, self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @cached_property
    def sums(self) -> dict:
        """How many stand in each state and what they come to, in one query."""
        asked = {"all": Q()} | {name: Q(standing__in=some) for name, some in STATES.items()}
        return self._narrowed.aggregate(
            **{name: Count("pk", filter=which) for name, which in asked.items()},
            **{f"value_{name}": Sum("total", filter=which) for name, which in asked.items()},
        )

    @property
    def tabs(self):
        told = [
            Tab(_("Todas"), address(self.request, state=None), self.sums["all"], not self.state)
        ]
        return told + [
            Tab(
                one.label,
                address(self.request, state=one.value),
                self.sums[one.value],
                one.value == self.state,
            )
            for one in Standing
        ]

    @property
    def note(self):
        name = self.state or "all"
        order = {
            "sent": _("En el orden en que se enviaron"),
            "value": _("Primero la de más valor"),
        }[self.sort.chosen.lstrip("-")]
        return _("%(order)s: %(n)s por %(value)s") % {
            "order": order,
            "n": shown.quotes(self.sums[name]),
            "value": money(self.sums[f"value_{name}"] or 0),
        }

    @cached_property
    def _narrowed(self):
        told = self.filters.values
        rows = self.report.quotes
        if "service" in told:
            rows = rows.filter(main_service=_none_or(told["service"]))
        if "reason" in told:
            rows = rows.filter(reason=_none_or(told["reason"]), standing=Standing.REJECTED.value)
        if "segment" in told:
            segment = "" if told["segment"] == NONE else told["segment"]
            rows = rows.filter(customer__segment=segment)
        return rows


def _none_or(told):
    return None if told == NONE else told
