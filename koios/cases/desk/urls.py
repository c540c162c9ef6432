"""The desk of PQRS. Each act has its own address: GET asks, POST does."""

from django.urls import include, path

from koios.cases.desk import acts, listing, record

app_name = "cases"
urlpatterns = [
    path("", listing.cases, name="cases"),
    path("export.<str:form>", listing.export, name="export"),
    path("bulk/assignment/", listing.bulk_assignment, name="bulk_assignment"),
    path("new/", record.new_case, name="new_case"),
    path("imported/", include("koios.cases.importing.urls")),
    path("settings/", include("koios.cases.lists_pages.urls")),
    path("report/", include("koios.cases.report.urls")),
    path("<str:number>/", record.case, name="case"),
    path("<str:number>/identity/", record.identity, name="identity"),
    path("<str:number>/answer/", record.answer, name="answer"),
    path("<str:number>/answer/preview/", record.answer_preview, name="answer_preview"),
    path("<str:number>/answer/submission/", record.submission, name="submission"),
    path("<str:number>/answer/approval/", record.approval, name="approval"),
    path("<str:number>/messages/", record.message, name="message"),
    path("<str:number>/notes/", record.note, name="note"),
    path("<str:number>/letters/<int:letter>/", record.letter, name="letter"),
    *(path(f"<str:number>/{slug}/", view, name=slug) for slug, view in acts.views()),
]
