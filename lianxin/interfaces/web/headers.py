"""What every page tells the browser: load nothing from elsewhere, keep nothing, show it in no frame."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase

CONTENT = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "worker-src 'self'",
        "manifest-src 'self'",
    )
)
ASKED = "Permissions-Policy"  # what a page may ask the device for
PLACE_TOO = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"
MICROPHONE_TOO = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"
HEADERS = {
    "Content-Security-Policy": CONTENT,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # A page without another rule may hold what is only for one person: no copy of it stays behind.
    "Cache-Control": "private, no-store",
}


def with_tiles(tiles: str) -> str:
    """Return the policy of a page with a map: it may fetch the tiles of the base map, and nothing else."""
    if not tiles:
        return CONTENT
    parts = urlsplit(tiles)
    host = f"{parts.scheme}://{parts.netloc}"
    return f"{CONTENT}; connect-src 'self' {host}; img-src 'self' {host}"


def with_own_pictures() -> str:
    """Return the policy of a page that carries a picture in itself."""
    return f"{CONTENT}; img-src 'self' data:"


class Headers:
    """Middleware that adds what a response does not say for itself."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page with its headers."""
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
