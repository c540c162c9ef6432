"""The pages of contracts: the list, one, and what is written in a draft."""

from datetime import datetime
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koios.contracts import comparing, record
from koios.contracts.desk import acts, forms, showing
from koios.contracts.desk.found import found
from koios.contracts.desk.listing import CONTRACTS, ContractList
from koios.contracts.desk.tariffs import Tariffs
from koios.contracts.models import Contract, Version
from koios.contracts.versions import TEMPLATE
from koios.core import calendar, company, documents, files
from koios.core.permissions import CONFIGURE, EDIT, SEE, requires
from koios.core.refusals import Refusal
from koios.core.together import along, answers, hear
from koios.customers.models import Customer
from koios.quotes.desk.composing import offered
from koios.signing import showing as signing
from koios.ui import formats


@requires("contracts", SEE)
@require_safe
def contracts(request):
    shown = {
        "list": ContractList(request),
        "may_edit": request.user.may("contracts", EDIT),
        "may_import": request.user.may("contracts", CONFIGURE),
    }
    return render(request, "contracts/contracts.html", shown)


@requires("contracts", SEE)
@require_safe
def export(request, form):
    """The list as it is seen, to take away."""
    return CONTRACTS.respond(request, form)


@requires("contracts", EDIT)
def new_contract(request):
    """A draft with the terms that the settings propose; the rest is written on its pages."""
    basket = files.basket_from(request.POST.get("submission"))
    form = forms.ContractForm(request.POST or None, user=request.user, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        told = {**form.told(), "customer": form.cleaned_data["customer"]}
        contract = Contract.draft(by=request.user, submission=basket, **told)
        messages.success(request, _("Quedó en preparación. Revise cláusulas, tarifas y personas."))
        return redirect(contract)
    shown = {"form": form, "submission": basket}
    return render(request, "contracts/form.html", shown, status=422 if form.errors else 200)


@requires("contracts", SEE)
@require_safe
def contract(request, ref):
    here = found(request, ref)
    policies = here.policies.current().select_related("file")
    parts = along(here, "notices", "amendments", "clauses", "renewals")
    panel, versions, annexes, events, panels, _known = hear(
        signing.panel_of(here, request.user),
        showing.versions_of(here),
        showing.files_of(here),
        showing.story_of(here, request.user),
        record.panels(here, request.user),
        answers(*parts, here.all_tariffs, here.all_requirements, here.people, policies),
    )
    today = calendar.today()
    buttons = ("withdrawal",) if here.is_being_signed else acts.FIRST.get(here.status, ())
    first, more = acts.ACTS.offered(here, request.user, first=buttons)
    may_edit = request.user.may("contracts", EDIT)
    return render(
        request,
        "contracts/contract.html",
        {
            "contract": here,
            "state": showing.state_of(here),
            "renewal": showing.renewal_of(here),
            "warning": showing.consumer_warning(here),
            "missing": here.missing if here.is_draft else [],
            "first": first,
            "more": more,
            "may_edit": may_edit,
            "is_editable": may_edit and here.is_draft and not here.is_being_signed,
            "may_amend": may_edit and here.is_in_force,
            "facts": _facts(here),
            "lineage": showing.lineage_of(here),
            "terms": here.terms_on(max(today, here.start_on or today)),
            "clauses": here.clauses.all(),
            "people": [
                (one.get_role_display(), ", ".join(filter(None, _who(one.contact))))
                for one in here.people
            ],
            "signing": panel,
            "policies": policies,
            "amendments": [(one, _of(here, one)) for one in here.amendments.all()],
            "versions": versions,
            "files": annexes,
            "events": events,
            "panels": panels,
            "actions": record.actions(here, request.user),
        },
    )


def _of(contract, amendment):
    amendment.contract = contract  # already read
    return showing.amendment_state(amendment)


def _who(contact):
    return (contact.name, contact.position)


def _facts(here):
    return [
        (_("Grupo de usuarios"), here.get_group_display()),
        (_("Firmado"), here.signed_on and formats.day(here.signed_on)),
        (_("Empieza"), here.start_on and formats.day(here.start_on)),
        (_("Termina"), formats.day(here.end_on) if here.end_on else _("Sin fecha")),
        (_("Terminado"), here.ended_on and formats.day(here.ended_on)),
        (_("Valor"), formats.pesos(here.value) if here.value is not None else _("Según servicios")),
        (_("Pagado"), formats.pesos(here.paid) if here.paid is not None else ""),
        (_("Prórroga"), here.get_renewal_display()),
        (_("Último día para avisar"), here.notice_on and formats.day(here.notice_on)),
    ]


@requires("contracts", EDIT)
def details(request, ref):
    """What it is about, its dates, its value and its prices."""
    here = found(request, ref)
    is_sent = request.method == "POST"
    form = forms.ContractForm(request.POST if is_sent else None, instance=here, user=request.user)
    lines = Tariffs.on_page(request, here, here.own_tariffs)
    why = ""
    if "do" in request.POST:
        lines.do(request.POST["do"])
        form.unjudged()
    elif is_sent and lines.is_valid and form.is_valid():
        told = {**form.told(), "tariffs": lines.told()}
        try:
            here.revise(by=request.user, changed_at=_stamp(form), **told)
        except Refusal as refusal:
            why = refusal.message
        else:
            return redirect(here)
    shown = {"form": form, "contract": here, "lines": lines, "why": why, **offered()}
    status = 409 if why else 422 if form.errors or lines.wrong else 200
    return render(request, "contracts/form.html", shown, status=status)


@requires("contracts", EDIT)
@require_POST
def tariff_lines(request, ref):
    """The prices as they stand with what was typed, after a press or a key in them."""
    lines = Tariffs.on_page(request, found(request, ref), ())
    what = request.POST.get("do", "")
    lines.do(what)
    part = "_rows" if what else "_sums"
    return render(request, f"quotes/desk/{part}.html", {"lines": lines})


@requires("contracts", EDIT)
def clauses(request, ref):
    """Its clauses, in order; those of the house can be brought again."""
    here = found(request, ref)
    is_sent, why = request.method == "POST", ""
    rows = [
        {"order": at * 10, "title": one.title, "text": one.text}
        for at, one in enumerate(here.clauses.all(), start=1)
    ]
    form = forms.Clauses(request.POST if is_sent else None, initial=rows, prefix="c")
    try:
        if is_sent and "propose" in request.POST:
            here.repropose(by=request.user)
            messages.success(request, _("Quedaron las cláusulas de la casa que corresponden."))
            return redirect("contracts:clauses", here.ref)
        if is_sent and form.is_valid():
            told = [one.cleaned_data for one in form if one.cleaned_data.get("text")]
            told.sort(key=lambda one: one["order"] if one.get("order") is not None else 999)
            here.word([(one["title"], one["text"]) for one in told], by=request.user)
            return redirect(f"{here.get_absolute_url()}#clausulas")
    except Refusal as refusal:
        why = refusal.message
    shown = {"form": form, "contract": here, "why": why}
    shown |= {"fields": forms.fields_of_clauses()}
    status = 409 if why else 422 if is_sent and not form.is_valid() else 200
    return render(request, "contracts/clauses.html", shown, status=status)


@requires("contracts", EDIT)
def people(request, ref):
    """Who of the customer signs, supervises, pays."""
    here = found(request, ref)
    form = forms.PeopleForm(request.POST or None, contract=here)
    why = ""
    if request.method == "POST" and form.is_valid():
        try:
            here.revise(by=request.user, contacts=form.cleaned_data)
        except Refusal as refusal:
            why = refusal.message
        else:
            return redirect(f"{here.get_absolute_url()}#personas")
    return _part(request, here, form, why, _("Quién es quién en el cliente"))


@requires("contracts", EDIT)
def requirements(request, ref):
    """Which requirements of the register it promises; one that is new goes to the register."""
    here = found(request, ref)
    form = forms.RequirementsForm(request.POST or None, contract=here)
    why = ""
    if request.method == "POST" and form.is_valid():
        try:
            here.require_with(form.cleaned_data, by=request.user)
        except Refusal as refusal:
            why = refusal.message
        else:
            return redirect(f"{here.get_absolute_url()}#requisitos")
    return _part(request, here, form, why, _("Requisitos que promete el contrato"))


@requires("contracts", SEE)
@require_safe
def paper(request, ref):
    """The document as it stands, or the one that was fixed."""
    here = found(request, ref)
    return paper_of(here)


def paper_of(record):
    version = record.version
    if version and version.document.is_ready:
        content = version.document.open()
        return FileResponse(content, content_type="application/pdf", filename=f"{record.label}.pdf")
    with company.speaking():
        content = documents.compile(TEMPLATE, {"company": documents.letterhead(), **record.paper()})
    return FileResponse(
        BytesIO(content), content_type="application/pdf", filename=f"{record.label}.pdf"
    )


@requires("contracts", SEE)
@require_safe
def comparison(request, ref, number):
    """What changed between a version and the one before, or the draft as it stands."""
    here = found(request, ref)
    versions = list(Version.objects.of(here))
    now = next((one for one in versions if one.number == number), None)
    if now is None:
        raise Http404
    before = next((one for one in reversed(versions) if one.number < number), None)
    is_last = now == versions[-1] and here.is_draft and not here.is_being_signed
    told = here.paper() if is_last else now.paper
    since = now.paper if is_last else before.paper if before else None
    return render(
        request,
        "contracts/comparison.html",
        {
            "contract": here,
            "changes": comparing.changes(since, told) if since else [],
            "since": now if is_last else before,
            "version": None if is_last else now,
        },
    )


def _part(request, here, form, why, title):
    shown = {"form": form, "contract": here, "why": why, "title": title}
    status = 409 if why else 422 if form.errors else 200
    return render(request, "contracts/part.html", shown, status=status)


def _stamp(form):
    told = form.cleaned_data["changed_at"]
    try:
        return datetime.fromisoformat(told) if told else None
    except ValueError:
        return None


def _begun(request):
    key = request.GET.get("customer", "")
    initial = Contract.begun()
    if key.isdecimal():
        customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=key).survivor()
        initial |= {"customer": customer, "is_consumer": customer.is_person}
    return initial | {"owner": request.user.pk}
