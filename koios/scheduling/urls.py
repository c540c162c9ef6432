"""The pages of service orders. Each act has its own address: GET asks, POST does."""

from django.urls import path

from koios.scheduling import views

app_name = "scheduling"
urlpatterns = [path("<str:number>/", views.order, name="order")]
