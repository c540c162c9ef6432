from django.apps import AppConfig


class KoiosConfig(AppConfig):
    """The last to be ready: it connects the capabilities, which know nothing of each other."""

    name = "koios"

    def ready(self):
        from koios import flows

        flows.connect()
