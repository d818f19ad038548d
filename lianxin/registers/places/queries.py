"""Reads of service places: which there are, and when each is open."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs import rules as org_rules
from lianxin.registers.places import rules
from lianxin.registers.places.models import ServicePlace, SpecialDay


def places(on: date, town: str = "") -> QuerySet[ServicePlace]:
    """Return the places of a day by division, with the special days to come; anybody may read them.

    For a town these are its own, those of its communities, and those of the district and the city.
    """
    found = ServicePlace.objects.filter(orgs.lasting(on)).select_related("unit", "division")
    if town:
        inside = Q(division__code__range=org_rules.span(org_rules.significant(town)))
        found = found.filter(inside | Q(division__code__in=org_rules.lineage(town)))
    coming = SpecialDay.objects.filter(on__gte=on).order_by("on")
    return found.prefetch_related(
        Prefetch("special_days", queryset=coming, to_attr="coming")
    ).order_by("division__code", "code")


def place(code: str, on: date) -> ServicePlace | None:
    """Return the place that has a code on a day, if there is one."""
    # what is no code is not asked for: PostgreSQL takes no text with a zero byte
    return places(on).filter(code=code).first() if rules.rows.CODE.fullmatch(code) else None


def hours(place: ServicePlace) -> rules.Hours:
    """Return when a place that `places` found is open, from that day on."""
    coming: Iterable[SpecialDay] = getattr(place, "coming")  # noqa: B009  set by the prefetch
    return rules.Hours(
        week=rules.hours.read(place.hours),
        on_holidays=place.on_holidays,
        exceptions={
            day.on: rules.SpecialDay(spans=rules.hours.read_day(day.hours), reason=day.reason)
            for day in coming
        },
        valid_from=place.valid_from,
        valid_to=place.valid_to,
    )
