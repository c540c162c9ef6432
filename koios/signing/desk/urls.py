"""The acts on papers in signing and the page of the certificate."""

from django.urls import path

from koios.signing.desk import acts, certificate

app_name = "signing"
urlpatterns = [
    path("certificate/", certificate.certificate, name="certificate"),
    path("certificate/renewal/", certificate.renewal, name="certificate_renewal"),
    path("certificate/company/", certificate.company, name="certificate_company"),
    path("certificate/own/", certificate.own, name="certificate_own"),
    *acts.ACTS.urls("requests/<str:key>/"),
    *acts.OF_SIGNERS.urls("signers/<str:key>/"),
]
