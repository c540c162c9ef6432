"""The address that calendar programs know."""

from django.urls import path

from koios.scheduling import feed_views

app_name = "calendar_feed"
urlpatterns = [path("<str:key>.ics", feed_views.feed, name="feed")]
