"""What came onto a list while somebody reads it: asked for by a script now and then, and told without a move."""

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import code
from lianxin.foundation.ledger import queries as ledger
from lianxin.interfaces.web import numbers
from lianxin.interfaces.web.staff import desks, narrowing, shell
from lianxin.interfaces.web.staff.shell import StaffRequest


@shell.page(*shell.READERS)
@require_safe
def news(request: StaffRequest, name: str) -> HttpResponseBase:
    """Say which tickets others brought onto a desk since a place of the log, or that nothing was done at all."""
    chosen = desks.desk_of(request.actor, name)
    fitting = narrowing.narrowed(narrowing.read(request.GET.dict()), timezone.now())
    since, size = numbers.number(request.GET.get("since", "")), ledger.size()
    if since is None or since > size:
        raise Http404
    if request.headers.get("If-None-Match") == _tag(size) and since == size:
        return _tagged(HttpResponse(status=304), size)
    found = tickets.arrived(request.actor, chosen.name, since, fitting)
    said = {"until": found.until, "new": sorted(code.number(pk) for pk in found.ids)}
    return _tagged(JsonResponse(said), found.until)


def _tag(place: int) -> str:
    return f'"{place}"'


def _tagged(answer: HttpResponse, place: int) -> HttpResponse:
    answer["ETag"] = _tag(place)
    return answer
