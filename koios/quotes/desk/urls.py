"""The pages of quotes. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.quotes.desk import views

urlpatterns = [path("<str:ref>/", views.quote, name="quote")]
