"""Public addresses, in Spanish: who reads them may be a customer."""

from django.urls import path

from koios.quotes.need_public import views

app_name = "public_needs"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("<str:number>/<str:token>/", views.receipt, name="receipt"),
]
