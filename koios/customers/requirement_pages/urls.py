"""The pages of requirements. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.customers.requirement_pages import acts, views

urlpatterns = [
    path("customers/requirements/", views.requirements, name="requirements"),
    path("customers/requirements/export.<str:form>", views.export, name="requirements_export"),
    path("customers/requirements/new/", views.new_requirement, name="new_requirement"),
    path("customers/requirements/<int:pk>/", views.requirement, name="requirement"),
    path("customers/requirements/<int:pk>/details/", views.details, name="requirement_details"),
    *(
        path(f"customers/requirements/<int:pk>/{slug}/", view, name=f"requirement_{slug}")
        for slug, view in acts.views()
    ),
]
