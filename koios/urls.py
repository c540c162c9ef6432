"""Where each capability begins."""

from django.urls import include, path

urlpatterns = [
    path("", include("koios.ui.urls")),
    path("", include("koios.accounts.urls")),
    path("", include("koios.accounts.allauth_urls")),
    path("", include("koios.office.urls")),
    path("", include("koios.customers.urls")),
    path("", include("koios.customers.privacy_urls")),
    path("", include("koios.signing.public.verifying_urls")),
    path("", include("koios.signing.public.urls")),
    path("signing/", include("koios.signing.desk.urls")),
    path("findings/", include("koios.actions.urls")),
    path("quotes/", include("koios.quotes.urls")),
    path("", include("koios.quotes.public.urls")),
    path("solicitud/", include("koios.quotes.need_public.urls")),
    path("verification/", include("koios.verification.urls")),
    path("contracts/", include("koios.contracts.urls")),
    path("orders/", include("koios.scheduling.urls")),
    path("agenda/", include("koios.scheduling.feed_urls")),
    path("cases/", include("koios.cases.desk.urls")),
    path("pqrs/", include("koios.cases.public.urls")),
]

handler400 = "koios.ui.errors.bad_request"
handler403 = "koios.ui.errors.forbidden"
handler404 = "koios.ui.errors.not_found"
handler500 = "koios.ui.errors.server_error"
