"""Unit evaluation for everybody: by which schemes, and how many results lie in each band; no unit is named."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web import scheme_lines
from lianxin.interfaces.web.paging import paged


@require_safe
def evaluation(request: HttpRequest) -> HttpResponse:
    """Show the schemes, and the bands of every round counted."""
    schemes = [(row, queries.said(row)) for row in queries.schemes()]
    shown, ways = paged(request, queries.counted())
    made, rounds = queries.bands([row.pk for row in shown]), []
    for row in shown:
        scheme, counted = queries.said(row.scheme), made[row.pk]
        bands = [(band.name, counted.get(band.code, 0)) for band in scheme.bands]
        domain = scheme.domain(row.domain)
        rounds.append(
            {
                "round": row,
                "name": scheme.name,
                "domain": domain.name if domain else "",
                "bands": bands,
                "unknown": counted.get("", 0),
            }
        )
    context = {"schemes": schemes, "rounds": rounds, "fewest": queries.FEWEST_PUBLIC, **ways}
    return render(request, "public/evaluation.html", context)


@require_safe
def scheme(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Show one version of a scheme with every line."""
    try:
        row = queries.scheme(scheme_id)
    except NotFound as refusal:
        raise Http404 from refusal
    context = {"row": row, **scheme_lines.shown(queries.said(row))}
    return render(request, "public/evaluation_scheme.html", context)
