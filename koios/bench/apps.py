from django.apps import AppConfig


class BenchConfig(AppConfig):
    """The benchmark; no models of its own."""

    name = "koios.bench"
    label = "bench"
