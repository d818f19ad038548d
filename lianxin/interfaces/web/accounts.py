"""How staff sign in: accounts come from the registers, nobody signs up."""

import ipaddress
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.views import logout
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.foundation.actor import Actor
from lianxin.interfaces.web.headers import with_own_pictures
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries as orgs_register

if TYPE_CHECKING:
    from lianxin.registers.orgs.models import Staff

SIGNED_IN = Actor.system("sign-in")  # allauth has asked for the old password before


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's check of passwords; who is signed in is read by a prepared statement."""

    def get_user(self, user_id: int) -> "Staff | None":
        """Return the account of a session, or None where it is closed."""
        user = orgs_register.account(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth without its sign-up, and with our deed for a new password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody opens an account alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address whose tries to sign in are counted."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave wrong passwords to axes: counted by the name alone, anybody could hold a name out."""

    def set_password(self, user: "Staff", password: str) -> None:
        """Set somebody's own password, as a deed like any other."""
        hashed = make_password(password)
        key = secrets.token_hex(16)
        orgs.set_password(staff_id=user.pk, hashed=hashed, by=SIGNED_IN, at=timezone.now(), key=key)
        user.password = hashed  # the session that goes on is signed with it
        user.one_time_until = None

    def pre_login(self, request: HttpRequest, user: "Staff", **given: Any) -> HttpResponse | None:
        """Keep out who comes with a password that was handed out too long ago."""
        until = user.one_time_until
        if until is not None and until <= timezone.now():
            messages.error(request, _("This one-time password is over. Please ask for another."))
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **given)
        return answer


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign somebody out, and have the browser forget what pages kept on the device."""
    response: HttpResponse = logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"storage"'
    return response


def activate_totp(request: HttpRequest) -> HttpResponse:
    """Set up the second step of signing in; the page carries the secret as a picture in itself."""
    response: HttpResponse = totp.activate_totp(request)
    response["Content-Security-Policy"] = with_own_pictures()
    return response


def client_address(request: HttpRequest) -> str:
    """Return the address that counts against password guessing: never one that a client may claim."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.LIANXIN_PROXIES
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    if not 0 < proxies <= len(passed):
        return near
    try:  # what the outermost of our own proxies saw; whatever stands left of it anybody may claim
        return str(ipaddress.ip_address(passed[-proxies].strip()))
    except ValueError:
        return near


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the name whose wrong passwords are counted, as signing in takes it: in any case."""
    given = credentials.get("username") if credentials else request.POST.get("login")
    return str(given or "").strip().lower()
