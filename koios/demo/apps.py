from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo company and the journeys; no models of its own."""

    name = "koios.demo"
    label = "demo"
