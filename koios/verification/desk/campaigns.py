"""The campaign of a year: how far it is, who has what, what can be done with it."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.accounts.models import User
from koios.core import calendar
from koios.core.permissions import APPROVE, SEE, requires
from koios.core.refusals import Refusal
from koios.ui.acts import About, Act, Acts
from koios.verification import papers
from koios.verification.desk import act_forms as forms
from koios.verification.desk.found import campaign_found
from koios.verification.models import OPEN, Campaign, Status

FIRST = ("contracts", "handover")


@dataclass
class Part:
    """How far a person is with a campaign, or all of them together."""

    key: int | None = None
    name: str = ""
    pending: int = 0
    in_progress: int = 0
    done: int = 0
    overdue: int = 0
    scored: int = 0  # of those done, the ones in which something counts
    sum: Decimal = Decimal(0)

    @property
    def open(self):
        return self.pending + self.in_progress

    @property
    def total(self):
        return self.open + self.done

    @property
    def percent(self) -> str:
        """The mean of what was finished."""
        return papers.percent(self.sum / self.scored if self.scored else None)

    def add(self, other):
        for name in ("pending", "in_progress", "done", "overdue", "scored", "sum"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Progress:
    """A campaign as it stands today, read in one question."""

    def __init__(self, campaign):
        self.campaign, self.today = campaign, calendar.today()

    @cached_property
    def people(self) -> list:
        """Who has most left to do first; what nobody has, before all."""
        found = [self._part(row) for row in self._rows]
        return sorted(found, key=lambda one: (one.key is not None, -one.open, one.name))

    @cached_property
    def all(self) -> Part:
        together = Part()
        for one in self.people:
            together.add(one)
        return together

    @property
    def _rows(self):
        counted = {
            name: Count("pk", filter=Q(status=status))
            for name, status in (
                ("n_pending", Status.PENDING),
                ("n_in_progress", Status.IN_PROGRESS),
                ("n_done", Status.DONE),
            )
        }
        counted["n_overdue"] = Count("pk", filter=Q(status__in=OPEN, due_on__lt=self.today))
        is_done = Q(status=Status.DONE)
        counted["n_scored"] = Count("compliance", filter=is_done)
        counted["n_sum"] = Sum("compliance", filter=is_done)
        rows = self.campaign.verifications.order_by().values("owner", "owner__name")
        return rows.annotate(**counted)

    def _part(self, row):
        told = {name[2:]: value for name, value in row.items() if name.startswith("n_")}
        told["sum"] = told["sum"] or Decimal(0)
        return Part(row["owner"], row["owner__name"] or "", **told)


def of_year() -> dict:
    """The campaign of this year, for the list: None while nobody began it."""
    year = calendar.today().year
    campaign = Campaign.objects.filter(for_year=year).first()
    return {"year": year, "campaign": campaign, "progress": campaign and Progress(campaign)}


@requires("contracts", SEE)
@require_safe
def campaign(request, for_year):
    here = campaign_found(request, for_year)
    first, more = ACTS.offered(here, request.user, first=FIRST)
    years = list(Campaign.objects.values_list("for_year", flat=True)[:8])
    return render(
        request,
        "verification/campaign.html",
        {
            "campaign": here,
            "progress": Progress(here),
            "left_out": here.left_out().count() if here.filled_at else 0,
            "years": years if len(years) > 1 else [],
            "first": first,
            "more": more,
        },
    )


@requires("contracts", APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_campaign(request):
    """Begin the campaign of a year: a job plans a verification for each contract in force."""
    form = forms.CampaignForm(request.POST or None)
    why = ""
    if request.method == "POST" and form.is_valid():
        try:
            begun = Campaign.open(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            why = refusal.message
        else:
            messages.success(request, _g("La campaña empezó: se están planeando."))
            return redirect(begun)
    status = 409 if why else 422 if form.errors else 200
    shown = {"form": form, "why": why}
    return render(request, "verification/campaign_form.html", shown, status=status)


def _about(campaign):
    return About(
        _g("Verificación"), str(campaign), campaign.get_absolute_url(), str(campaign.for_year)
    )


def _hand_over(campaign, by, told):
    whose = None if told["whose"] == forms.NOBODY else User.objects.get(pk=told["whose"])
    campaign.hand_over(whose, told["person"], by=by, reason=told["reason"])


def _has_open(campaign):
    return campaign.verifications.open().exists()


ACTS = Acts(
    "contracts",
    found=campaign_found,
    of=_about,
    prefix="campaign_",
    key="for_year",
    namespace="verification",
    acts=[
        Act(
            "contracts",
            _("Agregar los contratos nuevos"),
            _("Agregar"),
            lambda one, by, told: one.complete(by=by),
            when=lambda one: one.filled_at is not None,
            text=_("Los que entraron en vigor después de empezar la campaña."),
            done=_("Se están agregando."),
            level=APPROVE,
            icon="plus",
            why_not=lambda one: "" if one.left_out().exists() else _g("Ya están todos."),
        ),
        Act(
            "handover",
            _("Repartir de otra manera"),
            _("Entregar"),
            _hand_over,
            forms.PersonHandoverForm,
            _has_open,
            _("Lo que una persona tiene por verificar pasa a otra, que recibe un aviso."),
            _("Quedó entregado."),
            APPROVE,
            icon="users",
        ),
        Act(
            "postponement",
            _("Cambiar la fecha"),
            _("Cambiar"),
            lambda one, by, told: one.postpone(told["day"], by=by, reason=told["reason"]) and None,
            forms.DayForm,
            text=_("Para todas las que siguen abiertas."),
            done=_("Quedó con otra fecha."),
            level=APPROVE,
            icon="calendar",
        ),
    ],
)
