"""What the frame of every page shows: the ways in, the hotline's number, the links at the foot."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the hotline's number, and the links for residents; staff pages bring their own."""
    ways = [
        (reverse("report-what"), _("Report something")),
        (reverse("progress"), _("Follow a request")),
        (reverse("matters"), _("What is known already")),
        (reverse("knowledge"), _("Questions and answers")),
    ]
    foot = [
        (reverse("grids"), _("Who looks after your grid")),
        (reverse("purposes"), _("Personal data")),
        (reverse("holds"), _("What has to wait")),
        (reverse("exclusions"), _("What units are not assessed by")),
        (reverse("ledger"), _("Public ledger")),
        (settings.LOGIN_REDIRECT_URL, _("For staff")),
    ]
    return {
        "hotline": settings.LIANXIN_HOTLINE,
        "resident_navigation": [
            {"url": url, "text": text, "active": request.path.startswith(url)} for url, text in ways
        ],
        "footer_links": [{"url": url, "text": text} for url, text in foot],
    }
