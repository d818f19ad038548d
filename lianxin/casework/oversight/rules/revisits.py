"""The monthly random re-visit (随机复访): what is drawn, who asks again, and what an answer means.

A draw is two deeds. First the frame is written into the ledger: every ticket that could be drawn, by
stratum. Then the root of the first signed head that covers this entry is the seed. Nobody knows the seed
when the frame is fixed, nobody can change the frame once it is known, and whoever has both finds
the same sample with `drawn`.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from lianxin.casework.tickets.rules import conflict
from lianxin.casework.tickets.rules.words import CLAIMS, Outcome, Privacy, Revisited
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed, Refusal
from lianxin.registers.orgs.rules import UnitKind

KINDS = tuple(UnitKind)
Z, MARGIN = 1.96, 0.05  # of the share in the whole of a month
MOST = 5  # of so many closed tickets, at most one is asked about again
WORKERS = frozenset({Role.HANDLER, Role.UNIT_LEAD, Role.CALLER})
READERS = frozenset({Role.SUPERVISOR, Role.AUDITOR})


class Found(StrEnum):
    """What whoever was asked again says; they are not told what was claimed."""

    RESOLVED = "resolved"
    PARTLY = "partly"
    EXPLAINED = "explained"  # not solved, but it was explained why
    NOT_SOLVED = "not_solved"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # would rather not say


RANK = {Found.RESOLVED: 3, Found.PARTLY: 2, Found.EXPLAINED: 1, Found.NOT_SOLVED: 0}
CLAIMED_RANK = {Outcome.RESOLVED: 3, Outcome.PARTLY: 2, Outcome.EXPLAINED: 1}
SAID = frozenset(RANK)  # the requester was asked, and answered
LAPSED = "lapsed"  # nobody asked in time, or the ticket moved on

ANNOUNCED = declare(
    "draw.announced",
    month=date,
    announced_at=datetime,
    due_at=datetime,
    framed=int,
    # of each ticket in the frame, by its place: the ticket, and its stratum
    ticket_ids=list,
    strata=list,
)
MADE = declare(
    "draw.made",
    made_at=datetime,
    head_size=int,
    root=str,
    sample=int,
    # of each drawn ticket, by its place: its stratum, its unit, and the unit that asks again (0: nobody may)
    ticket_ids=list,
    strata=list,
    lead_unit_ids=list,
    unit_ids=list,
)
HANDED = declare(
    "revisit.handed",
    draw_id=int,
    ticket_id=int,
    unit_id=int,
    lead_unit_id=int,
    claimed=str,
    stratum=int,
    due_at=datetime,
)
TRIED = declare("revisit.tried", tries=int, way=str)
ENDED = declare("revisit.ended", ended_at=datetime, result=str, found=str)
DRAW_COLUMNS = frozenset(
    {"month", "announced_at", "due_at", "framed", "made_at", "head_size", "root", "sample"}
)
REVISIT_COLUMNS = frozenset(
    {"draw_id", "ticket_id", "unit_id", "lead_unit_id", "claimed", "stratum", "due_at", "tries"}
    | {"ended_at", "result", "found"}
)


OPEN_FOR = timedelta(days=30)  # to ask again
SYSTEM = Actor.system("revisits")


class RevisitOver(Refusal):
    """The re-visit was ended already, or nobody asked in time."""


class RevisitNotYours(Refusal):
    """Another unit asks again."""


class RevisitTookPart(Refusal):
    """Whoever had a part in the ticket does not ask again how it was."""


class DrawnAlready(Refusal):
    """A month is drawn once."""


class MonthNotOver(Refusal):
    """A month is drawn once it is over."""


class NotSealedYet(Refusal):
    """No signed head covers the frame yet: there is no seed."""


@dataclass(frozen=True, kw_only=True)
class Framed:
    """A ticket that may be drawn, and in which stratum it lies."""

    ticket_id: int
    stratum: int


class Visitor(NamedTuple):
    """A unit that can ask again: its id and its place in the tree."""

    unit_id: int
    path: str


@dataclass(frozen=True, kw_only=True)
class Barred:
    """What must not ask about a ticket: every unit in the line of these, and these units themselves."""

    paths: tuple[str, ...]
    unit_ids: frozenset[int] = frozenset()
    hotline: bool = False  # only a hotline asks


def stratum(kind: str, group_id: int, claimed: str) -> int:
    """Return the code of a stratum: kind of unit, group of categories, claimed result."""
    place = KINDS.index(UnitKind(kind)) * len(CLAIMS) + CLAIMS.index(Outcome(claimed))
    return group_id * len(KINDS) * len(CLAIMS) + place


def parts(code: int) -> tuple[UnitKind, int, Outcome]:
    """Return what a stratum's code stands for."""
    group_id, place = divmod(code, len(KINDS) * len(CLAIMS))
    kind, claimed = divmod(place, len(CLAIMS))
    return KINDS[kind], group_id, CLAIMS[claimed]


