"""What the frame of every page shows: the ways in, the hotline's number, the links at the foot."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.interfaces.web import device
from lianxin.interfaces.web.help import book
from lianxin.interfaces.web.help.reading import ADDRESS


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the hotline's number, and the links for residents; staff pages bring their own."""
    ways = [
        (reverse("report-what"), _("Report something")),
        (reverse("progress"), _("Follow a request")),
        (reverse("matters"), _("What is known already")),
        (reverse("knowledge"), _("Questions and answers")),
        (reverse("search"), _("Look it up")),
    ]
    foot = [
        (reverse("help"), _("Help with this site")),
        (reverse("places"), _("Service places and their hours")),
        (reverse("grids"), _("Who looks after your grid")),
        (reverse("asked-and-done"), _("What was asked, what was done")),
        (reverse("purposes"), _("Personal data")),
        (reverse("holds"), _("What has to wait")),
        (reverse("exclusions"), _("What units are not assessed by")),
        (reverse("revisits"), _("Asked again by others")),
        (reverse("evaluation"), _("How units are evaluated")),
        (reverse("reports"), _("Monthly reports and open data")),
        (reverse("ledger"), _("Public ledger")),
        (settings.LOGIN_REDIRECT_URL, _("For staff")),
    ]
    return {
        "help_url": _explained(request),
        "demo": settings.LIANXIN_DEMO,
        "hotline": settings.LIANXIN_HOTLINE,
        "big_letters": device.big_letters(request),
        "colours": device.colours(request),
        "resident_navigation": [
            {"url": url, "text": text, "active": request.path.startswith(url)} for url, text in ways
        ],
        "footer_links": [{"url": url, "text": text} for url, text in foot],
    }


def _explained(request: HttpRequest) -> str:
    """Return the address of the help that explains this page, or nothing."""
    found = book.explaining(request.resolver_match)
    return reverse(ADDRESS[found[0]], args=[found[1]]) if found else ""
