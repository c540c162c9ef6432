"""The form of a quote: a new one, a draft again, and the fragments that answer while one types."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koios.core import files
from koios.core.permissions import EDIT, requires
from koios.customers.models import Customer
from koios.quotes.composing import StaleQuote
from koios.quotes.desk.writing import Writing, find_customers
from koios.quotes.found import found
from koios.quotes.models import Conditions, Need, QuoteTemplate, Service, Tariff, TaxCategory, Unit

FORM = ["GET", "HEAD", "POST"]
PARTS = {"customer": "_for_whom", "find": "_for_whom", "conditions": "_conditions"}
OFFERED = 500  # services told while a code is typed


@requires("quotes", EDIT)
@require_http_methods(FORM)
def new_quote(request):
    """From nothing, or from a template, an earlier quote, a request or a customer."""
    if request.method == "POST":
        return _sent(request, Writing.sent(request.POST, request.user))
    return _page(request, Writing.blank(request.user, **_begun(request)))


@requires("quotes", EDIT)
@require_http_methods(FORM)
def draft(request, ref):
    """Go on with a draft; what was sent is not written again."""
    here = found(request, ref)
    here.refuse_sent()
    if request.method == "POST":
        return _sent(request, Writing.sent(request.POST, request.user, quote=here))
    return _page(request, Writing.of(here, request.user))


@requires("quotes", EDIT)
@require_POST
def writing(request):
    """The part of the form that a press or a key changes, as it stands with what is typed."""
    written = Writing.sent(request.POST, request.user)
    what = request.POST.get("do", "")
    written.do(what)
    part = PARTS.get(what.partition("-")[0], "_rows") if what else "_sums"
    return render(request, f"quotes/desk/{part}.html", _told(request, written, fragment=True))


@requires("quotes", EDIT)
@require_safe
def customers(request):
    """Who answers to what is typed in the field of the customer."""
    text = request.GET.get("customer_text", "")[:200]
    told = {"matches": find_customers(text, request.user), "asked": text.strip()}
    return render(request, "quotes/desk/_matches.html", told)


def _sent(request, written):
    """Save, or do what a press asks for and show the form again."""
    _staged, refused = files.stage_all(
        written.basket, request.FILES.getlist("files"), by=request.user
    )
    if "remove" in request.POST:
        _take_out(request, written)
        written.form.unjudged()
        return _page(request, written, refused=refused)
    if "do" in request.POST:
        written.do(request.POST["do"])
        return _page(request, written, refused=refused)
    if not written.is_valid:
        return _page(request, written, refused=refused, status=422)
    try:
        quote = written.save()
    except StaleQuote as stale:
        written.changed_at = stale.theirs.changed_at.isoformat()
        return _page(request, written, refused=refused, stale=stale, status=409)
    for refusal in refused:
        messages.warning(request, refusal.message)
    messages.success(request, _("Guardamos el borrador."))
    return redirect("quotes:sending", quote.ref) if "send" in request.POST else redirect(quote)


def _take_out(request, written):
    """A file of the draft, or one that waits to be saved with it."""
    kind, _dash, key = request.POST["remove"].partition("-")
    if not key.isdecimal():
        raise Http404
    if kind == "upload":
        files.uploads_in(written.basket).filter(pk=int(key)).delete()
    elif written.quote:
        written.quote.take_out_file(int(key), by=request.user)


def _begun(request):
    """What a new quote begins from, as its address says."""
    told, visible = request.GET, Customer.objects.visible_to(request.user).standing()
    begun = {}
    if told.get("customer", "").isdecimal():
        begun["customer"] = get_object_or_404(visible, pk=int(told["customer"]))
    if told.get("need"):
        needs = Need.objects.visible_to(request.user).select_related("customer", "contact")
        begun["need"] = get_object_or_404(needs, number=told["need"])
    if told.get("like"):
        begun["like"] = found(request, told["like"])
    if told.get("template", "").isdecimal():
        begun["template"] = get_object_or_404(QuoteTemplate, pk=int(told["template"]), active=True)
    return begun


def _page(request, written, *, refused=(), stale=None, status=200):
    context = (
        _told(request, written)
        | {
            "refused": refused,
            "stale": stale,
            "uploads": files.uploads_in(written.basket) if request.method == "POST" else [],
            "kept_files": _kept(written.quote),
            "templates": [] if written.quote else list(QuoteTemplate.objects.filter(active=True)),
            "template": request.GET.get("template", ""),
            "conditions": list(Conditions.objects.filter(active=True)),
        }
        | offered()
    )
    return render(request, "quotes/desk/form.html", context, status=status)


def _told(request, written, *, fragment=False):
    return {
        "writing": written,
        "form": written.form,
        "lines": written.lines,
        "units": Unit.choices,
        "taxes": TaxCategory.choices,
        "is_fragment": fragment,
    }


def _kept(quote):
    if quote is None:
        return []
    return [
        {
            "pk": file.pk,
            "name": file.name,
            "size": file.size,
            "url": reverse("office:file", args=[file.pk, file.name]),
        }
        for file in quote.attachments()
    ]


def offered() -> dict:
    """The services, the classes of vehicle and the routes that are known, to choose from while
    one types."""
    return {
        "services": Service.objects.offered().values_list("code", "name")[:OFFERED],
        "ways": _ways(),
    }


def _ways():
    known = Tariff.objects.values_list("vehicle_class", "route").distinct()[:OFFERED]
    classes, routes = zip(*known, strict=True) if known else ((), ())
    return {
        "classes": sorted({one for one in classes if one}),
        "routes": sorted({one for one in routes if one}),
    }
