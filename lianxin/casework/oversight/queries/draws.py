"""Reads for the monthly draw: its frame, its seed, who may ask again, and whether it was drawn rightly."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from lianxin.casework.oversight.models import Draw, Revisit
from lianxin.casework.oversight.rules import revisits as rules
from lianxin.casework.oversight.rules.revisits import Barred, Framed, Visitor
from lianxin.casework.tickets.models import Assist, Ticket
from lianxin.casework.tickets.rules import Reach, State
from lianxin.casework.tickets.rules.words import CLAIMS, Outcome
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry, Head, Seal
from lianxin.foundation.time import begin_of
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import UnitKind

ASKERS = (Role.HANDLER.value, Role.UNIT_LEAD.value)


def frame(month: date, until: date) -> list[Framed]:
    """Return every ticket that may be drawn: closed in the month with a claimed result, and to be called."""
    rows = (
        _drawable(month, until)
        .order_by("pk")
        .values_list("pk", "lead_unit__kind", "category__parent_id", "category_id", "outcome")
    )
    return [
        Framed(ticket_id=pk, stratum=rules.stratum(kind, group or category or 0, claimed))
        for pk, kind, group, category, claimed in rows
    ]


def anything_to_draw(month: date, until: date) -> bool:
    """Tell whether there is a ticket of a month that may be drawn."""
    return _drawable(month, until).exists()


def _drawable(month: date, until: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(
        ended_at__gte=begin_of(month),
        ended_at__lt=begin_of(until),
        state=State.CLOSED.value,
        reach=Reach.PHONE.value,
        outcome__in=[one.value for one in CLAIMS],
        lead_unit__isnull=False,
    )


def month_drawn(month: date) -> Draw | None:
    """Return the draw of a month, or None where there is none yet."""
    return Draw.objects.filter(month=month).first()


def waiting_for_seed() -> Draw | None:
    """Return the oldest draw that was announced and not made yet, or None."""
    return Draw.objects.filter(made_at__isnull=True).order_by("month").first()


def announced(draw: Draw) -> Entry:
    """Return the entry that holds the frame of a draw."""
    return ledger.about(draw).get(verb=rules.ANNOUNCED)


def made(draw: Draw) -> Entry | None:
    """Return the entry that holds the sample of a draw, or None where it was not made yet."""
    return ledger.about(draw).filter(verb=rules.MADE).first()


def framed(entry: Entry) -> list[Framed]:
    """Return the frame that an entry holds."""
    pairs = zip(entry.facts["ticket_ids"], entry.facts["strata"], strict=True)
    return [Framed(ticket_id=pk, stratum=code) for pk, code in pairs]


def seed_of(entry: Entry) -> Head | None:
    """Return the first signed head that covers an entry, or None where there is none yet."""
    seal = Seal.objects.filter(entry=entry).first()
    return ledger.head_over(seal.position) if seal else None


def barred(ticket_ids: Sequence[int]) -> dict[int, Barred]:
    """Return of each ticket who must not ask about it: whoever led it, helped, acted or is complained of."""
    rows = {row.pk: row for row in Ticket.objects.filter(pk__in=ticket_ids)}
    hands = _hands(rows)
    concerned = {pk for ids in hands.values() for pk in ids}
    units = orgs.units_by_id(concerned)
    made = {}
    for pk, row in rows.items():
        handling = {one for one in hands[pk] if units[one].kind != UnitKind.HOTLINE}
        made[pk] = Barred(
            paths=tuple(sorted(units[one].path for one in handling)),
            unit_ids=frozenset(handling),
            hotline=rules.guarded(row.kind, row.privacy),
        )
    return made


def _hands(rows: Mapping[int, Ticket]) -> dict[int, set[int]]:
    """Return the units that had a hand in each ticket, or that it complains of."""
    found: dict[int, set[int]] = {pk: set() for pk in rows}
    for pk, row in rows.items():
        found[pk] |= {one for one in (row.lead_unit_id, row.about_unit_id) if one is not None}
    acted = ledger.of("ticket", list(rows)).order_by().values_list("about_id", "unit_id")
    helped = Assist.objects.filter(ticket_id__in=list(rows)).values_list("ticket_id", "unit_id")
    for pk, unit_id in (*acted.distinct(), *helped):
        if unit_id is not None:
            found[pk].add(unit_id)
    return found


def visitors(on: date) -> tuple[list[Visitor], list[Visitor]]:
    """Return the units that can ask again on a day, and the hotlines that can."""
    posts = orgs.posts_on(on)
    able = set(posts.filter(role__in=ASKERS).values_list("unit_id", flat=True))
    callers = set(posts.filter(role=Role.CALLER.value).values_list("unit_id", flat=True))
    found = [Visitor(one.pk, one.path) for one in orgs.units(on)]
    return [one for one in found if one.unit_id in able], [
        one for one in found if one.unit_id in callers
    ]


def to_hand_out() -> tuple[Draw, list[int]] | None:
    """Return a draw with the places of its sample that no unit has yet, or None where there is none."""
    for draw in Draw.objects.filter(made_at__isnull=False).order_by("-month")[:2]:
        entry = made(draw)
        have = set(Revisit.objects.filter(draw=draw).values_list("ticket_id", flat=True))
        pairs = (
            zip(entry.facts["ticket_ids"], entry.facts["unit_ids"], strict=True) if entry else ()
        )
        places = [place for place, (pk, unit) in enumerate(pairs) if unit and pk not in have]
        if places:
            return draw, places
    return None


def strata(draw: Draw) -> list[tuple[tuple[UnitKind, int, Outcome], int, int]]:
    """Return of each stratum of a draw what it is, how many could be drawn, and how many were."""
    could = Counter(one.stratum for one in framed(announced(draw)))
    entry = made(draw)
    taken = Counter(entry.facts["strata"] if entry else ())
    return [(rules.parts(code), count, taken[code]) for code, count in sorted(could.items())]


def drawn_rightly(draw: Draw) -> bool:
    """Return whether a sample is the one that its frame and its seed give, and the seed the ledger's own."""
    sample = made(draw)
    if sample is None:
        return True
    announced_ = announced(draw)
    head = seed_of(announced_)
    if head is None or (head.size, bytes(head.root).hex()) != (draw.head_size, draw.root):
        return False
    again = rules.drawn(draw.root, draw.month, framed(announced_))
    return bool([one.ticket_id for one in again] == sample.facts["ticket_ids"])
