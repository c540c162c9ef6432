from django.urls import path

from koios.cases.public import filing, following, papers

app_name = "public_cases"
urlpatterns = [
    path("", filing.file, name="file"),
    path("seguimiento/", following.find, name="find"),
    path("seguimiento/<str:number>/<str:token>/", following.follow_up, name="follow_up"),
    path("seguimiento/<str:number>/<str:token>/recibo/", filing.receipt, name="receipt"),
    path("seguimiento/<str:number>/<str:token>/mensajes/", following.message, name="message"),
    path("seguimiento/<str:number>/<str:token>/plazo/", following.more_time, name="more_time"),
    path("seguimiento/<str:number>/<str:token>/calificacion/", following.rating, name="rating"),
    path("seguimiento/<str:number>/<str:token>/revision/", following.reopening, name="reopening"),
    path(
        "seguimiento/<str:number>/<str:token>/desistimiento/",
        following.withdrawal,
        name="withdrawal",
    ),
    path(
        "seguimiento/<str:number>/<str:token>/papeles/<int:letter>/",
        papers.letter,
        name="letter",
    ),
    path(
        "seguimiento/<str:number>/<str:token>/archivos/<int:file>/",
        papers.file,
        name="case_file",
    ),
]
