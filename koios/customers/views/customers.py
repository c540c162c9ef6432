"""The list of customers, one customer, and what is done with it."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koios.core import calendar
from koios.core.permissions import APPROVE, CONFIGURE, EDIT, SEE, requires
from koios.core.refusals import Refusal
from koios.core.together import along, answers, hear
from koios.customers import claims, erasure, identity, record
from koios.customers.forms.customer import CustomerForm
from koios.customers.forms.parts import ErasureForm, OwnerForm, ReasonForm
from koios.customers.listing import CUSTOMERS, CustomerList
from koios.customers.models import Customer


def found(request, pk, **only):
    """The customer with this key, if this person may see it."""
    customers = Customer.objects.visible_to(request.user).with_lineage().select_related("owner")
    return get_object_or_404(customers, pk=pk, **only)


def standing(request, pk):
    """The same, to act on it: not one that was merged into another."""
    customer = found(request, pk)
    if customer.merged_into_id:
        raise Refusal(
            _("Este registro se unió a %(name)s: abra ese.") % {"name": customer.survivor()}
        )
    return customer


@requires("customers", SEE)
@require_safe
def customers(request):
    return render(
        request,
        "customers/customers.html",
        {"list": CustomerList(request), "may_edit": request.user.may("customers", EDIT)},
    )


@requires("customers", SEE)
@require_safe
def export(request, form):
    """The list as it is seen, to take away."""
    return CUSTOMERS.respond(request, form)


@requires("customers", SEE)
@require_safe
def customer(request, pk):
    customers = Customer.objects.visible_to(request.user).with_lineage()
    here = get_object_or_404(customers.select_related("owner", "merged_into"), pk=pk)
    if here.merged_into_id:
        # Old links keep leading to the customer.
        return redirect(here.survivor())
    only = request.GET.get("only", "")
    only = only if only in record.story_sources else ""
    before = _instant(request.GET.get("before", ""))
    of = (here, request.user, here.lineage())
    contacts, addresses, papers = along(here, "contacts", "addresses", "papers")
    marks, steps, panels, story, _parts = hear(
        claims.shown(here.claims.all(), request.user),
        record.steps(*of),
        record.panels(*of),
        record.story(*of, only=only, before=before),
        answers(contacts, addresses, papers),
    )
    return render(
        request,
        "customers/customer.html",
        {
            "customer": here,
            "claims": marks,
            "steps": steps,
            "panels": panels,
            "actions": record.actions(here, request.user),
            "contacts": [one for one in contacts if not one.retired_at],
            "addresses": [one for one in addresses if not one.dropped_at],
            "papers": [one for one in papers if not one.replaced_at],
            "story": story,
            "may_edit": request.user.may("customers", EDIT),
            "may_approve": request.user.may("customers", APPROVE),
            "may_configure": request.user.may("customers", CONFIGURE),
        },
    )


@requires("customers", EDIT)
def new_customer(request):
    """Whoever may be the same customer is offered before a new one is saved."""
    form = CustomerForm(request.POST or None)
    similar = []
    if request.method == "POST" and form.is_valid():
        told = form.told()
        if "another" not in request.POST:
            similar = _similar(told["legal_name"], told["trade_name"], told["document"])
        if not similar:
            stage = form.cleaned_data["stage"]
            since = told.pop("since") or (calendar.today() if stage == "active" else None)
            customer = Customer.register(by=request.user, status=stage, since=since, **told)
            messages.success(request, _("%(name)s quedó registrado.") % {"name": customer})
            return redirect(customer)
    return render(request, "customers/form.html", {"form": form, "similar": similar})


@requires("customers", EDIT)
@require_safe
def similar(request):
    """The fragment that says, while a form is filled in, who may be the same customer."""
    try:
        document = identity.read(request.GET.get("document_text", ""))
    except Refusal:
        document = None
    names = [request.GET.get(name, "")[:250] for name in ("legal_name", "trade_name")]
    return render(request, "customers/_similar.html", {"similar": _similar(*names, document)})


def _similar(legal_name, trade_name, document):
    return Customer.objects.similar_to(legal_name, trade_name, document=document)


@requires("customers", EDIT)
def details(request, pk):
    here = standing(request, pk)
    form = CustomerForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        here.revise(by=request.user, **form.told())
        return redirect(here)
    return render(request, "customers/form.html", {"form": form, "customer": here})


@requires("customers", EDIT)
@require_POST
def activation(request, pk):
    here = standing(request, pk)
    if not here.document_number:
        raise Refusal(_("Antes de dejarlo activo escriba su documento, en «Editar»."))
    here.activate(by=request.user)
    messages.success(request, _("%(name)s es cliente activo.") % {"name": here})
    return redirect(here)


@requires("customers", EDIT)
def deactivation(request, pk):
    here = standing(request, pk)
    if not here.can_move_to(Customer.Status.INACTIVE):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.deactivate(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s quedó inactivo.") % {"name": here})
        return redirect(here)
    return _asked(
        request,
        here,
        form,
        title=_("Dejar inactivo a %(name)s") % {"name": here},
        text=_("Sale de las listas de clientes activos. Su historia se conserva."),
        verb=_("Dejar inactivo"),
    )


@requires("customers", EDIT)
def handover(request, pk):
    here = standing(request, pk)
    form = OwnerForm(request.POST or None, customer=here)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        here.hand_to(told["owner"], by=request.user, reason=told["reason"])
        return redirect(here)
    return _asked(
        request,
        here,
        form,
        title=_("Cambiar el responsable de %(name)s") % {"name": here},
        text=_("Quien lo atiende y recibe sus avisos."),
        verb=_("Cambiar responsable"),
    )


@requires("customers", CONFIGURE)
def erasure_of_customer(request, pk):
    """What a person asks for by a claim of habeas data, when nothing forbids it."""
    here = standing(request, pk)
    if not here.is_person:
        raise Http404
    form = ErasureForm(request.POST or None, record=here)
    if request.method == "POST" and form.is_valid():
        erasure.erase(here, by=request.user, **form.told())
        messages.success(request, _("Se suprimieron sus datos. Los actos quedan en el registro."))
        return redirect(here)
    return _asked(
        request,
        here,
        form,
        title=_("Suprimir los datos de %(name)s") % {"name": here},
        text=_(
            "Se borran su nombre, documento, dirección, teléfonos, correos, notas y archivos. "
            "No se puede deshacer."
        ),
        verb=_("Suprimir los datos"),
        danger=True,
        holds=erasure.holds_on(here, decided=form.claim),
        remains=erasure.remains_of(here),
    )


def _asked(request, here, form, **told):
    return render(
        request,
        "customers/ask.html",
        {"form": form, "customer": here, "back_url": here.get_absolute_url(), **told},
    )


def _instant(text):
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo else None
