"""The pages of requests: the list, the form, one request."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.core import files
from koios.core.permissions import EDIT, SEE, requires
from koios.core.together import answers, hear
from koios.customers.models import Contact, Customer
from koios.quotes import showing, thread
from koios.quotes.models import Need
from koios.quotes.need_pages.acts import ACTS, FIRST, found
from koios.quotes.need_pages.forms import TakingForm, TellingForm, staged
from koios.quotes.need_pages.listing import NEEDS, NeedList
from koios.quotes.need_pages.story import story_of
from koios.ui import formats


@requires("quotes", SEE)
@require_safe
def needs(request):
    told = {"list": NeedList(request), "may_edit": request.user.may("quotes", EDIT)}
    return render(request, "quotes/needs/needs.html", told)


@requires("quotes", SEE)
@require_safe
def export(request, form):
    """The list as it is seen, to take away."""
    return NEEDS.respond(request, form)


@requires("quotes", EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_need(request):
    """A request that somebody tells by phone, by mail, in a visit."""
    basket, refused = staged(request)
    form = TakingForm(request.POST or None, user=request.user, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        need = form.take(basket=basket, by=request.user)
        for refusal in refused:
            messages.warning(request, refusal.message)
        messages.success(request, _("Quedó registrada la solicitud %(n)s.") % {"n": need.number})
        return redirect(need)
    told = {"form": form, "basket": basket, "refused": refused}
    told["uploads"] = files.uploads_in(basket)
    return render(request, "quotes/needs/form.html", told, status=422 if form.errors else 200)


@requires("quotes", EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request, number):
    """Complete or correct what is known of it."""
    need = found(request, number)
    form = TellingForm(request.POST or None, user=request.user, need=need, initial=_known(need))
    if request.method == "POST" and form.is_valid():
        need.revise(by=request.user, **form.told())
        messages.success(request, _("Quedó guardado."))
        return redirect(need)
    told = {"form": form, "need": need}
    return render(request, "quotes/needs/form.html", told, status=422 if form.errors else 200)


@requires("quotes", SEE)
@require_safe
def need(request, number):
    here = found(request, number)
    may_edit = request.user.may("quotes", EDIT)
    first, more = ACTS.offered(here, request.user, first=FIRST.get(here.status, ()))
    quotes, checks = here.quotes.order_by("-pk")[:10], here.checks.select_related("by")[:1]
    attached = here.attachments()
    steps, events, _known = hear(
        thread.of_need(here, request.user),
        story_of(here, request.user),
        answers(quotes, checks, attached),
    )
    told = {
        "need": here,
        "state": showing.state_of(here),
        "thread": steps,
        "brief": _brief(here),
        "contact_facts": _contact(here),
        "facts": _facts(here),
        "check": next(iter(checks), None),
        "quotes": [(quote, showing.state_of(quote)) for quote in quotes],
        "quote_url": _quote_url(here) if may_edit and here.status != Need.Status.CLOSED else "",
        "files": _files(attached),
        "events": events,
        "first": first,
        "more": more,
        "details_url": reverse("quotes:need_details", args=[here.number]) if may_edit else "",
        "resembling": _resembling(here, request.user),
    }
    return render(request, "quotes/needs/need.html", told)


def _begun(request):
    """What the address says of it: the customer from whose page one comes."""
    key = request.GET.get("customer", "")
    customer = None
    if key.isdecimal():
        customer = Customer.objects.visible_to(request.user).standing().filter(pk=key).first()
    if customer is None:
        return {}
    contact = customer.contacts.current().filter(commercial=True).first()
    told = {"customer": str(customer.document or customer)}
    if contact:
        told |= {
            "contact_name": contact.name,
            "contact_phone": contact.phone,
            "contact_email": contact.email,
        }
    return told


def _known(need):
    names = (*TellingForm.WHAT, *TellingForm.WHO)
    return {name: getattr(need, name) for name in names} | {"customer": need.customer_name}


def _quote_url(need):
    """One press from here to a quote."""
    try:
        return f"{reverse('quotes:new_quote')}?need={need.number}"
    except NoReverseMatch:
        return ""


def _brief(need):
    return [
        (_("Quién pide"), need.asked_by),
        (_("Teléfono"), need.contact_phone),
        (_("Próximo paso"), need.next_step),
    ]


def _contact(need):
    return [
        (_("Empresa"), need.company),
        (_("Contacto"), need.contact_name),
        (_("Teléfono"), need.contact_phone),
        (_("Correo"), need.contact_email),
    ]


def _facts(need):
    return [
        (_("Dónde"), need.place),
        (_("Cuándo"), need.schedule),
        (_("Cuántas personas"), need.passengers),
        (_("Desde cuándo"), need.begins),
        (_("Canal"), need.get_channel_display()),
        (_("Recibida"), formats.moment(need.received_at)),
        (_("Razón"), need.reason),
    ]


def _files(attached):
    return [
        {
            "name": file.name,
            "size": file.size,
            "url": reverse("office:file", args=[file.pk, file.name]),
        }
        for file in attached
    ]


def _resembling(need, user):
    """Of a request whose customer is not known: who it may be, by address or by name."""
    if need.customer_id or need.status != Need.Status.OPEN or not user.may("customers", SEE):
        return []
    people = Contact.objects.current().select_related("customer")
    by_mail = people.filter(email__iexact=need.contact_email) if need.contact_email else ()
    alike = Customer.objects.similar_to(need.company) if need.company else []
    return list(dict.fromkeys([*(one.customer for one in by_mail[:5]), *alike]))[:5]
