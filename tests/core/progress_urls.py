"""The address of work under way, whose page belongs to a layer above."""

from django.http import HttpResponse
from django.urls import include, path

office = (
    [path("progress/<int:pk>/", lambda request, pk: HttpResponse(), name="progress")],
    "office",
)
urlpatterns = [path("", include(office))]
