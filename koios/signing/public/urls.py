from django.urls import path

from koios.signing.public import pages

app_name = "public_signing"
urlpatterns = [
    path("firma/<str:token>/", pages.sign, name="sign"),
    path("firma/<str:token>/documento/", pages.paper, name="paper"),
    path("firma/<str:token>/firmado/", pages.final, name="final"),
    path("firma/<str:token>/constancia/", pages.evidence, name="evidence"),
    path("firma/<str:token>/rechazo/", pages.refusal, name="refusal"),
    path("firma/<str:token>/delegacion/", pages.delegation, name="delegation"),
]
