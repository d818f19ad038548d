"""How pages look on this device, chosen by one tap and kept there: big letters (适老化), and colours by day or by night."""

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

LETTERS, BIG = "letters", "big"
COLOURS, DAY, NIGHT = "colours", "light", "dark"
KEPT = 365 * 24 * 60 * 60  # seconds


def big_letters(request: HttpRequest) -> bool:
    """Tell whether somebody has asked for big letters on this device."""
    return request.COOKIES.get(LETTERS) == BIG


def colours(request: HttpRequest) -> str:
    """Return the colours asked for on this device, or "" where they follow its own setting."""
    asked = request.COOKIES.get(COLOURS, "")
    return asked if asked in (DAY, NIGHT) else ""


@require_POST
def switch_letters(request: HttpRequest) -> HttpResponse:
    """Switch to the letters asked for, and go back to the page."""
    return _kept(request, LETTERS, request.POST.get("size", ""), {BIG})


@require_POST
def switch_colours(request: HttpRequest) -> HttpResponse:
    """Switch to the colours asked for, or to those of the device, and go back to the page."""
    return _kept(request, COLOURS, request.POST.get("colours", ""), {DAY, NIGHT})


def _kept(request: HttpRequest, cookie: str, asked: str, known: Collection[str]) -> HttpResponse:
    """Keep a choice that is not the usual one, forget any other, and go back to a page of ours."""
    back = request.POST.get("next", "")
    host = {request.get_host()}
    ours = url_has_allowed_host_and_scheme(back, host, require_https=request.is_secure())
    response = redirect(back if ours else "/")
    response.status_code = 303
    if asked in known:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            cookie, asked, max_age=KEPT, httponly=True, samesite="Lax", secure=secure
        )
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response
