"""The pages of service orders. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.scheduling import acts, views

app_name = "scheduling"
urlpatterns = [
    path("", views.orders, name="orders"),
    path("export.<str:form>", views.export, name="export"),
    path("<str:number>/", views.order, name="order"),
    *(path(f"<str:number>/{slug}/", view, name=slug) for slug, view in acts.views()),
]
