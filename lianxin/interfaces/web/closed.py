"""What is shown while pages cannot be: during maintenance, and on a device without a connection."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

MARK = "maintenance"  # a file of this name in the data folder closes the pages
AGAIN = 300  # seconds after which a program may ask again


class Maintenance:
    """Middleware that answers 503 while the mark lies in the data folder; it asks for no row."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page, or the notice that it is closed."""
        if not (Path(settings.DATA_DIR) / MARK).exists():
            return self.answer(request)
        said = render_to_string("503.html", {"hotline": settings.LIANXIN_HOTLINE})
        return HttpResponse(said, status=503, headers={"Retry-After": str(AGAIN)})


@require_safe
def offline(_request: HttpRequest) -> HttpResponse:
    """Return what a device may keep to show when it has no connection; it says nothing of anybody."""
    return HttpResponse(render_to_string("offline.html", {"hotline": settings.LIANXIN_HOTLINE}))
