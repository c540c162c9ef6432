"""The pages of services and tariffs. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.quotes.tariff_pages import raising, services, views
from koios.quotes.tariff_pages.acts import ACTS

urlpatterns = [
    path("services/", services.services, name="services"),
    path("services/export.<str:form>", services.export, name="services_export"),
    path("services/new/", services.new_service, name="new_service"),
    path("services/<int:pk>/", services.service, name="service"),
    path("services/<int:pk>/details/", services.details, name="service_details"),
    path("tariffs/", views.tariff_lists, name="tariff_lists"),
    path("tariffs/new/", views.new_tariff_list, name="new_tariff_list"),
    path("tariffs/price/", views.price, name="price"),
    path("tariffs/prices/<int:pk>/", views.tariff, name="tariff"),
    path("tariffs/prices/<int:pk>/removal/", views.tariff_removal, name="tariff_removal"),
    path("tariffs/<int:pk>/", views.tariff_list, name="tariff_list"),
    path("tariffs/<int:pk>/export.<str:form>", views.export, name="tariffs_export"),
    path("tariffs/<int:pk>/details/", views.details, name="tariffs_details"),
    path("tariffs/<int:pk>/prices/new/", views.new_tariff, name="new_tariff"),
    path("tariffs/<int:pk>/successor/", raising.successor, name="tariff_successor"),
    *ACTS.urls("tariffs/<int:pk>/"),
]
