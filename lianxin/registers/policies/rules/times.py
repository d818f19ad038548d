"""Which profile is in force where and when, and what may no longer be changed about it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed, Refusal
from lianxin.registers.policies.rules.limits import NoLimit, Step, Tier, TimeLimits

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.SYSTEM})
DIVISION = re.compile(r"|\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")  # the levels of a division code

# The digest is that of the whole register after the deed; what was loaded is bound as words.
PROFILES_LOADED = declare("policy.profiles_loaded", profiles=int, limits=int, digest=str)
PROFILE_ADOPTED = declare(
    "policy.profile_adopted", profile=str, division=str, valid_from=date, digest=str
)


class NoProfiles(Refusal):
    """A load without a profile."""


class NoProfileInForce(Refusal):
    """Nobody has adopted a profile for that division on that day."""


class NotADivision(Refusal):
    """A division is named by the leading 2, 4, 6, 9 or 12 digits of its code, or by none."""


class InThePast(Refusal):
    """Limits that people already worked under are not replaced afterwards."""


class ProfileInUse(Refusal):
    """What an adopted profile says stays; other limits come under a new code, from a day on."""


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """That a profile is in force in a division (all, where "") from a day on."""

    division: str
    profile: str
    valid_from: date


def in_force(adoptions: Iterable[Adoption], division: str, on: date) -> Adoption | None:
    """Return the adoption that rules: the closest division that has one, and there the latest."""
    ruling = [
        adoption
        for adoption in adoptions
        if division.startswith(adoption.division) and adoption.valid_from <= on
    ]
    return max(ruling, key=lambda one: (len(one.division), one.valid_from), default=None)


def adoptable(adoptions: Iterable[Adoption], new: Adoption, today: date) -> None:
    """Refuse a division that is none, and a day on which other limits were already in force."""
    if not DIVISION.fullmatch(new.division):
        raise NotADivision(division=new.division)
    if new.valid_from < today and in_force(adoptions, new.division, new.valid_from):
        raise InThePast(valid_from=new.valid_from)


def unchanged(old: TimeLimits, new: TimeLimits) -> None:
    """Refuse a new wording of an adopted profile that says otherwise where it spoke before."""
    code = old.profile.code
    if old.default_tier != new.default_tier:
        raise ProfileInUse(profile=code, step=Step.PROMISE)
    for step in Step:
        for tier in (None, *Tier):
            try:
                before = old.span(step, tier)
            except NoLimit:
                continue
            if new.span(step, tier) != before:
                raise ProfileInUse(profile=code, step=step)
    for figure in old.by_figure:
        if new.number(figure) != old.number(figure):
            raise ProfileInUse(profile=code, step=figure)


def keepers_only(by: Actor) -> None:
    """Refuse anybody who does not keep this register."""
    if by.role not in KEEPERS:
        raise NotAllowed(role=by.role)


def fingerprint(lines: Iterable[str]) -> str:
    """Return what changes whenever any of these lines does, and only then."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
