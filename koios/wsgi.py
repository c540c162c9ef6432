"""The WSGI entrance that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koios.settings")

application = get_wsgi_application()
