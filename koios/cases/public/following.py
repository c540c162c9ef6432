"""Following a case: where it stands, what was said, the answer and what they think of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koios.cases.public import doors
from koios.cases.public.forms import FindForm, MessageForm, RatingForm, ReasonForm
from koios.cases.public.story import Followed
from koios.core import audit, company, files
from koios.core.permissions import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    """Radicado and key open the case; a wrong one of either says the same."""
    form = FindForm(request.POST or None)
    if request.method == "POST":
        doors.knock(request)
        if form.is_valid():
            case = doors.known(form.cleaned_data["number"], form.cleaned_data["token"])
            if case:
                return redirect(case.follow_up_url)
            form.add_error(
                None,
                _("El radicado y la clave no coinciden. Están en su recibo y en el correo."),
            )
    status = 422 if form.errors else 200
    return render(request, "cases/public/find.html", {"form": form}, status=status)


@public
@require_safe
def follow_up(request, number, token):
    return _page(request, doors.opened(number, token))


@public
@require_POST
def message(request, number, token):
    """Information or files that the petitioner adds; they resume a clock that waits for them."""
    case = doors.opened(number, token)
    basket = files.basket_from(request.POST.get("basket"))
    staged, refused = files.stage_all(basket, request.FILES.getlist("files"))
    told = request.POST.copy()
    if staged and not told.get("text", "").strip():
        told["text"] = _("Adjunto archivos.")
    form = MessageForm(told)
    if not form.is_valid():
        return _page(request, case, message_form=form, basket=basket, refused=refused, status=422)
    case.hear(form.cleaned_data["text"], by=audit.PUBLIC, basket=basket)
    for refusal in refused:
        messages.warning(request, refusal.message)
    messages.success(request, _("Recibimos lo que agregó. Quedó en la historia del caso."))
    return redirect(case.follow_up_url)


@public
@require_POST
def more_time(request, number, token):
    """The petitioner asks in time for an equal term once more (art. 17)."""
    case = doors.opened(number, token)
    case.give_more_time(by=audit.PUBLIC)
    messages.success(request, _("Tiene más tiempo para enviarnos lo que falta."))
    return redirect(case.follow_up_url)


@public
@require_POST
def rating(request, number, token):
    case = doors.opened(number, token)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _page(request, case, rating_form=form, status=422)
    case.rate(form.cleaned_data["score"], comment=form.cleaned_data["comment"])
    messages.success(request, _("Gracias. Su calificación nos ayuda a mejorar."))
    return redirect(case.follow_up_url)


@public
@require_POST
def reopening(request, number, token):
    """The answer did not solve it: the case is opened again, once."""
    case = doors.opened(number, token)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, case, reopen_form=form, status=422)
    case.reopen(by=audit.PUBLIC, reason=form.cleaned_data["reason"])
    messages.success(request, _("Revisaremos de nuevo su caso. La fecha está arriba."))
    return redirect(case.follow_up_url)


@public
@require_POST
def withdrawal(request, number, token):
    case = doors.opened(number, token)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, case, withdraw_form=form, status=422)
    case.withdraw(by=audit.PUBLIC, reason=form.cleaned_data["reason"])
    messages.success(request, _("Registramos que desiste. Puede presentarla de nuevo."))
    return redirect(case.follow_up_url)


def _page(request, case, *, status=200, basket="", refused=(), **forms):
    context = {
        "case": case,
        "followed": Followed(case),
        "company": company.card(),
        "message_form": MessageForm(auto_id="message_%s"),
        "rating_form": RatingForm(auto_id="rating_%s"),
        "reopen_form": ReasonForm(auto_id="reopen_%s"),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        "basket": basket or files.basket_new(),
        "uploads": files.uploads_in(basket) if basket else [],
        "refused": refused,
        **forms,
    }
    return render(request, "cases/public/follow_up.html", context, status=status)
