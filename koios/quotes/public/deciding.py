"""Taking a quote, in two steps (who, and the code that proves it), or not taking it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koios.core import audit
from koios.core.acts import act, lock
from koios.core.codes import WrongCode
from koios.core.permissions import public
from koios.core.refusals import Refusal
from koios.quotes import outcomes
from koios.quotes.answering import Acceptance
from koios.quotes.found import opened
from koios.quotes.public import page
from koios.quotes.public.doors import knock, look, pressed, unlisted
from koios.quotes.public.forms import AcceptanceForm, CodeForm, DeclineForm
from koios.quotes.public.intents import Desk, Intent, masked
from koios.quotes.public.offer import Offered
from koios.quotes.states import Status


@public
@unlisted
@require_POST
def approval(request, token):
    """Who takes it, with which options; then a code leaves for an address that has the quote."""
    here = pressed(request, token)
    chosen = page.chosen_in(request.POST)
    form = AcceptanceForm(request.POST, quote=here)
    desk = Desk(request.session, here)
    offered = Offered(here, chosen)
    desk.keep(chosen=offered.chosen, typed=page.typed_in(request))
    if not offered.may_accept:
        return _how_it_stands(request, here)
    if request.POST.get("shown") != offered.shown:
        messages.warning(
            request,
            _("Con las opciones que marcó, el total es %(total)s. Revíselo y apruebe.")
            % {"total": offered.total},
        )
        typed = AcceptanceForm(quote=here, initial=page.typed_in(request))
        return page.shown(request, here, chosen=chosen, acceptance_form=typed, status=409)
    if not form.is_valid():
        return page.shown(request, here, chosen=chosen, acceptance_form=form, status=422)
    intent = _intent(form, offered)
    desk.add(intent)
    return _with_code(request, here, intent)


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, token, intent):
    """The code that arrived by mail; with it the quote is taken."""
    here = opened(token)
    desk = Desk(request.session, here)
    meant = desk.intent(intent)
    if meant is None or not Offered(here).may_accept:
        return _how_it_stands(request, here)
    if request.method != "POST":
        return _code_page(request, here, meant, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, here, meant, form, 422)
    try:
        knock(request, here, "try")
        agent = request.headers.get("User-Agent", "")
        meant.carry_out(here, form.cleaned_data["code"], agent=agent)
    except WrongCode as wrong:
        if not _still_waits(here):  # pressed twice: the first press spent the code
            return _how_it_stands(request, here, meant)
        form.add_error("code", wrong.message)
        return _code_page(request, here, meant, form, wrong.status)
    except Refusal as refusal:
        if refusal.status == 429:
            form.add_error(None, refusal.message)
            return _code_page(request, here, meant, form, 429)
        messages.warning(request, refusal.message)  # somebody came first, or midnight did
        return redirect(here.public_url)
    desk.clear()
    return redirect("public_quotes:answer", token)


@public
@unlisted
@require_POST
def new_code(request, token, intent):
    """The mail did not come, or too late."""
    here = pressed(request, token)
    meant = Desk(request.session, here).intent(intent)
    if meant is None or not Offered(here).may_accept:
        return _how_it_stands(request, here)
    return _with_code(request, here, meant)


@public
@unlisted
@require_POST
def rejection(request, token):
    """It is not taken, and why."""
    here = opened(token)
    form = DeclineForm(request.POST, auto_id="rechazo_%s")
    if not Offered(here).waits:
        return _how_it_stands(request, here)
    if not form.is_valid():
        return page.shown(request, here, decline_form=form, status=422)
    told = form.cleaned_data
    try:
        knock(request, here, "decline")
        look(request, here)
        here.reject(
            by=audit.PUBLIC,
            reason=told["reason"],
            comment=told["comment"].strip(),
            name=told["name"].strip(),
        )
    except Refusal as refusal:
        if refusal.status == 429:
            form.add_error(None, refusal.message)
            return page.shown(request, here, decline_form=form, status=429)
        messages.warning(request, refusal.message)
        return redirect(here.public_url)
    Desk(request.session, here).clear()
    return redirect("public_quotes:answer", token)


@public
@unlisted
@require_safe
def answer(request, token):
    """What was answered, by whom and when, and what happens next; it can be opened again."""
    here = opened(token)
    offered = Offered(here)
    if not offered.is_answered:
        return redirect(here.public_url)
    acceptance = offered.acceptance
    context = {
        "quote": here,
        "offered": offered,
        "acceptance": acceptance,
        "outcomes": outcomes.of(here),
        "document": _half_shown(acceptance.document) if acceptance else "",
        "sent_to": masked(acceptance.email, here.addresses)
        if acceptance and acceptance.email
        else "",
    }
    return render(request, "quotes/public/answer.html", context)


def _intent(form, offered):
    told = form.cleaned_data
    return Intent(
        chosen=tuple(sorted(offered.chosen)),
        name=told["name"],
        document=told["document"],
        role=told["role"].strip(),
        address=told["address"],
        consent=offered.consent,
        total=str(offered.sums.total),
    )


def _with_code(request, quote, intent):
    """Mail the code and lead to where it is written; too many mails change nothing."""
    knock(request, quote, "code")
    if intent.send_code(quote):
        messages.success(request, _("Enviamos el código a %(to)s.") % {"to": intent.masked(quote)})
    else:
        messages.info(
            request,
            _("El código salió hace un momento para %(to)s. Si no llega en un minuto, pida otro.")
            % {"to": intent.masked(quote)},
        )
    return redirect("public_quotes:code", quote.token, intent.key)


def _code_page(request, quote, intent, form, status=200):
    context = {
        "quote": quote,
        "offered": Offered(quote, intent.chosen),
        "intent": intent,
        "sent_to": intent.masked(quote),
        "code_form": form,
    }
    return render(request, "quotes/public/code.html", context, status=status)


@act
def _still_waits(quote):
    """Whether nobody answered it, not even in the act that runs just now."""
    return lock(quote, "status").status == Status.SENT


def _how_it_stands(request, quote, meant=None):
    """It cannot be answered any more, or this browser knows nothing of that step."""
    acceptance = Acceptance.objects.filter(quote=quote).first()
    if meant and acceptance and acceptance.name == meant.name:
        return redirect("public_quotes:answer", quote.token)
    if meant is None and Offered(quote).waits:
        messages.info(request, _("Ese paso ya no está abierto en este navegador. Empiece aquí."))
    return redirect(quote.public_url)


def _half_shown(document):
    """«CC •••118»: whoever has the link should not learn a number that they did not know."""
    kind, _space, number = document.partition(" ")
    return f"{kind} •••{number[-3:]}" if number else ""
