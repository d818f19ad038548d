"""How staff sign in: accounts come from the registers, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth without its sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody opens an account alone."""
        return False


def client_address(request: HttpRequest) -> str:
    """Return the address that counts against password guessing: never one that a client may claim."""
    return str(request.META.get("REMOTE_ADDR", ""))
