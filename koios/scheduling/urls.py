"""The pages of service orders. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.scheduling import acts, feed_views, views

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
    *(path(f"<str:number>/{slug}/", view, name=slug) for slug, view in acts.views()),
]
