"""The pages of an amendment: prepared, signed, seen."""

from django import forms as django_forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from koios.contracts import papers, terms
from koios.contracts.desk import forms, showing
from koios.contracts.desk.amendment_acts import ACTS
from koios.contracts.desk.found import amendment_found, found
from koios.contracts.desk.tariffs import Tariffs
from koios.contracts.desk.views import paper_of
from koios.contracts.drafting import renewed
from koios.contracts.models import Amendment
from koios.core import calendar
from koios.core.permissions import EDIT, SEE, requires
from koios.core.refusals import Refusal
from koios.core.together import answers, ask, counted, hear
from koios.customers.models import Requirement
from koios.quotes.desk.composing import offered
from koios.signing import showing as signing
from koios.ui import formats
from koios.ui.widgets import DayInput


class AmendmentForm(forms.ContractForm):
    """The terms as they are to be: what differs from today is what the amendment changes."""

    class Meta(forms.ContractForm.Meta):
        fields = terms.NAMES

    effective_on = django_forms.DateField(label=gettext_lazy("Rige desde"), widget=DayInput)
    reason = django_forms.CharField(
        label=gettext_lazy("Por qué se hace"),
        required=False,
        max_length=5000,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    text = django_forms.CharField(
        label=gettext_lazy("Otras disposiciones"),
        required=False,
        max_length=10_000,
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )
    add = django_forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Requisitos que se agregan"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    drop = django_forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Requisitos que dejan de exigirse"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, contract, amendment=None, **kwargs):
        super().__init__(*args, instance=contract, **kwargs)
        held = contract.requirements.filter(amendment=None) | contract.requirements.filter(
            amendment__status="signed"
        )
        held = held.filter(dropped_by=None) | held.filter(dropped_by__status="draft")
        self.fields["drop"].queryset = held.select_related("requirement")
        standing = held.values("requirement")
        over = (Requirement.Status.NOT_AGREED, Requirement.Status.RETIRED)
        offered = Requirement.objects.filter(customer=contract.customer).exclude(status__in=over)
        self.fields["add"].queryset = offered.exclude(pk__in=standing)
        if amendment:
            ask(amendment.own_tariffs, amendment.additions, amendment.removals)
            names = ("effective_on", "reason", "text")
            self.initial |= {name: getattr(amendment, name) for name in names}
            self.initial |= amendment.new_values
            self.initial["add"] = [one.requirement_id for one in amendment.additions]
            self.initial["drop"] = [one.pk for one in amendment.removals]
        else:
            self.initial["effective_on"] = calendar.today()
        offers = counted({name: self.fields[name].queryset for name in ("add", "drop")})
        for name, number in offers.items():
            if not number:
                del self.fields[name]

    def told(self):
        told = self.cleaned_data
        return {
            "values": {name: told[name] for name in terms.NAMES},
            "add": list(told.get("add", ())),
            "drop": list(told.get("drop", ())),
            **{name: told[name] for name in ("effective_on", "reason", "text")},
        }


@requires("contracts", EDIT)
def new_amendment(request, ref):
    """`?renew=1` proposes the dates of another term."""
    contract = found(request, ref)
    initial = renewed(contract) if "renew" in request.GET else {}
    return _written(request, contract, None, initial)


@requires("contracts", EDIT)
def amendment_details(request, pk):
    amendment = amendment_found(request, pk)
    return _written(request, amendment.contract, amendment, {})


def _written(request, contract, amendment, initial):
    is_sent, why = request.method == "POST", ""
    form = AmendmentForm(
        request.POST if is_sent else None,
        contract=contract,
        amendment=amendment,
        user=request.user,
        initial=initial,
    )
    lines = Tariffs.on_page(request, contract, amendment.own_tariffs if amendment else ())
    if "do" in request.POST:
        lines.do(request.POST["do"])
        form.unjudged()
    elif is_sent and lines.is_valid and form.is_valid():
        told = {**form.told(), "tariffs": lines.told()}
        try:
            if amendment is None:
                amendment = Amendment.draft(contract, by=request.user, **told)
            else:
                amendment.revise(by=request.user, **told)
        except Refusal as refusal:
            why = refusal.message
        else:
            return redirect(amendment)
    shown = {"form": form, "contract": contract, "amendment": amendment, "lines": lines}
    shown |= {"why": why, **offered()}
    status = 409 if why else 422 if form.errors or lines.wrong else 200
    return render(request, "contracts/amendment_form.html", shown, status=status)


@requires("contracts", SEE)
@require_safe
def amendment(request, pk):
    here = amendment_found(request, pk)
    buttons = ("withdrawal",) if here.is_being_signed else ("signature-request", "paper-signing")
    may_edit = request.user.may("contracts", EDIT)
    panel, versions, annexes, events, _known = hear(
        signing.panel_of(here, request.user),
        showing.versions_of(here),
        showing.files_of(here),
        showing.story_of(here, request.user),
        answers(here.own_tariffs, here.additions, here.removals),
    )
    first, more = ACTS.offered(here, request.user, first=buttons)
    return render(
        request,
        "contracts/amendment.html",
        {
            "amendment": here,
            "contract": here.contract,
            "state": showing.amendment_state(here),
            "clauses": papers.clauses_of(here),
            "missing": here.missing if here.is_draft else [],
            "first": first,
            "more": more,
            "may_edit": may_edit,
            "is_editable": may_edit and here.is_draft and not here.is_being_signed,
            "facts": [
                (_("Rige desde"), formats.day(here.effective_on)),
                (_("Firmado"), here.signed_on and formats.day(here.signed_on)),
            ],
            "versions": versions,
            "signing": panel,
            "files": annexes,
            "events": events,
        },
    )


@requires("contracts", SEE)
@require_safe
def amendment_paper(request, pk):
    return paper_of(amendment_found(request, pk))
