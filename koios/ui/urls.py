from django.urls import path, register_converter

from koios.ui import views

app_name = "ui"


class Colour:
    regex = "[0-9a-f]{6}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Colour, "colour")

urlpatterns = [
    path("ui/", views.pattern, name="pattern"),
    path("ui/public/", views.pattern_public, name="pattern-public"),
    path("brand/<colour:colour>.css", views.brand, name="brand"),
    path("favicon.ico", views.favicon_of_old, name="favicon-of-old"),
    path("brand/<colour:colour>.svg", views.favicon, name="favicon"),
]
