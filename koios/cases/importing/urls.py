"""The list of what came from the past, under the address of the desk."""

from django.urls import path

from koios.cases.importing import listing

urlpatterns = [
    path("", listing.imported, name="imported"),
    path("export.<str:form>", listing.export_imported, name="export_imported"),
]
