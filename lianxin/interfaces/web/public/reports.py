"""The monthly reports and their open data, for everybody: a list, each version under its own address, its files."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lianxin.followers.insight import publication
from lianxin.followers.insight.queries import publication as queries
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.interfaces.web.paging import paged
from lianxin.interfaces.web.publication import paper, shown
from lianxin.interfaces.web.publication.numbers import named_month

if TYPE_CHECKING:
    from lianxin.followers.insight.models import Publication

PUBLIC = Actor.public("")


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List every month that is published, with its newest version."""
    found, ways = paged(request, queries.newest(PUBLIC))
    rows = [{"row": row, "month": named_month(row.month)} for row in found]
    return render(request, "public/reports.html", {"rows": rows, **ways})


@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Show the newest version of a month."""
    return _show(request, _versions(month)[0])


@require_safe
def version(request: HttpRequest, month: str, number: int) -> HttpResponse:
    """Show one version of a month, which stays as it is whatever comes after it."""
    return _show(request, _of(month, number))


@require_safe
def file(request: HttpRequest, month: str, number: int, name: str) -> HttpResponseBase:
    """Hand out a file of a version."""
    return shown.handed_out(_of(month, number), name)


def _versions(month: str) -> "list[Publication]":
    try:
        return queries.of_month(PUBLIC, month)
    except NotFound as refusal:
        raise Http404 from refusal


def _of(month: str, number: int) -> "Publication":
    found = next((row for row in _versions(month) if row.version == number), None)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, row: "Publication") -> HttpResponse:
    versions = _versions(row.month)
    context: dict[str, object] = {
        "row": row,
        "month": named_month(row.month),
        "newest": versions[0] if versions[0] != row else None,
        "versions": [(one, queries.note(one)) for one in versions] if len(versions) > 1 else [],
        "address": reverse("report-version", args=[row.month, row.version]),
    }
    try:
        html = publication.read(row.sha256, f"report.{shown.language(get_language())}.html")
        context |= {"body": paper.body(html), "files": shown.files(row)}
    except Refusal as refusal:
        context["fault"] = words.of(refusal)
    return render(request, "public/report.html", context, status=503 if "fault" in context else 200)
