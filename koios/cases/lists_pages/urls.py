"""The lists of PQRS, under the address of the desk."""

from django.urls import path

from koios.cases.lists_pages import views
from koios.cases.lists_pages.pages import LISTS

urlpatterns = [
    path("", views.lists, name="lists"),
    path("terms/", views.terms, name="terms"),
    path("terms/<int:pk>/", views.term, name="term"),
    path("terms/<str:kind>/new/", views.new_term, name="new_term"),
]
for one in LISTS:
    page, new, record = views.views_of(one)
    urlpatterns += [
        path(f"{one.slug}/", page, name=one.slug),
        path(f"{one.slug}/new/", new, name=f"new_{one.one}"),
        path(f"{one.slug}/<int:pk>/", record, name=one.one),
    ]
