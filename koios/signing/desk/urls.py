"""The acts on papers in signing and the page of the certificate."""

from django.urls import path

from koios.signing.desk import acts, certificate

app_name = "signing"
urlpatterns = [
    path("certificate/", certificate.certificate, name="certificate"),
    path("certificate/renewal/", certificate.renewal, name="certificate_renewal"),
    path("certificate/company/", certificate.company, name="certificate_company"),
    path("certificate/own/", certificate.own, name="certificate_own"),
    *(
        path(f"{'requests' if is_of_request else 'signers'}/<str:key>/{slug}/", view, name=slug)
        for slug, is_of_request, view in acts.views()
    ),
]
