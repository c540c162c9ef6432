"""The lists of PQRS, under the address of the desk."""

from django.urls import path

from koios.cases.lists_pages import terms
from koios.cases.lists_pages.pages import LISTS

urlpatterns = [
    *LISTS.urls(""),
    path("terms/", terms.terms, name="terms"),
    path("terms/<int:pk>/", terms.term, name="term"),
    path("terms/<str:kind>/new/", terms.new_term, name="new_term"),
]
