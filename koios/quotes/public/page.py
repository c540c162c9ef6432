"""The page of a quote, put together: what is offered, the forms as they stand, what went wrong."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from koios.core import company, files
from koios.quotes.public.forms import AcceptanceForm, DeclineForm, QuestionForm
from koios.quotes.public.intents import Desk
from koios.quotes.public.offer import Offered


def chosen_in(told) -> set:
    """The keys of the options that a form ticked."""
    return {int(key) for key in told.getlist("option") if key.isdecimal()}


def typed_in(request) -> dict:
    """What was typed so far of who approves, without judging it. Never the consent: its words may
    change with the total."""
    names = ("name", "role", "document_type", "document", "address")
    return {name: request.POST.get(name, "")[:150] for name in names}


def shown(request, quote, *, chosen=None, status=200, basket="", refused=(), **forms):
    """The whole page. A form that is not told stands as this browser last had it."""
    desk = Desk(request.session, quote)
    offered = Offered(quote, desk.chosen if chosen is None else chosen)
    contact = quote.contact
    begun = {"name": contact.name, "role": contact.position} if contact else {}
    context = {
        "quote": quote,
        "offered": offered,
        "company": company.card(),
        "is_within": request.user.is_authenticated,
        "acceptance_form": AcceptanceForm(quote=quote, initial=begun | desk.typed),
        "question_form": QuestionForm(auto_id="pregunta_%s", initial=_begun_question(offered)),
        "decline_form": DeclineForm(auto_id="rechazo_%s"),
        "basket": basket or files.basket_new(),
        "uploads": files.uploads_in(basket) if basket else [],
        "refused": refused,
        **forms,
    }
    return render(request, "quotes/public/quote.html", context, status=status)


def _begun_question(offered):
    if not offered.is_over:
        return {}
    return {"text": _("Por favor envíenos una versión nueva, con los precios de hoy.")}
