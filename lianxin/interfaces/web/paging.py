"""Numbered pages of lists that are short enough to be counted, with the way to the one before and after."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

SIZE = 20


def paged(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = SIZE
) -> tuple[list[Any], dict[str, str]]:
    """Return the rows of the page asked for, and for `partials/pagination.html` where one goes from it.

    A page that does not exist is the nearest one that does; what else was asked for is kept.
    """
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    ways = {
        "previous_url": page.previous_page_number() if page.has_previous() else None,
        "next_url": page.next_page_number() if page.has_next() else None,
    }
    asked = request.GET.dict()
    return list(page.object_list), {
        name: f"?{urlencode({**asked, 'page': number})}" if number else ""
        for name, number in ways.items()
    }
