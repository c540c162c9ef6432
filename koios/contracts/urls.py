"""The pages of contracts. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.contracts.desk import (
    acts,
    agenda,
    amendment_acts,
    amendments,
    clause_pages,
    policy_acts,
    views,
)

app_name = "contracts"
urlpatterns = [
    path("", views.contracts, name="contracts"),
    path("export.<str:form>", views.export, name="export"),
    path("new/", views.new_contract, name="new_contract"),
    path("calendar/", agenda.agenda, name="agenda"),
    path("clauses/", clause_pages.clause_templates, name="clause_templates"),
    path("clauses/new/", clause_pages.new_clause_template, name="new_clause_template"),
    path("clauses/<int:pk>/", clause_pages.clause_template, name="clause_template"),
    *policy_acts.ACTS.urls("policies/<int:pk>/"),
    path("amendments/<int:pk>/", amendments.amendment, name="amendment"),
    path("amendments/<int:pk>/details/", amendments.amendment_details, name="amendment_details"),
    path("amendments/<int:pk>/paper.pdf", amendments.amendment_paper, name="amendment_paper"),
    *amendment_acts.ACTS.urls("amendments/<int:pk>/"),
    path("<str:ref>/", views.contract, name="contract"),
    path("<str:ref>/details/", views.details, name="details"),
    path("<str:ref>/tariffs/", views.tariff_lines, name="tariff_lines"),
    path("<str:ref>/clauses/", views.clauses, name="clauses"),
    path("<str:ref>/people/", views.people, name="people"),
    path("<str:ref>/requirements/", views.requirements, name="requirements"),
    path("<str:ref>/paper.pdf", views.paper, name="paper"),
    path("<str:ref>/versions/<int:number>/", views.comparison, name="comparison"),
    path("<str:ref>/amendments/new/", amendments.new_amendment, name="new_amendment"),
    *acts.ACTS.urls("<str:ref>/"),
]
