"""Reads of the buildings by which places are named."""

from datetime import date

from django.db.models import QuerySet

from lianxin.foundation.actor import Actor
from lianxin.registers.orgs.models import Building
from lianxin.registers.orgs.queries.divisions import lasting
from lianxin.registers.orgs.queries.grids import grids_visible_to

GRID = 15  # digits


def buildings(on: date, code: str) -> QuerySet[Building]:
    """Return the buildings of a day in a grid (15 digits) or a community (12), by grid and code; anybody may read them."""
    found = Building.objects.filter(lasting(on), lasting(on, "grid__")).select_related("grid")
    inside = {"grid__code": code} if len(code) == GRID else {"grid__community__code": code}
    return found.filter(**inside).order_by("grid__code", "code")


def buildings_named(words: str, on: date) -> QuerySet[Building]:
    """Return the buildings of a day whose names have some words in them, with grid and community; anybody may read them."""
    found = Building.objects.filter(lasting(on), lasting(on, "grid__"), name__contains=words)
    return found.select_related("grid__community").order_by("grid__code", "code")


def building(code: str, on: date) -> Building | None:
    """Return the building that has a code on a day, with its grid and community."""
    if "\0" in code:  # PostgreSQL takes no such text
        return None
    found = Building.objects.filter(lasting(on), lasting(on, "grid__"), code=code)
    return found.select_related("grid__community").first()


def buildings_visible_to(actor: Actor) -> QuerySet[Building]:
    """Return the buildings that a member of staff may list: those of their grids or their division."""
    return Building.objects.filter(grid__in=grids_visible_to(actor)).order_by("code")
