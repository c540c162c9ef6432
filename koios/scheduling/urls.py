"""The pages of service orders. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.scheduling import feed_views, views
from koios.scheduling.acts import ACTS

app_name = "scheduling"
urlpatterns = [
    path("", views.orders, name="orders"),
    path("export.<str:form>", views.export, name="export"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/link/", feed_views.calendar_link, name="calendar_link"),
    path("calendar/link/renewal/", feed_views.calendar_link_renewal, name="calendar_link_renewal"),
    path("calendar/link/closing/", feed_views.calendar_link_closing, name="calendar_link_closing"),
    path("day/<str:day>/", views.day, name="day"),
    path("day/<str:day>/sheet.pdf", views.day_sheet, name="day_sheet"),
    path("<str:number>/", views.order, name="order"),
    *ACTS.urls("<str:number>/"),
]
