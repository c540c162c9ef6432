"""The pages of requests. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.quotes.need_pages import views

urlpatterns = [path("needs/<str:number>/", views.need, name="need")]
