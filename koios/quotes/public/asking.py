"""Asking about a quote."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koios.core import files
from koios.core.permissions import public
from koios.core.refusals import Refusal
from koios.quotes.found import opened
from koios.quotes.public import page
from koios.quotes.public.doors import knock, look, unlisted
from koios.quotes.public.forms import QuestionForm
from koios.quotes.public.offer import Offered


@public
@unlisted
@require_POST
def question(request, token):
    """A question, with files if they like; what was written survives any error."""
    here = opened(token)
    basket = files.basket_from(request.POST.get("basket"))
    staged, refused = files.stage_all(basket, request.FILES.getlist("files"))
    told = request.POST.copy()
    if staged and not told.get("text", "").strip():
        told["text"] = _("Adjunto archivos.")
    form = QuestionForm(told, auto_id="pregunta_%s")
    if not form.is_valid():
        return _again(request, here, form, basket, refused, 422)
    try:
        knock(request, here, "question")
        _refuse_unasked(here)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return _again(request, here, form, basket, refused, refusal.status)
    look(request, here)
    here.ask(form.cleaned_data["text"], name=form.cleaned_data["name"].strip(), basket=basket)
    for refusal in refused:
        messages.warning(request, refusal.message)
    messages.success(request, _("Recibimos su pregunta. La respuesta le llega al correo y aquí."))
    return redirect(f"{here.public_url}#preguntas")


def _refuse_unasked(quote):
    if not Offered(quote).may_ask:
        raise Refusal(
            _("De esta cotización ya no se conversa: mire arriba cuál la reemplazó o llámenos.")
        )


def _again(request, quote, form, basket, refused, status):
    told = {"question_form": form, "basket": basket, "refused": refused}
    return page.shown(request, quote, status=status, **told)
