"""The report of PQRS, below `/cases/report/`."""

from django.urls import path

from koios.cases.report import views

urlpatterns = [
    path("", views.report, name="report"),
    path("cases/", views.cases, name="report_cases"),
    path("export.<str:form>", views.export, name="report_export"),
]
