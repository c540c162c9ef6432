"""The first visit: code of the console, company, administrator, mail."""

from functools import wraps

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings as django_settings
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from koios.accounts import set_up
from koios.accounts.forms.set_up import AdministratorForm, CodeForm, CompanyForm, MailForm
from koios.core import audit
from koios.core.permissions import CONFIGURE, public, requires


def while_pending(view):
    """Once there is an administrator it leads on, for ever."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not set_up.is_pending():
            return redirect(django_settings.LOGIN_REDIRECT_URL)
        return view(request, *args, **kwargs)

    return guarded


def with_code(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not set_up.version() or request.session.get("set_up") != set_up.version():
            return redirect("accounts:set_up")
        return view(request, *args, **kwargs)

    return guarded


@public
@while_pending
def code(request):
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session["set_up"] = set_up.version()
        return redirect("accounts:set_up_company")
    return render(request, "accounts/set_up/code.html", {"form": form})


@public
@while_pending
@with_code
def company(request):
    form = CompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save(by=audit.SYSTEM)
        return redirect("accounts:set_up_administrator")
    return render(request, "accounts/set_up/company.html", {"form": form, "step": 1})


@public
@never_cache
@while_pending
@with_code
@sensitive_post_parameters()
def administrator(request):
    form = AdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        person = set_up.create_administrator(told["email"], told["name"], told["password"])
        perform_login(request, Login(user=person))
        return redirect("accounts:set_up_mail")
    return render(request, "accounts/set_up/administrator.html", {"form": form, "step": 2})


@requires("settings", CONFIGURE)
def mail(request):
    """The last step belongs to the administrator, who may come back to it or leave it."""
    form = MailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        if "test" in request.POST:
            set_up.send_test(request.user)
            return redirect("accounts:set_up_mail")
        return redirect("/")
    return render(
        request,
        "accounts/set_up/mail.html",
        {
            "form": form,
            "step": 3,
            "test": set_up.last_test(request.user),
            "from_environment": django_settings.SMTP["host"],
        },
    )
