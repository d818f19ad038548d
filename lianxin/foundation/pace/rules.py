"""Turns at a door: so many at once, then one after the other, and nobody waits longer than a while."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lianxin.foundation.refusal import Refusal

WIDTH = {4: 24, 6: 48}  # of a block: what one household, office or operator's exit has


class NotYourTurn(Refusal):
    """Many came from the same place at once: it goes on in a moment, and nothing is lost."""


class JustAMoment(Refusal):
    """Very many reports come from the same place: this one is sent in a moment, and nothing is lost."""


class Door(StrEnum):
    """What is open to everybody without sign-in, and could be flooded."""

    REPORT = "report"
    CODE = "code"  # asking for a new query code
    MANDATE = "mandate"  # typing in the code of a mandate
    NEAR = "near"  # asking, while somebody types, what is known nearby


@dataclass(frozen=True, kw_only=True)
class Pace:
    """`burst` at once, then one each `gap`; who would have to wait longer than `longest` need not."""

    burst: int
    gap: timedelta
    longest: timedelta


# A family or an office never notices; thousands from one place come one after the other.
PACES = {
    Door.REPORT: Pace(burst=20, gap=timedelta(seconds=6), longest=timedelta(minutes=2)),
    Door.CODE: Pace(burst=5, gap=timedelta(minutes=3), longest=timedelta(minutes=15)),
    Door.MANDATE: Pace(burst=10, gap=timedelta(seconds=30), longest=timedelta(minutes=5)),
    Door.NEAR: Pace(burst=60, gap=timedelta(seconds=2), longest=timedelta(minutes=2)),
}


@dataclass(frozen=True, kw_only=True)
class Turn:
    """When somebody's turn comes, and from when on the door is quiet again."""

    at: datetime
    quiet_at: datetime


def turn(pace: Pace, quiet_at: datetime | None, at: datetime) -> Turn:
    """Return the turn of who comes now, where the door would have been quiet from a moment on."""
    full = max(quiet_at or at, at)
    begins = min(max(at, full - (pace.burst - 1) * pace.gap), at + pace.longest)
    # however many came, the door is quiet again soon after the last of them
    most = at + pace.longest + pace.burst * pace.gap
    return Turn(at=begins, quiet_at=min(full + pace.gap, most))


def block(address: str) -> str:
    """Return the block that an address lies in, or what was given where it is none."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or known
    return str(ipaddress.ip_network(f"{known}/{WIDTH[known.version]}", strict=False))
