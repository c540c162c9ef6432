"""The pages of findings. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.actions import acts, views

app_name = "actions"
urlpatterns = [
    path("", views.findings, name="findings"),
    path("export.<str:form>", views.export, name="export"),
    path("<str:number>/", views.finding, name="finding"),
    *(path(f"<str:number>/{slug}/", view, name=slug) for slug, view in acts.views()),
]
