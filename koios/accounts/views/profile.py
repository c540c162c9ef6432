"""One's own account: name, language, password, second factor, sessions."""

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from koios.accounts import second_factor, sessions
from koios.accounts.confirmation import confirm, recently_confirmed
from koios.accounts.forms.profile import (
    ActivationForm,
    CurrentPasswordForm,
    PasswordForm,
    ProfileForm,
)
from koios.accounts.middleware import before_second_factor
from koios.core.permissions import signed_in


@signed_in
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("Quedó guardado."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@before_second_factor
@signed_in
@sensitive_post_parameters()
def confirmation(request):
    """The password again, and back to where one was going."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    form = CurrentPasswordForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        confirm(request)
        return redirect(back)
    return render(request, "accounts/confirmation.html", {"form": form, "back": back})


@signed_in
@sensitive_post_parameters()
def password(request):
    form = PasswordForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        held = request.session.session_key
        request.user.set_new_password(form.cleaned_data["password"], by=request.user, keep=held)
        update_session_auth_hash(request, request.user)
        sessions.goes_on(held, request.session.session_key)
        messages.success(request, _("Su contraseña cambió. Cerramos sus otras sesiones."))
        return redirect("accounts:sign_ins")
    return render(request, "accounts/password.html", {"form": form})


@signed_in
def sign_ins(request):
    """How one comes in: password, second factor, and where one is inside now."""
    return render(
        request,
        "accounts/sign_ins.html",
        {
            "sign_ins": request.user.sign_ins.open(),
            "here": request.session.session_key,
            "has_second_factor": second_factor.is_on(request.user),
            "codes_left": second_factor.recovery_codes_left(request.user),
        },
    )


@signed_in
@require_POST
def revocation(request, pk):
    held = get_object_or_404(request.user.sign_ins.open(), pk=pk)
    held.end(by=request.user, why="revoked")
    messages.success(request, _("Esa sesión quedó cerrada."))
    return redirect("accounts:sign_ins")


@signed_in
@require_POST
def revocation_of_all(request):
    others = request.user.sign_ins.open().exclude(session_key=request.session.session_key)
    others.end(by=request.user, why="revoked")
    messages.success(request, _("Sus otras sesiones quedaron cerradas."))
    return redirect("accounts:sign_ins")


@before_second_factor
@signed_in
@recently_confirmed
@never_cache
def second_factor_activation(request):
    if second_factor.is_on(request.user):
        return redirect("accounts:sign_ins")
    secret = request.session.setdefault("second_factor_secret", second_factor.new_secret())
    form = ActivationForm(request.POST or None, person=request.user, secret=secret)
    if request.method == "POST" and form.is_valid():
        codes = second_factor.turn_on(request.user, secret)
        del request.session["second_factor_secret"]
        request.session["has_second_factor"] = True
        return render(request, "accounts/recovery_codes.html", {"codes": codes, "is_first": True})
    address = second_factor.address_of(request.user, secret)
    return render(
        request,
        "accounts/second_factor.html",
        {
            "form": form,
            "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
            "picture": segno.make(address).svg_data_uri(scale=5, border=2, light="#fff"),
            "is_owed": request.user.must_have_second_factor(),
        },
    )


@signed_in
@recently_confirmed
def second_factor_removal(request):
    if not second_factor.is_on(request.user):
        return redirect("accounts:sign_ins")
    if request.method == "POST":
        second_factor.turn_off(request.user, by=request.user)
        request.session.pop("has_second_factor", None)
        messages.success(request, _("Ya no se le pedirá un código al entrar."))
        return redirect("accounts:sign_ins")
    return render(
        request,
        "accounts/second_factor_removal.html",
        {"is_owed": request.user.must_have_second_factor()},
    )


@signed_in
@recently_confirmed
@never_cache
def recovery_codes(request):
    """New codes in place of those that are used, lost or seen by somebody."""
    if not second_factor.is_on(request.user):
        return redirect("accounts:sign_ins")
    if request.method == "POST":
        codes = second_factor.new_recovery_codes(request.user)
        return render(request, "accounts/recovery_codes.html", {"codes": codes})
    left = second_factor.recovery_codes_left(request.user)
    return render(request, "accounts/recovery_codes_ask.html", {"left": left})
