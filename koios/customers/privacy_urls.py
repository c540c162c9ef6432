"""The public page of the policy on personal data."""

from django.urls import path

from koios.customers.views import privacy

app_name = "privacy"
urlpatterns = [
    path("datos-personales/", privacy.policy, name="policy_in_force"),
    path("datos-personales/<int:version>/", privacy.policy, name="policy"),
]
