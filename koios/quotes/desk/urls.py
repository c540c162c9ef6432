"""The pages of quotes. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.quotes.desk import bulk, composing, views

urlpatterns = [
    path("", views.quotes, name="quotes"),
    path("export.<str:form>", views.export, name="export"),
    path("bulk/handover/", bulk.handover, name="bulk_handover"),
    path("bulk/plan/", bulk.plan, name="bulk_plan"),
    path("new/", composing.new_quote, name="new_quote"),
    path("new/writing/", composing.writing, name="writing"),
    path("new/customers/", composing.customers, name="customers_found"),
    path("<str:ref>/", views.quote, name="quote"),
    path("<str:ref>/draft/", composing.draft, name="draft"),
]
