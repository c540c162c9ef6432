"""Doors for who has no password: the invitation, and the link of who forgot it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from koios.accounts.forms.sign_in import ForgottenForm, NewPasswordForm
from koios.accounts.links import AccessLink
from koios.accounts.people import User
from koios.core import limits
from koios.core.permissions import public

MAILS, PER = 4, timedelta(hours=1)  # to one address, and ten times that from one network


@public
def forgotten(request):
    """Whoever asks reads the same answer, whether the account exists or not."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _ask(request, form.cleaned_data["email"].strip().lower())
        return redirect("accounts:asked")
    return render(request, "accounts/forgotten.html", {"form": form})


def _ask(request, email):
    network = limits.take(
        "accounts.forgotten-network", limits.client_ip(request), limit=MAILS * 10, per=PER
    )
    address = limits.take("accounts.forgotten", email, limit=MAILS, per=PER)
    person = User.objects.active().filter(email=email).first()
    if network.ok and address.ok and person is not None:
        AccessLink.ask(person)


@public
def asked(request):
    return render(request, "accounts/asked.html")


@public
@never_cache
@sensitive_post_parameters()
def invitation(request, pk, token):
    return _use(request, AccessLink.Purpose.INVITATION, pk, token)


@public
@never_cache
@sensitive_post_parameters()
def new_password(request, pk, token):
    return _use(request, AccessLink.Purpose.NEW_PASSWORD, pk, token)


def _use(request, purpose, pk, token):
    link = AccessLink.find(purpose, pk, token)
    if link is None:
        raise Http404
    if not link.is_open():
        return render(request, "accounts/link_closed.html", {"link": link}, status=410)
    form = NewPasswordForm(request.POST or None, person=link.user)
    if request.method == "POST" and form.is_valid():
        link.use(form.cleaned_data["password"])
        messages.success(request, _("Listo. Entre con su correo y su contraseña nueva."))
        return redirect("account_login")
    return render(request, "accounts/link.html", {"form": form, "link": link, "person": link.user})
