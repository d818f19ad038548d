"""The maps of the panels: our own outlines, coloured by volume; the list beside each says the same."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import Http404, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from lianxin.followers.insight.queries import panels as insight
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.staff import panels, shell
from lianxin.interfaces.web.staff.panel_parts import Ask
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.orgs import queries as orgs

Volumes = Callable[[Ask], Mapping[Any, int]]  # what came in, by the keys of places
Outlines = Callable[[Iterable[Any]], Mapping[Any, Mapping[str, Any]]]
MAPS: Mapping[str, tuple[str, Volumes, Outlines]] = {
    "towns": (
        "loop",
        lambda ask: {one.key: one.received for one in insight.towns(ask.by, ask.period)},
        lambda keys: orgs.town_outlines(),
    ),
    "heat": (
        "loop",
        lambda ask: {one.key: one.received for one in insight.heat(ask.by, ask.period)[0]},
        orgs.hexagon_outlines,
    ),
    "grids": (
        "street",
        lambda ask: {one.key: one.received for one in insight.grids(ask.by, ask.period)},
        orgs.grid_outlines,
    ),
}


@shell.page(*shell.OVERSEERS)
@require_safe
def outlines(request: StaffRequest, name: str) -> HttpResponseBase:
    """Return the outlines of a map with their volumes as GeoJSON (WGS 84)."""
    panel, volumes, shapes = MAPS.get(name, ("", None, None))
    form = panels.WeeksForm({"weeks": panels.QUARTER, **request.GET.dict()})
    if panel not in panels.panels_of(request.actor) or not volumes or not shapes:
        raise Http404
    if not form.is_valid():
        raise Http404
    try:
        found = volumes(panels.asking(request.actor, form.cleaned_data["weeks"]))
    except Refusal as refusal:
        return JsonResponse({"fault": words.of(refusal)}, status=503)
    drawn = shapes(found)
    features = [
        {
            "type": "Feature",
            "id": number,
            "properties": {"key": str(key), "received": received},
            "geometry": drawn[key],
        }
        for number, (key, received) in enumerate(found.items())
        if key in drawn
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})
