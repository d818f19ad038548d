"""A light brake on guessing query codes; their 60 bits are what really holds."""

from django.core.cache import cache
from django.http import HttpRequest

from lianxin.interfaces.web.accounts import client_address

MOST = 10  # wrong codes
WITHIN = 60  # seconds


def braked(request: HttpRequest) -> bool:
    """Return whether so many wrong codes came from here that the next waits for a minute."""
    return int(cache.get(_bucket(request), 0)) >= MOST


def note_wrong(request: HttpRequest) -> None:
    """Count a wrong code.

    From now on this browser has a session and with it a count of its own; whoever comes without
    one shares the count of the address, and may have to wait for a minute.
    """
    bucket = _bucket(request)
    cache.set(bucket, cache.get(bucket, 0) + 1, WITHIN)
    request.session["asked"] = True


def _bucket(request: HttpRequest) -> str:
    return f"guesses:{request.session.session_key or client_address(request)}"
