"""Koios with the floors beside it; only for a throw-away home under `KOIOS_BENCH`."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import path

from koios import urls
from koios.bench import floor

if not (settings.HOME / "THROWAWAY").exists():
    raise ImproperlyConfigured("KOIOS_BENCH is only for a throw-away home")

urlpatterns = [
    *urls.urlpatterns,
    *(path(f"bench/floor/{name}/", view) for name, view in floor.VIEWS.items()),
]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
