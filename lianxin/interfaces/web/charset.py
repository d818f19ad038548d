"""Which encoding a request may name: UTF-8, in which every page of ours is sent."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

OURS = "utf-8"


class Charset:
    """Middleware that answers 400 to any other: Python knows codecs that are no encodings of text."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page, if its request can be read."""
        named = (request.content_params or {}).get("charset", OURS)
        if named.lower() != OURS:
            # The page for 400 has a form and looks for its token in what was sent: nothing is read.
            request.content_type = "text/plain"
            raise BadRequest
        return self.answer(request)
