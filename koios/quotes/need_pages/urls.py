"""The pages of requests. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.quotes.need_pages import views
from koios.quotes.need_pages.acts import ACTS

urlpatterns = [
    path("needs/", views.needs, name="needs"),
    path("needs/export.<str:form>", views.export, name="needs_export"),
    path("needs/new/", views.new_need, name="new_need"),
    path("needs/<str:number>/", views.need, name="need"),
    path("needs/<str:number>/details/", views.details, name="need_details"),
    *ACTS.urls("needs/<str:number>/"),
]
