"""What is done with several quotes of the list at once: all of them, or none."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from koios.core.acts import act
from koios.core.permissions import EDIT, requires
from koios.quotes.models import Quote
from koios.quotes.need_pages.forms import HandoverForm, StepForm, sellers

MOST = 200


@requires("quotes", EDIT)
@require_POST
def handover(request):
    """Give the chosen quotes to one person."""

    def hand_over(quote, told):
        quote.hand_to(told["person"], by=request.user, reason=told["reason"])

    return _answer(
        request,
        BulkHandoverForm,
        hand_over,
        title=_("Entregar a otra persona"),
        verb=_("Entregar"),
        done=lambda n: ngettext(
            "Se entregó %(n)s cotización.", "Se entregaron %(n)s cotizaciones.", n
        ),
    )


@requires("quotes", EDIT)
@require_POST
def plan(request):
    """Put the next step of the chosen quotes on a day."""

    def move(quote, told):
        quote.plan(by=request.user, step=told["step"] or quote.next_step, on=told["on"])

    return _answer(
        request,
        BulkStepForm,
        move,
        title=_("Mover el seguimiento"),
        verb=_("Guardar"),
        done=lambda n: ngettext(
            "Se movió el seguimiento de %(n)s cotización.",
            "Se movió el seguimiento de %(n)s cotizaciones.",
            n,
        ),
    )


class BulkHandoverForm(HandoverForm):
    def prepare(self):
        self.fields["person"].queryset = sellers()


class BulkStepForm(StepForm):
    step = forms.CharField(
        label=gettext_lazy("Qué se hará"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Vacío: lo que ya tiene cada una."),
    )

    def prepare(self):
        """Nothing stands: each has its own."""


def _answer(request, form_class, do, *, title, verb, done):
    quotes = _chosen(request)
    if not quotes:
        messages.warning(request, _("Seleccione primero las cotizaciones abiertas que quiere."))
        return redirect("quotes:quotes")
    form = form_class(request.POST if "ready" in request.POST else None, user=request.user)
    if form.is_valid():
        with act():
            for quote in quotes:
                do(quote, form.cleaned_data)
        messages.success(request, done(len(quotes)) % {"n": len(quotes)})
        return redirect("quotes:quotes")
    told = {"quotes": quotes, "form": form, "title": title, "verb": verb}
    status = 422 if form.errors else 200
    return render(request, "quotes/desk/bulk.html", told, status=status)


def _chosen(request):
    """Those that were ticked and are still open."""
    keys = request.POST.getlist("chosen")[:MOST]
    visible = Quote.objects.visible_to(request.user).filter(key__in=keys)
    return [quote for quote in visible.select_related("customer", "owner") if quote.is_open]
