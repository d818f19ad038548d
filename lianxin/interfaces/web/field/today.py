"""Today's list for the device: what the own unit works on, what is due first standing first."""

from collections import Counter

from django.http import HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web.field import rows
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.orgs import queries as orgs

DESK = "ours"
MOST = 50  # more than anybody does in a day, and little enough for a phone


@shell.page(*shell.OUTDOORS)
@require_safe
def today(request: StaffRequest) -> HttpResponseBase:
    """Return the list, and for whom it is: a sign that tells people on one device apart, and says nothing else."""
    by, at = request.actor, timezone.now()
    get_token(request)  # deeds are sent with the cookie's
    found = list(tickets.desk(by, DESK, limit=MOST + 1))
    said = {
        "who": who(by),
        "tickets": rows.rows(found[:MOST], by, at),
        "more": len(found) > MOST,
        "after": rows.after(by),
    }
    return JsonResponse(said)


@shell.page(*shell.OUTDOORS)
@require_safe
def outlines(request: StaffRequest) -> HttpResponseBase:
    """Return the outlines of the grids on the list as GeoJSON (WGS 84), each with how much waits there."""
    found = tickets.desk(request.actor, DESK, limit=MOST).values_list("grid_id", flat=True)
    counted = Counter(filter(None, found))
    drawn = orgs.grid_outlines(counted)
    features = [
        {
            "type": "Feature",
            "id": pk,
            "properties": {"key": str(pk), "received": count},
            "geometry": drawn[pk],
        }
        for pk, count in counted.items()
        if pk in drawn
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def who(by: Actor) -> str:
    """Return what the device knows somebody in a post by."""
    known = f"{by.scope}\0{by.for_id}\0{by.unit_id}\0{by.role}"
    return salted_hmac("field", known, algorithm="sha256").hexdigest()[:32]
