"""What people allow: the ledger of a person, the purposes, the policy and its public page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core.permissions import CONFIGURE, EDIT, SEE, public, requires
from koios.core.together import ask, hear
from koios.customers import claims
from koios.customers.forms.parts import ConsentForm
from koios.customers.forms.privacy import NoticeForm, PolicyForm, PurposeForm
from koios.customers.models import (
    ClaimMark,
    ConsentEvent,
    ConsentPurpose,
    PrivacyNotice,
    PrivacyPolicy,
)
from koios.customers.views.customers import found, standing


@requires("customers", SEE)
@require_safe
def consents(request, pk, contact_pk=None):
    """Everything a person answered, newest first, and what holds today."""
    customer, person = _person(request, pk, contact_pk)
    subject = person.subject
    (marks,) = hear(claims.shown(ClaimMark.objects.on(person), request.user))
    return render(
        request,
        "customers/consents.html",
        {
            "customer": customer,
            "person": person,
            "claims": marks,
            "standing": subject.standing() if subject else [],
            "events": subject.ledger() if subject else [],
            "may_edit": request.user.may("customers", EDIT),
        },
    )


@requires("customers", EDIT)
def new_consent(request, pk, contact_pk=None):
    """What a person said by telephone, by letter or in front of somebody."""
    customer, person = _person(request, standing(request, pk).pk, contact_pk)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ConsentEvent.record(
            subject=person.as_subject(by=request.user),
            notice=PrivacyNotice.in_force(PrivacyNotice.Place.PHONE),
            about=person,
            by=request.user,
            **form.cleaned_data,
        )
        messages.success(request, _("La respuesta quedó en el registro de autorizaciones."))
        return redirect(_ledger(customer, person))
    return render(
        request,
        "customers/new_consent.html",
        {
            "form": form,
            "customer": customer,
            "person": person,
            "notice": PrivacyNotice.in_force(PrivacyNotice.Place.PHONE),
            "back_url": _ledger(customer, person),
        },
    )


def _person(request, pk, contact_pk):
    customer = found(request, pk)
    if contact_pk is not None:
        return customer, get_object_or_404(customer.contacts, pk=contact_pk)
    if not customer.is_person:
        raise Http404
    return customer, customer


def _ledger(customer, person):
    if person == customer:
        return reverse("customers:consents", args=[customer.pk])
    return reverse("customers:contact_consents", args=[customer.pk, person.pk])


@requires("customers", SEE)
@require_safe
def privacy(request):
    """Policy, notices and purposes as they are in force, with every version before."""
    in_force = PrivacyPolicy.in_force()
    for place in PrivacyNotice.Place:
        PrivacyNotice.in_force(place)
    ConsentPurpose.objects.asked()
    policies, notices, purposes = told = (
        PrivacyPolicy.objects.select_related("published_by"),
        PrivacyNotice.objects.select_related("published_by"),
        ConsentPurpose.objects.all(),
    )
    ask(*told)
    return render(
        request,
        "customers/privacy.html",
        {
            "policies": policies,
            "in_force": in_force,
            "notices": notices,
            "purposes": purposes,
            "may_configure": request.user.may("customers", CONFIGURE),
        },
    )


@requires("customers", CONFIGURE)
def new_policy(request):
    form = PolicyForm(request.POST or None, initial={"body": PrivacyPolicy.in_force().body})
    if request.method == "POST" and form.is_valid():
        policy = PrivacyPolicy.publish(by=request.user, **form.cleaned_data)
        messages.success(request, _("Quedó publicada la versión %(n)s.") % {"n": policy.version})
        return redirect("customers:privacy")
    return _publishing(request, form, _("Publicar una versión de la política"))


@requires("customers", CONFIGURE)
def new_notice(request, place):
    if place not in PrivacyNotice.Place:
        raise Http404
    form = NoticeForm(request.POST or None, initial={"body": PrivacyNotice.in_force(place).body})
    if request.method == "POST" and form.is_valid():
        PrivacyNotice.publish(place, by=request.user, **form.cleaned_data)
        return redirect("customers:privacy")
    return _publishing(request, form, _("Publicar una versión del aviso"))


@requires("customers", CONFIGURE)
def purpose(request, key):
    here = get_object_or_404(ConsentPurpose, key=key)
    form = PurposeForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        here.reword(by=request.user, **form.cleaned_data)
        return redirect("customers:privacy")
    return _publishing(request, form, _("Cambiar la finalidad"))


def _publishing(request, form, title):
    return render(request, "customers/publishing.html", {"form": form, "title": title})


@public
@require_safe
def policy(request, version=None):
    """The policy in force, or the version that somebody gave leave under."""
    in_force = PrivacyPolicy.in_force()
    shown = in_force if version is None else get_object_or_404(PrivacyPolicy, version=version)
    if shown.version > in_force.version:
        raise Http404  # published, but not in force yet
    return render(
        request,
        "privacy/policy.html",
        {
            "policy": shown,
            "is_in_force": shown == in_force,
            "versions": PrivacyPolicy.objects.filter(version__lte=in_force.version),
        },
    )
