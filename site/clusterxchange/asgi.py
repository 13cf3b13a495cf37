"""The ASGI entry point; start the server with `--pythonpath site`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterxchange.settings.production")

application = get_asgi_application()
