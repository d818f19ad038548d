"""Reads of the tree of units."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from lianxin.foundation.actor import STAFF, Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Unit
from lianxin.registers.orgs.queries.divisions import lasting
from lianxin.registers.orgs.rules import trees, verbs


def units(on: date) -> QuerySet[Unit]:
    """Return the units in force on a day with their divisions, by code."""
    return Unit.objects.filter(lasting(on)).select_related("division").order_by("code")


def handling_units(on: date) -> QuerySet[Unit]:
    """Return the units that can be given something to handle on a day: all in force but the hotlines."""
    return units(on).exclude(kind=rules.UnitKind.HOTLINE.value)


def alike(unit: Unit, on: date) -> QuerySet[Unit]:
    """Return the units that could do on a day what a unit does: other hotlines for a hotline, else what handles."""
    hotline = rules.UnitKind.HOTLINE.value
    return units(on).filter(kind=hotline) if unit.kind == hotline else handling_units(on)


def unit(code: str) -> Unit:
    """Return the unit that has a code, or refuse."""
    found = Unit.objects.select_related("division").filter(code=code).first()
    if found is None:
        raise rules.UnknownUnit(code=code)
    return found


def units_by_id(ids: Iterable[int]) -> dict[int, Unit]:
    """Return several units by their ids."""
    return Unit.objects.in_bulk(list(ids))


def unit_ids_under(path: str) -> list[int]:
    """Return the units under a path, itself among them, also those that are over."""
    return list(Unit.objects.filter(path__startswith=path).values_list("pk", flat=True))


def unit_names(ids: Iterable[int]) -> dict[int, str]:
    """Return several units' names by their ids."""
    return dict(Unit.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def unit_names_by_code(codes: Iterable[str]) -> dict[str, str]:
    """Return several units' names by their codes."""
    return dict(Unit.objects.filter(code__in=list(codes)).values_list("code", "name"))


def succession(unit_id: int) -> tuple[int, bool] | None:
    """Return which unit took over from a closed one, and whether the catalogue decided first."""
    told = ledger.of("unit", [unit_id]).filter(verb=verbs.REORGANISED).last()
    if told is None:
        return None
    return int(told.facts["successor_unit_id"]), bool(told.facts["by_catalogue"])


def successions(on: date) -> dict[int, int]:
    """Return for each unit that is over on a day which one stands for it now, as far as one took over."""
    over = Unit.objects.filter(valid_to__lte=on).values_list("pk", flat=True)
    told = ledger.of("unit", over).filter(verb=verbs.REORGANISED)
    facts = dict(told.values_list("about_id", "facts"))
    took = {pk: said.get("successor_unit_id") for pk, said in facts.items()}
    return trees.heirs({pk: int(heir) for pk, heir in took.items() if heir is not None})


def unit_of_division(code: str, kind: rules.UnitKind, on: date) -> Unit | None:
    """Return the unit of a kind that serves a place on a day: its division, or the nearest above it."""
    found = units(on).filter(kind=kind, division__code__in=rules.lineage(code))
    # the more of a code is significant, the greater it is among the codes that it lies in
    return found.order_by("-division__code", "pk").first()


def units_visible_to(actor: Actor) -> QuerySet[Unit]:
    """Return the units that a member of staff may list: of the post's division, and those above it."""
    found = Unit.objects.select_related("division").order_by("path")
    if actor.role not in STAFF:
        return found.none()
    within = Q(division__code__range=rules.span(actor.division))
    return found.filter(within | Q(pk__in=_ids(actor.unit_path)))


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.split("/") if part]
