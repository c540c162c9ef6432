from django.urls import path

from koios.signing.public import verifying

app_name = "verifying"
urlpatterns = [path("verificar/", verifying.verify, name="verify")]
