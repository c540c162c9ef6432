"""Where each capability begins."""

from django.urls import include, path

urlpatterns = [
    path("", include("koios.ui.urls")),
    path("", include("koios.accounts.urls")),
    path("", include("koios.accounts.allauth_urls")),
]
