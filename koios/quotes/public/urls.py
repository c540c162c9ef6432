"""Public addresses, in Spanish: who reads them is a customer."""

from django.urls import path

from koios.quotes.public import views

app_name = "public_quotes"
urlpatterns = [
    path("cotizacion/<str:token>/", views.quote, name="quote"),
    path("cotizacion/<str:token>/pdf/", views.paper, name="paper"),
]
