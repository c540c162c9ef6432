"""The pages of quotes. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.quotes.desk import bulk, composing, record, sending, views
from koios.quotes.desk.acts import ACTS

urlpatterns = [
    path("", views.quotes, name="quotes"),
    path("export.<str:form>", views.export, name="export"),
    path("bulk/handover/", bulk.handover, name="bulk_handover"),
    path("bulk/plan/", bulk.plan, name="bulk_plan"),
    path("new/", composing.new_quote, name="new_quote"),
    path("new/writing/", composing.writing, name="writing"),
    path("new/customers/", composing.customers, name="customers_found"),
    path("<str:ref>/", record.quote, name="quote"),
    path("<str:ref>/draft/", composing.draft, name="draft"),
    path("<str:ref>/preview/", record.preview, name="preview"),
    path("<str:ref>/paper/", record.paper, name="paper"),
    path("<str:ref>/sending/", sending.sending, name="sending"),
    path("<str:ref>/resending/", sending.resending, name="resending"),
    path("<str:ref>/replies/", record.reply, name="reply"),
    path("<str:ref>/notes/", record.note, name="note"),
    *ACTS.urls("<str:ref>/"),
]
