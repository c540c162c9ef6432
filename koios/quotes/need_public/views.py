"""The form in which anybody asks for a service, and its receipt."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.core import audit, company, tokens
from koios.core.acts import act
from koios.core.gate import Gate
from koios.core.permissions import public
from koios.customers.consent import ConsentEvent, DataSubject
from koios.customers.privacy import PrivacyNotice, PrivacyPolicy
from koios.quotes.models import Need
from koios.quotes.need_public.forms import AskingForm
from koios.ui import formats
from koios.ui.intake import Intake


class Asking(Intake):
    """The form of a request."""

    gate = Gate("solicitud")
    form_class = AskingForm
    template = "quotes/need_public/ask.html"
    confirm_template = "quotes/need_public/confirm.html"

    def take(self, form, basket):
        return _taken(form, basket).receipt_url

    def excerpt(self, form):
        return form.cleaned_data["what"]

    def context(self):
        return super().context() | {"policy": PrivacyPolicy.in_force(), "notice": _notice()}


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Show the form and take the request; what was typed survives any error."""
    return Asking().respond(request)


@public
@require_safe
def receipt(request, number, token):
    """What was asked, its number and what happens next, for whoever brings the key."""
    need = Need.objects.filter(number=number).first()
    # The key is compared even for a number that does not exist, so that time tells nothing.
    pk, version = (need.pk, need.token_version) if need else (0, 1)
    fits = tokens.matches(token, "need", pk, version)
    if not (need and fits and need.has_receipt):
        raise Http404
    told = {"need": need, "facts": _facts(need), "company": company.card()}
    return render(request, "quotes/need_public/receipt.html", told)


@act
def _taken(form, basket):
    """The request, and the answers about personal data, in one act."""
    need = Need.take(
        channel=Need.Channel.WEB, basket=basket, submission=basket, by=audit.PUBLIC, **form.told()
    )
    answers = form.consented()
    if answers and not ConsentEvent.objects.about(need).exists():  # else the form came twice
        subject = DataSubject.known_as(
            name=need.contact_name,
            email=need.contact_email,
            phone=need.contact_phone,
            by=audit.PUBLIC,
        )
        ConsentEvent.record_answers(
            answers,
            subject=subject,
            notice=_notice(),
            channel=ConsentEvent.Channel.WEB,
            about=need,
            by=audit.PUBLIC,
        )
    return need


def _notice():
    return PrivacyNotice.in_force(PrivacyNotice.Place.REQUESTS)


def _facts(need):
    when = ", ".join(filter(None, [need.schedule, need.begins]))
    return [
        (_("Recibida"), formats.moment(need.received_at)),
        (_("Qué necesita"), need.what),
        (_("Dónde"), need.place),
        (_("Cuándo"), when),
        (_("Cuántas personas"), need.passengers),
        (_("Archivos"), ", ".join(file.name for file in need.attachments())),
        (_("A nombre de"), ", ".join(filter(None, [need.contact_name, need.company]))),
    ]
