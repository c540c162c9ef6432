"""The report of commercial management, below `/quotes/report/`."""

from django.urls import path

from koios.quotes.report import views

urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/quotes/", views.quotes, name="report_quotes"),
    path("report/export.<str:form>", views.export, name="report_export"),
]
