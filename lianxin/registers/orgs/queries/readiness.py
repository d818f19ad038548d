"""What an organisation still lacks for service, counted in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef, QuerySet

from lianxin.foundation.actor import HOTLINE, Actor, Role
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Division, Grid, Post, Staff, Unit
from lianxin.registers.orgs.queries.divisions import divisions_in_force, lasting

OFFICES = (
    (rules.UnitKind.SUBDISTRICT, (rules.DivisionKind.SUBDISTRICT, rules.DivisionKind.TOWNSHIP)),
    (rules.UnitKind.COMMUNITY, (rules.DivisionKind.COMMUNITY, rules.DivisionKind.VILLAGE)),
)


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """How many there are of what, and how many of them lack what they need."""

    divisions: int
    communities: int
    units: int
    hotlines: int
    handling: int  # units that a ticket can be given to
    without_office: dict[rules.UnitKind, int]
    grids: int
    communities_without_grid: int
    grids_without_worker: int
    people: int
    roles_missing: list[Role]  # of the hotline: held by nobody who can sign in
    deciders: int
    units_without_handler: int
    without_password: int


def readiness(by: Actor, on: date) -> Readiness:
    """Return what the organisation within somebody's division has and lacks."""
    divisions = divisions_in_force(on, by.division)
    communities = divisions.filter(kind__in=OFFICES[1][1])
    span = rules.span(by.division)
    units = Unit.objects.filter(lasting(on), division__code__range=span)
    grids = Grid.objects.filter(lasting(on), community__code__range=span)
    posts = Post.objects.filter(lasting(on), unit__division__code__range=span)
    able = posts.exclude(staff__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    held = dict(able.values_list("role").annotate(Count("staff", distinct=True)).order_by())
    handling = units.exclude(kind=rules.UnitKind.HOTLINE)
    handlers = Post.objects.filter(lasting(on), role=Role.HANDLER, unit=OuterRef("pk"))
    worked = Post.objects.filter(lasting(on), role=Role.GRID_WORKER, grids=OuterRef("pk"))
    in_grid = Grid.objects.filter(lasting(on), community=OuterRef("pk"))
    deciding = posts.filter(role__in=(Role.ADMINISTRATOR, Role.SUPERVISOR))
    people = Staff.objects.filter(posts__in=posts).distinct()
    return Readiness(
        divisions=divisions.count(),
        communities=communities.count(),
        units=units.count(),
        hotlines=units.filter(kind=rules.UnitKind.HOTLINE).count(),
        handling=handling.count(),
        without_office={unit: bare.count() for unit, bare in _bare(divisions, on).items()},
        grids=grids.count(),
        communities_without_grid=communities.filter(~Exists(in_grid)).count(),
        grids_without_worker=grids.filter(~Exists(worked)).count(),
        people=people.count(),
        roles_missing=[role for role in sorted(HOTLINE) if not held.get(role)],
        deciders=deciding.values("staff").distinct().count(),
        units_without_handler=handling.filter(~Exists(handlers)).count(),
        without_password=people.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).count(),
    )


def _bare(divisions: QuerySet[Division], on: date) -> dict[rules.UnitKind, QuerySet[Division]]:
    """Return the divisions that have no office of their own yet, by the kind that it would have."""
    found = {}
    for unit, kinds in OFFICES:
        office = Unit.objects.filter(lasting(on), kind=unit, division=OuterRef("pk"))
        found[unit] = divisions.filter(~Exists(office), kind__in=kinds)
    return found


def offices_missing(by: Actor, on: date, kind: rules.UnitKind) -> list[tuple[str, str, str]]:
    """Return the divisions that need an office of a kind: code, name and kind of division."""
    bare = _bare(divisions_in_force(on, by.division), on)[kind]
    return list(bare.values_list("code", "name", "kind"))
