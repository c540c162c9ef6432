"""The report of the yearly verification, below `report/`."""

from django.urls import path

from koios.verification.report import views

urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/findings/", views.findings, name="report_findings"),
    path("report/export.<str:form>", views.export, name="report_export"),
]
