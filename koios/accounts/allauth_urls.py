"""The two pages of django-allauth that we use, by the names under which it looks for them."""

from django.urls import path

from koios.accounts.views import sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", sign_in.code, name="mfa_authenticate"),
]
