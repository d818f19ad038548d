"""The steps of a city's first day: what each has, and what it still lacks for service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.labels import Words
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.changes.rules import Register
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import UnitKind
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import NoProfileInForce

LOCAL = ("http://127.0.0.1", "http://localhost")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what is there, what is missing for service, and what would be good to have."""

    title: Words
    register: Register | None
    has: str
    missing: list[str]
    wanting: list[str]
    starts: tuple[tuple[str, Words], ...] = ()  # what it can start from, by the button's name

    @property
    def done(self) -> bool:
        """Return whether service can begin as far as this step goes."""
        return not self.missing


def steps(by: Actor, at: datetime) -> list[Step]:
    """Return all steps in the order in which they stand on each other."""
    found = orgs.readiness(by, day_of(at))
    return [
        _divisions(found),
        _units(found),
        _grids(found),
        _people(found),
        _categories(),
        _duties(),
        _catalogue(at),
        _calendar(at),
        _limits(by, at),
        _messages(at),
    ]


def _said(*pairs: tuple[bool, str]) -> list[str]:
    return [sentence for holds, sentence in pairs if holds]


def _divisions(found: orgs.Readiness) -> Step:
    return Step(
        title=pgettext_lazy("register", "Divisions"),
        register=Register.DIVISIONS,
        has=_("In force: %(count)d") % {"count": found.divisions},
        missing=_said((not found.communities, _("No community or village: grids lie in them."))),
        wanting=[],
    )


def _units(found: orgs.Readiness) -> Step:
    towns = found.without_office[UnitKind.SUBDISTRICT]
    communities = found.without_office[UnitKind.COMMUNITY]
    starts = (
        ("units", pgettext_lazy("start", "Usual departments and companies")),
        ("offices", pgettext_lazy("start", "An office for each subdistrict and community")),
    )
    return Step(
        title=pgettext_lazy("register", "Units"),
        register=Register.UNITS,
        has=_("In force: %(count)d") % {"count": found.units},
        missing=_said(
            (not found.hotlines, _("There is no hotline.")),
            (not found.handling, _("There is no unit that a request could be given to.")),
            (
                towns > 0,
                _("Subdistricts and towns without an office: %(count)d.") % {"count": towns},
            ),
        ),
        wanting=_said(
            (
                communities > 0,
                _("Communities and villages without a committee: %(count)d.")
                % {"count": communities},
            )
        ),
        starts=starts,
    )


def _grids(found: orgs.Readiness) -> Step:
    bare, alone = found.communities_without_grid, found.grids_without_worker
    return Step(
        title=pgettext_lazy("register", "Grids"),
        register=Register.GRIDS,
        has=_("In force: %(count)d") % {"count": found.grids},
        missing=_said((not found.grids, _("No grid: no request would find its community."))),
        wanting=_said(
            (bare > 0, _("Communities without a grid: %(count)d.") % {"count": bare}),
            (alone > 0, _("Grids without a grid worker: %(count)d.") % {"count": alone}),
        ),
    )


def _people(found: orgs.Readiness) -> Step:
    roles = labels.listed(labels.of(Role, role) for role in found.roles_missing)
    idle, locked = found.units_without_handler, found.without_password
    return Step(
        title=pgettext_lazy("register", "People and posts"),
        register=Register.STAFF,
        has=_("In force: %(count)d") % {"count": found.people},
        missing=_said(
            (
                bool(roles),
                _("Nobody who can sign in at the hotline is: %(roles)s.") % {"roles": roles},
            ),
            (
                bool(found.handling) and idle == found.handling,
                _("No unit has a handler yet."),
            ),
            (found.deciders < 2, _("A second person who can agree to changes is missing.")),
        ),
        wanting=_said(
            (idle > 0, _("Units without a handler: %(count)d.") % {"count": idle}),
            (locked > 0, _("People without a password: %(count)d.") % {"count": locked}),
        ),
    )


def _categories() -> Step:
    count = len(duties.leaves())
    return Step(
        title=pgettext_lazy("register", "Categories"),
        register=Register.CATEGORIES,
        has=_("In force: %(count)d") % {"count": count},
        missing=_said((not count, _("No category: nothing can be dispatched."))),
        wanting=[],
        starts=(("categories", pgettext_lazy("start", "Usual categories")),),
    )


def _duties() -> Step:
    count = len(duties.duty_table())
    return Step(
        title=pgettext_lazy("register", "Duty list"),
        register=Register.DUTIES,
        has=_("In force: %(count)d") % {"count": count},
        missing=[],
        wanting=_said((not count, _("The duty list is empty: the catalogue rests on no duty."))),
    )


def _catalogue(at: datetime) -> Step:
    current, unowned = duties.catalogue(day_of(at)), duties.unowned(day_of(at))
    version = _("Version %(version)s is in force") % {"version": current and current.version}
    return Step(
        title=pgettext_lazy("register", "Dispatch catalogue"),
        register=Register.CATALOGUE,
        has=version if current else _("None is in force"),
        missing=_said(
            (current is None, _("Nobody leads for anything.")),
            (
                bool(unowned) and current is not None,
                _("Categories for which nobody leads: %(count)d.") % {"count": len(unowned)},
            ),
        ),
        wanting=[],
        starts=(("catalogue", pgettext_lazy("start", "The usual catalogue, with your own units")),),
    )


def _calendar(at: datetime) -> Step:
    today = day_of(at)
    known = {year.year: year for year in calendars.years()}
    this = known.get(today.year)
    starts = (
        () if this else (("years", pgettext_lazy("start", "The years that the libraries know")),)
    )
    unsure = [year for year in (today.year, today.year + 1) if _provisional(known.get(year))]
    return Step(
        title=pgettext_lazy("register", "Calendar"),
        register=Register.CALENDAR,
        has=_("In force: %(count)d") % {"count": len(known)},
        missing=_said((this is None, _("This year has no working days yet."))),
        wanting=_said(
            (
                bool(unsure),
                _("Not announced yet: %(years)s.") % {"years": labels.listed(map(str, unsure))},
            )
        ),
        starts=starts,
    )


def _provisional(year: calendars.Year | None) -> bool:
    return year is not None and year.provisional


def _limits(by: Actor, at: datetime) -> Step:
    try:
        found = policies.policies().limits(by.division, day_of(at)).profile.name
    except NoProfileInForce:
        found = ""
    starts = (
        () if policies.table() else (("profiles", pgettext_lazy("start", "The shipped profiles")),)
    )
    return Step(
        title=pgettext_lazy("register", "Time limits in force"),
        register=Register.LIMITS,
        has=found or _("None is in force"),
        missing=_said((not found, _("Without limits nothing can be promised."))),
        wanting=[],
        starts=starts,
    )


def _messages(at: datetime) -> Step:
    health = ledger.health(at)
    local = settings.LIANXIN_BASE_URL.startswith(LOCAL)
    return Step(
        title=pgettext_lazy("start", "Messages"),
        register=None,
        has=settings.LIANXIN_BASE_URL,
        missing=_said(
            (not health.alive, _("The worker does not run: nothing is sent or sealed.")),
        ),
        wanting=_said(
            (not settings.LIANXIN_SENDS_MAIL, _("No mail server is set: LIANXIN_EMAIL_URL.")),
            (local, _("The address is this machine's own: LIANXIN_BASE_URL.")),
            (not settings.LIANXIN_HOTLINE, _("No phone number is set: LIANXIN_HOTLINE.")),
        ),
    )


def missing(found: Iterable[Step]) -> int:
    """Return how many steps still keep service from beginning."""
    return sum(not step.done for step in found)
