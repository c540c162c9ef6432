"""Where each capability begins."""

from django.urls import include, path

urlpatterns = [
    path("", include("koios.ui.urls")),
]
