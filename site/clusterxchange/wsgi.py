"""The WSGI entry point; start the server with `--pythonpath site`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterxchange.settings.production")

application = get_wsgi_application()
