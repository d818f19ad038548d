"""The entry for the web server."""

import gc
import os
import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")

# No browser writes a parameter as in RFC 2231 (`charset*=…`), and no server passes control signs on;
# Django reads these before any middleware and fails at many of them.
STRANGE = re.compile(r"[*\x00-\x1f\x7f]")
REFUSED = "text/plain; charset=none"  # the middleware Charset answers it with our page for 400

django = get_wsgi_application()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request, also one whose content type Django would fail to read."""
    if STRANGE.search(environ.get("CONTENT_TYPE", "")):
        environ["CONTENT_TYPE"] = REFUSED
    answer: Iterable[bytes] = django(environ, start_response)
    return answer


# What is loaded stays: the collector need not look at it again, nor after every few hundred objects.
gc.freeze()
gc.set_threshold(50_000, 20, 100)
