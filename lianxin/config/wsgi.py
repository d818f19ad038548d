"""The entry for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")

application = get_wsgi_application()

# What is loaded stays: the collector need not look at it again, nor after every few hundred objects.
gc.freeze()
gc.set_threshold(50_000, 20, 100)
