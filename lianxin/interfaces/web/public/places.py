"""Where people are served at a counter: a list by town, and a page for each place with its hours."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lianxin.interfaces.web import headers
from lianxin.interfaces.web.paging import paged
from lianxin.interfaces.web.public import hours_words
from lianxin.interfaces.web.resident import community
from lianxin.interfaces.web.resident import places as choices
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.calendars.rules import Calendar
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules.datums import Datum, Point, to_gcj02
from lianxin.registers.places import queries, rules

if TYPE_CHECKING:
    from lianxin.registers.places.models import ServicePlace

Page = Callable[..., HttpResponse]


class TownForm(forms.Form):
    """In which subdistrict or town; without one, in the whole city."""

    use_required_attribute = False
    town = forms.ChoiceField(label=_("Subdistrict or town"), required=False)


def mapped(page: Page) -> Page:
    """Let a page fetch the base map that is configured."""

    @wraps(page)
    def answered(request: HttpRequest, **given: Any) -> HttpResponse:
        response = page(request, **given)
        response.headers["Content-Security-Policy"] = headers.with_tiles(settings.LIANXIN_TILES)
        return response

    return answered


@mapped
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the places of a town, and whether each is open now; at first those near the community chosen."""
    now = timezone.now()
    on = timezone.localdate(now)
    here = community.chosen(request, on)[0][: choices.TOWN]
    asked = request.GET.get("town", here and here.ljust(choices.COMMUNITY, "0"))
    form = TownForm({"town": asked})
    field = form.fields["town"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
    field.choices = [("", _("All")), *choices.towns(on)]
    found = queries.places(on, form.cleaned_data["town"] if form.is_valid() else "")
    shown, ways = paged(request, found.none() if form.errors else found)
    calendar = calendars.calendar()
    context = {
        "form": form,
        "rows": [_told(one, calendar, now) for one in shown],
        "tiles": _tiles(),
        **ways,
    }
    return render(request, "public/places.html", context, status=422 if form.errors else 200)


@mapped
@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show one place: where it is, how it is reached, when it is open, and who looks after the grids there."""
    now = timezone.now()
    on = timezone.localdate(now)
    found = queries.place(code, on)
    if found is None:
        raise Http404
    calendar, hours = calendars.calendar(), queries.hours(found)
    special = [
        (day, hours_words.times(one.spans), one.reason) for day, one in hours.exceptions.items()
    ]
    row = _told(found, calendar, now)
    within = found.division.code
    context = {
        **row,
        "rows": [row],
        "week": list(hours_words.week(hours.week)),
        "special": special,
        "on_holidays": hours.on_holidays,
        "provisional": row["until"] is not None and calendar.is_provisional(row["until"].date()),
        "cards": orgs.public_cards(within, on) if within[choices.TOWN :] != "000" else [],
        "town": within[: choices.TOWN].ljust(choices.COMMUNITY, "0"),
        "of_town": within[choices.DISTRICT : choices.TOWN] != "000",
        "tiles": _tiles(),
    }
    return render(request, "public/place.html", context)


def _told(found: "ServicePlace", calendar: Calendar, now: datetime) -> dict[str, Any]:
    """Return what the pages say of a place at a moment."""
    hours, today = queries.hours(found), timezone.localdate(now)
    standing = rules.standing(hours, calendar, now)
    special = hours.exceptions.get(today)
    resting = rules.kind_of(calendar, today) in rules.OFF and not hours.on_holidays
    return {
        "place": found,
        "kind": hours_words.KIND[found.kind],
        "open": standing.open,
        "until": standing.until,
        "standing": hours_words.standing(standing, now),
        "today": hours_words.times(rules.of_day(hours, calendar, today)),
        "reason": special.reason if special else "",
        "holiday": resting and not special,
        "spot": _spot(found),
    }


def _spot(found: "ServicePlace") -> str:
    """Return where a place stands on the base map: longitude and latitude; "" where nobody has said."""
    if found.longitude is None or found.latitude is None:
        return ""
    point = Point(found.longitude, found.latitude)
    if settings.LIANXIN_TILES_DATUM == Datum.GCJ02:
        point = to_gcj02(point)
    return f"{point.longitude:.6f},{point.latitude:.6f}"


def _tiles() -> dict[str, str]:
    return {"address": settings.LIANXIN_TILES, "source": settings.LIANXIN_TILES_SOURCE}
