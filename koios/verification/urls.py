"""The pages of the yearly verification of contracts. Each act has its own address."""

from django.urls import path

from koios.verification.desk import acts, campaigns, checklists, record, views
from koios.verification.report import urls as report

app_name = "verification"
urlpatterns = [
    path("", views.verifications, name="verifications"),
    path("export.<str:form>", views.export, name="export"),
    *report.urlpatterns,
    path("campaigns/new/", campaigns.new_campaign, name="new_campaign"),
    path("campaigns/<int:for_year>/", campaigns.campaign, name="campaign"),
    *campaigns.ACTS.urls("campaigns/<int:for_year>/"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/new/", checklists.new_checklist, name="new_checklist"),
    path("checklists/<int:pk>/", checklists.checklist, name="checklist"),
    *checklists.ACTS.urls("checklists/<int:pk>/"),
    *acts.OF_CONTRACTS.urls("contracts/<str:number>/"),
    path("<str:number>/", record.verification, name="verification"),
    path("<str:number>/items/<str:code>/", record.item, name="item"),
    path("<str:number>/paper.pdf", record.paper, name="paper"),
    *acts.ACTS.urls("<str:number>/"),
]
