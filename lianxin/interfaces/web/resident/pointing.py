"""Pointing at a place: by the phone, asked only on a click, or on a map; only the grid is kept of it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lianxin.foundation.pace import actions as pace
from lianxin.foundation.pace.rules import Door
from lianxin.interfaces.web import headers
from lianxin.interfaces.web.accounts import client_address
from lianxin.interfaces.web.resident import draft, places
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules.datums import Datum, Point, to_gcj02, to_wgs84

POINTED = "pointed"  # among the answers of a draft: the grid that was pointed at
Page = Callable[..., HttpResponse]


class PointForm(forms.Form):
    """A point in a datum, or a grid by its code."""

    longitude = forms.FloatField(required=False, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90)
    datum = forms.ChoiceField(choices=[(one, one) for one in Datum], required=False)
    grid = forms.RegexField(r"\A[0-9]{15}\Z", required=False)


def asks(page: Page) -> Page:
    """Let a page ask the device where it is, and fetch the base map that is configured."""

    @wraps(page)
    def answered(request: HttpRequest, **given: Any) -> HttpResponse:
        response = page(request, **given)
        response.headers[headers.ASKED] = headers.PLACE_TOO
        response.headers["Content-Security-Policy"] = headers.with_tiles(settings.LIANXIN_TILES)
        return response

    return answered


def pointed(answers: Mapping[str, str]) -> str:
    """Return the code of the grid that was pointed at, "" where none was."""
    return answers.get(POINTED, "")


def shown(request: HttpRequest) -> dict[str, Any]:
    """Return what a page shows of pointing: what was found before, and the base map."""
    code = pointed(draft.load(request))
    tiles = {
        "address": settings.LIANXIN_TILES,
        "source": settings.LIANXIN_TILES_SOURCE,
    }
    name = places.place(code, timezone.localdate()).name if code else ""
    return {"pointed": name, "tiles": tiles}


@never_cache
@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """Find the grid of a point, keep the grid and not the point, and say its name."""
    now = timezone.now()
    if pace.take(door=Door.NEAR, address=client_address(request), at=now) > now:
        return JsonResponse({"said": _("Please wait a moment, then try again.")}, status=429)
    form = PointForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"said": _("That is no place. Please choose it below.")}, status=422)
    code = _grid(form.cleaned_data)
    name = places.place(code, timezone.localdate(now)).name if code else ""
    if not name:
        said = _("No community of this city is known there. Please say below where it is.")
        return JsonResponse({"said": said}, status=404)
    draft.keep(request, {POINTED: code, "place": "", "building": ""})
    said = _("Found: %(place)s. The next page asks whether that is right.") % {"place": name}
    return JsonResponse({"said": said, "code": code, "name": name})


def _grid(given: Mapping[str, Any]) -> str:
    on = timezone.localdate()
    if given["grid"]:
        named = orgs.grids(on).filter(code=given["grid"]).first()
        return named.code if named else ""
    if given["longitude"] is None or given["latitude"] is None:
        return ""
    point = Point(given["longitude"], given["latitude"])
    world = to_wgs84(point) if given["datum"] == Datum.GCJ02 else point
    found = orgs.grid_at(world.longitude, world.latitude, on)
    return found.code if found else ""


@require_safe
def outlines(request: HttpRequest) -> HttpResponse:
    """Return the outlines of the towns, or of one town's grids, as GeoJSON in the datum of the base map."""
    on, town = timezone.localdate(), request.GET.get("town", "")[: places.TOWN]
    if town.isascii() and town.isdigit() and len(town) == places.TOWN:
        grids = orgs.grids(on, town)
        names = {grid.code: f"{grid.community.name} {grid.name}" for grid in grids}
        drawn: Mapping[str, Any] = {grid.code: grid.polygon for grid in grids}
    else:
        drawn = orgs.town_outlines()
        padded = {code: code.ljust(places.COMMUNITY, "0") for code in drawn}
        known = orgs.division_names(padded.values(), on)
        names = {code: known[full] for code, full in padded.items() if full in known}
    features = [
        {
            "type": "Feature",
            "id": number,
            "properties": {"code": code, "name": names[code]},
            "geometry": _shown(drawn[code]),
        }
        for number, code in enumerate(sorted(names))
    ]
    answer = JsonResponse({"type": "FeatureCollection", "features": features})
    answer.headers["Cache-Control"] = "public, max-age=600"  # it is the same for everybody
    return answer


def _shown(geometry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an outline as the base map needs it."""
    if settings.LIANXIN_TILES_DATUM != Datum.GCJ02:
        return geometry
    return {**geometry, "coordinates": _shifted(geometry["coordinates"])}


def _shifted(found: Any) -> Any:
    if isinstance(found[0], int | float):
        return list(to_gcj02(Point(found[0], found[1])))
    return [_shifted(one) for one in found]
