"""In and out: the password, the second factor, the way out."""

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from koios.accounts import set_up
from koios.accounts.forms.sign_in import CodeForm, SignInForm
from koios.accounts.sessions import SignIn
from koios.core.permissions import public


class SignInView(LoginView):
    """The password. django-allauth leads to the code when there is a second factor."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def get(self, request, *args, **kwargs):
        if set_up.is_first_visit():
            return redirect("accounts:set_up")
        return super().get(request, *args, **kwargs)


class CodeView(AuthenticateView):
    """The second factor, after the right password."""

    form_class = CodeForm
    template_name = "accounts/code.html"


sign_in = public(SignInView.as_view())
code = public(CodeView.as_view())


@require_POST
def _sign_out(request):
    held = SignIn.objects.filter(session_key=request.session.session_key, ended_at=None).first()
    logout(request)
    if held is not None:
        held.end(by=held.user, why=SignIn.Ending.SIGNED_OUT)
    return redirect("account_login")


sign_out = public(_sign_out)
