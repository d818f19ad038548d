"""How examples of an address's arguments are given."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Min, Model

from lianxin.foundation.time import month_before
from tests.journeys.crawl_city import City

Given = dict[str, Any]
Examples = Callable[[City], Iterator[Given] | list[Given]]


def each(model: type[Model], argument: str, by: str = "") -> Examples:
    """Return a row of a kind, or the first of each of its states."""

    def found(_here: City) -> list[Given]:
        rows = model._default_manager.order_by()
        first = (
            rows.values(by).annotate(first=Min("pk")) if by else [rows.aggregate(first=Min("pk"))]
        )
        return [{argument: one["first"]} for one in first if one["first"] is not None]

    return found


def tickets(here: City) -> list[Given]:
    """Return a ticket of every state."""
    return [{"number": one.number} for one in here.tickets.values()]


def fixed(*given: Given) -> Examples:
    """Return what every demo city has."""
    return lambda _here: list(given)


def month(here: City) -> str:
    """Return the month before the city's day."""
    return f"{month_before(here.today):%Y-%m}"