def size(framed: int) -> int:
    """Return how many of so many are drawn: five points either way at 95 %, and at most one in five.

    Where there are more strata than that, each still has its one.

    Cochran, Sampling Techniques, 3rd ed. (1977), 4.3 and 4.4: n0 = z²·¼/e², n = n0 / (1 + (n0 − 1)/N).
    """
    if framed == 0:
        return 0
    infinite = Z * Z / 4 / (MARGIN * MARGIN)
    return min(ceil(infinite / (1 + (infinite - 1) / framed)), ceil(framed / MOST))


def shares(counts: Mapping[int, int], total: int) -> dict[int, int]:
    """Return how many are drawn in each stratum: one at least, the rest in proportion.

    Proportional allocation (Cochran, 5.5) by the largest remainders, with a floor of one, so that no
    stratum is out of sight; with more strata than draws, each has one.
    """
    given = dict.fromkeys(counts, 1)
    left, everything = total - len(counts), sum(counts.values())
    if left <= 0:
        return given
    exact = {code: left * count / everything for code, count in counts.items()}
    for code, share in exact.items():
        given[code] = min(counts[code], 1 + int(share))
    order = sorted(counts, key=lambda code: (int(exact[code]) - exact[code], code))
    missing = total - sum(given.values())
    while missing > 0 and (open_ := [code for code in order if given[code] < counts[code]]):
        for code in open_[:missing]:
            given[code] += 1
        missing = total - sum(given.values())
    return given


def lot(seed: str, month: date, ticket_id: int) -> str:
    """Return the lot of a ticket: in each stratum the lowest lots are drawn."""
    return hashlib.sha256(f"{seed}:{month:%Y-%m}:{ticket_id}".encode()).hexdigest()


def drawn(seed: str, month: date, frame: Sequence[Framed]) -> list[Framed]:
    """Return the sample of a frame under a seed, by its lots; the same for everybody who has both."""
    by_stratum: dict[int, list[Framed]] = {}
    for one in frame:
        by_stratum.setdefault(one.stratum, []).append(one)
    counts = {code: len(found) for code, found in by_stratum.items()}
    taken = shares(counts, size(len(frame)))

    def of(one: Framed) -> str:
        return lot(seed, month, one.ticket_id)

    sample = [
        one for code, found in by_stratum.items() for one in sorted(found, key=of)[: taken[code]]
    ]
    return sorted(sample, key=of)


def in_line(one: str, other: str) -> bool:
    """Return whether two units, by their paths, are the same or one stands above the other."""
    return one.startswith(other) or other.startswith(one)


def may_visit(visitor: Visitor, barred: Barred) -> bool:
    """Return whether a unit may ask about a ticket: it had no hand in it, and stands in no line with who had."""
    if visitor.unit_id in barred.unit_ids:
        return False
    return not any(in_line(visitor.path, path) for path in barred.paths)


def visitors(
    seed: str,
    sample: Iterable[tuple[int, Barred]],
    *,
    units: Collection[Visitor],
    hotlines: Collection[Visitor],
) -> list[int]:
    """Return the unit that asks about each ticket, evenly and by lot; 0 where nobody may."""
    load = dict.fromkeys((one.unit_id for one in (*units, *hotlines)), 0)
    chosen = []
    for ticket_id, barred in sample:
        able = [one for one in (hotlines if barred.hotline else units) if may_visit(one, barred)]
        if not able:
            chosen.append(0)
            continue
        first = min(able, key=lambda one: (load[one.unit_id], _of(seed, ticket_id, one.unit_id)))
        load[first.unit_id] += 1
        chosen.append(first.unit_id)
    return chosen


def _of(seed: str, ticket_id: int, unit_id: int) -> str:
    return hashlib.sha256(f"{seed}:{ticket_id}:{unit_id}".encode()).hexdigest()


def guarded(kind: str, privacy: str) -> bool:
    """Return whether only the hotline may ask again: complaints, tip-offs, and who is to stay unknown."""
    return privacy != Privacy.OPEN or conflict.against_somebody(kind)


def result(claimed: str, found: Found) -> Revisited:
    """Return how an answer stands to what was claimed: it agrees where it is as good, or better."""
    match found:
        case Found.UNREACHABLE:
            return Revisited.UNREACHABLE
        case Found.REFUSED:
            return Revisited.REFUSED
        case _:
            as_good = RANK[found] >= CLAIMED_RANK[Outcome(claimed)]
            return Revisited.AGREES if as_good else Revisited.DISAGREES


def asking(by: Actor, *, unit_id: int, took_part: bool, ended: bool, over: bool) -> None:
    """Refuse who does not ask again here, and what is over."""
    if by.role not in WORKERS:
        raise NotAllowed(step="revisit", role=by.role)
    if by.unit_id != unit_id:
        raise RevisitNotYours
    if took_part:
        raise RevisitTookPart
    if ended or over:
        raise RevisitOver
