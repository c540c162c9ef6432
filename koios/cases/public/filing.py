"""The public form and the receipt."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from koios.cases import claims, papers
from koios.cases.models import Case, Kind
from koios.cases.public import doors, gate
from koios.cases.public.forms import FilingForm
from koios.core import audit, company, files
from koios.core.acts import act
from koios.core.documents import qr
from koios.core.permissions import public
from koios.customers.consent import ConsentEvent, DataSubject
from koios.customers.privacy import PrivacyNotice, PrivacyPolicy


@public
@require_http_methods(["GET", "HEAD", "POST"])
def file(request):
    """Show the form, stage its files, and file the case; what was typed survives any error."""
    if request.method != "POST":
        form = FilingForm(asked_kind=request.GET.get("tipo", ""))
        return _page(request, form, files.basket_new())
    basket = files.basket_from(request.POST.get("basket"))
    _staged, refused = files.stage_all(basket, request.FILES.getlist("files"))
    form = FilingForm(request.POST)
    if "remove" in request.POST:
        files.uploads_in(basket).filter(pk__in=_numbers(request.POST.getlist("remove"))).delete()
        return _page(request, _unjudged(request), basket, refused)
    if not form.is_valid():
        return _page(request, form, basket, refused, status=422)
    if not gate.lets_in(request, basket):
        return _confirm(request, form, basket, refused)
    case = _filed(form, basket)
    for refusal in refused:
        messages.warning(request, refusal.message)
    return redirect("public_cases:receipt", case.number, case.token)


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
    if not form.is_anonymous and form.consented():
        _remember_consents(form, case)
    return case


def _remember_consents(form, case):
    if ConsentEvent.objects.filter(about_type="cases.case", about_id=str(case.pk)).exists():
        return  # the same form, sent twice
    subject = DataSubject.known_as(
        name=case.petitioner.name,
        document=form.read_document(),
        email=case.petitioner.email,
        phone=case.petitioner.phone,
        by=audit.PUBLIC,
    )
    notice = PrivacyNotice.in_force(PrivacyNotice.Place.CASES)
    for key, given in form.consented().items():
        ConsentEvent.record(
            subject=subject,
            purpose=key,
            given=given,
            channel=ConsentEvent.Channel.WEB,
            notice=notice,
            about=case,
            by=audit.PUBLIC,
        )
    if case.kind == Kind.HD_CLAIM:
        claims.settle(case)  # the person is known from here on


def _page(request, form, basket, refused=(), status=200):
    context = {
        "form": form,
        "basket": basket,
        "uploads": files.uploads_in(basket),
        "refused": refused,
        "company": company.card(),
        "policy": PrivacyPolicy.in_force(),
        **gate.fields(),
    }
    return render(request, "cases/public/file.html", context, status=status)


def _confirm(request, form, basket, refused):
    """A plain page that keeps everything and asks for one more press."""
    kept = [(name, value) for name, value in request.POST.items() if name in form.fields]
    context = {
        "kept": kept,
        "basket": basket,
        "uploads": files.uploads_in(basket),
        "refused": refused,
        "confirmed": gate.confirmation(basket),
        "facts": form.cleaned_data["facts"],
    }
    return render(request, "cases/public/confirm.html", context)


def _unjudged(request):
    """The form as it was typed, without errors: only a file was taken out."""
    form = FilingForm(request.POST)
    form._errors = {}
    form.cleaned_data = {}
    return form


def _numbers(told):
    return [int(text) for text in told if text.isdecimal()]
