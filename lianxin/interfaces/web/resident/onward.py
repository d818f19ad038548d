"""The way on after a deed: to another page, which a reload then repeats without repeating the deed."""

from django.http import HttpResponseRedirect
from django.urls import reverse


def see(name: str, *args: object) -> HttpResponseRedirect:
    """Return the answer that sends a browser on to a page (303 See Other)."""
    return go(reverse(name, args=args))


def go(address: str) -> HttpResponseRedirect:
    """Return the answer that sends a browser on to an address of ours (303 See Other)."""
    return HttpResponseRedirect(address, status=303)
