"""The public form and the receipt."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from koios.cases import claims, papers
from koios.cases.models import Case, Kind
from koios.cases.public import doors
from koios.cases.public.forms import FilingForm
from koios.core import audit
from koios.core.acts import act
from koios.core.documents import qr
from koios.core.gate import Gate
from koios.core.permissions import public
from koios.customers.consent import ConsentEvent, DataSubject
from koios.customers.privacy import PrivacyNotice, PrivacyPolicy
from koios.ui.intake import Intake


class Filing(Intake):
    """The form of a PQRS."""

    gate = Gate("pqrs")
    form_class = FilingForm
    template = "cases/public/file.html"
    confirm_template = "cases/public/confirm.html"

    def blank(self, request):
        return FilingForm(asked_kind=request.GET.get("tipo", ""))

    def take(self, form, basket):
        case = _filed(form, basket)
        return reverse("public_cases:receipt", args=[case.number, case.token])

    def excerpt(self, form):
        return form.cleaned_data["facts"]

    def context(self):
        return super().context() | {"policy": PrivacyPolicy.in_force()}


@public
@require_http_methods(["GET", "HEAD", "POST"])
def file(request):
    """Show the form, stage its files, and file the case; what was typed survives any error."""
    return Filing().respond(request)


@public
@require_safe
def receipt(request, number, token):
    """The receipt, which can be opened again as long as the key is known."""
    case = doors.opened(number, token)
    context = {
        "case": case,
        "facts": papers.facts(case),
        "qr": mark_safe(  # noqa: S308
            f'<div class="qr">{qr(request.build_absolute_uri(case.follow_up_url))}</div>'
        ),
        "paper": case.acknowledgement,
        "address": case.petitioner.email if case.petitioner else "",
    }
    return render(request, "cases/public/receipt.html", context)


@act
def _filed(form, basket):
    """The case, and the answers about personal data, in one act."""
    told = form.cleaned_data
    case = Case.file(
        kind=told["kind"],
        channel=Case.Channel.WEB,
        identity=told["identity"],
        petitioner=form.petitioner(),
        facts=told["facts"],
        request=told["request"],
        happened_on=told["happened_on"],
        service=told["service"],
        basket=basket,
        submission=basket,
        by=audit.PUBLIC,
    )
    if not form.is_anonymous and form.consented() and not ConsentEvent.objects.about(case).exists():
        _remember_consents(form, case)
    return case


def _remember_consents(form, case):
    subject = DataSubject.known_as(
        name=case.petitioner.name,
        document=form.read_document(),
        email=case.petitioner.email,
        phone=case.petitioner.phone,
        by=audit.PUBLIC,
    )
    ConsentEvent.record_answers(
        form.consented(),
        subject=subject,
        notice=PrivacyNotice.in_force(PrivacyNotice.Place.CASES),
        channel=ConsentEvent.Channel.WEB,
        about=case,
        by=audit.PUBLIC,
    )
    if case.kind == Kind.HD_CLAIM:
        claims.settle(case)  # the person is known from here on
