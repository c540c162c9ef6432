"""Public addresses, in Spanish: who reads them is a customer."""

from django.urls import path

from koios.quotes.public import asking, deciding, reading

app_name = "public_quotes"
urlpatterns = [
    path("cotizacion/<str:token>/", reading.quote, name="quote"),
    path("cotizacion/<str:token>/pdf/", reading.paper, name="paper"),
    path("cotizacion/<str:token>/archivos/<int:file>/", reading.file, name="file"),
    path("cotizacion/<str:token>/vista/", reading.look, name="look"),
    path("cotizacion/<str:token>/opciones/", reading.options, name="options"),
    path("cotizacion/<str:token>/preguntas/", asking.question, name="question"),
    path("cotizacion/<str:token>/aprobacion/", deciding.approval, name="approval"),
    path("cotizacion/<str:token>/aprobacion/<str:intent>/", deciding.code, name="code"),
    path(
        "cotizacion/<str:token>/aprobacion/<str:intent>/otro/", deciding.new_code, name="new_code"
    ),
    path("cotizacion/<str:token>/rechazo/", deciding.rejection, name="rejection"),
    path("cotizacion/<str:token>/respuesta/", deciding.answer, name="answer"),
]
