from django.urls import path

from koios.actions import views

app_name = "actions"
urlpatterns = [
    path("<str:number>/", views.finding, name="finding"),
]
