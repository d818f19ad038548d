"""Reads of what is filled in: which periods are asked of whom, what is late, each version, what is known already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from lianxin.casework.paperwork import rules
from lianxin.casework.paperwork.models import Filing, Table
from lianxin.casework.paperwork.queries.tables import LIVE, leads, schedule, told, visible_to
from lianxin.casework.paperwork.rules import Period, State, answers, deeds
from lianxin.foundation.actor import IN_A_UNIT, Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.calendars.rules import Calendar

NEXT = 1  # periods to come that a unit is shown


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One period of a table: its days, its due day, and whether it can be filled in yet."""

    period: Period
    due_on: date
    begun: bool

    def late(self, on: date) -> bool:
        """Tell whether its due day is over."""
        return self.due_on < on


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A table that waits for a unit to fill it in."""

    table: Table
    unit_id: int
    turn: Turn
    filing: Filing | None


@dataclass(frozen=True, kw_only=True)
class Version:
    """What was handed in once; the reason is that of a correction."""

    number: int
    answers: Mapping[str, str]
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """A value that another table holds already, and which one."""

    value: str
    table_id: int
    last_on: date


def turns(table: Table, calendar: Calendar | None = None, *, on: date) -> list[Turn]:
    """Return the periods of a table with their due days, up to the one under way."""
    plan, known = schedule(table), calendar or calendars.calendar()
    ends = table.ended_on or table.ends_on
    return [
        Turn(period=one, due_on=_due(known, one, plan), begun=one.first <= on)
        for one in rules.periods.periods(plan)
        if one.first <= min(on, ends)
    ]


def _due(calendar: Calendar, period: Period, plan: rules.Schedule) -> date:
    return rules.periods.due_on(calendar, period, plan)


def turn(table: Table, first_on: date, *, on: date) -> Turn:
    """Return the period of a table that begins on a day, or refuse."""
    found = next((one for one in turns(table, on=on) if one.period.first == first_on), None)
    if found is None:
        raise rules.NoSuchPeriod
    return found


def filings_visible_to(by: Actor) -> QuerySet[Filing]:
    """Return what an actor may read of what was filled in.

    A unit reads its own, a lead that of the units below, and whoever asks what was handed in to it.
    """
    found = Filing.objects.all()
    if by.role not in IN_A_UNIT:
        return found.filter(table__in=visible_to(by).values("pk"))
    own, asks = Q(filler_id=by.unit_id), Q(table__asker_id=by.unit_id)
    if leads(by):
        own |= Q(filler__path__startswith=by.unit_path)
        asks |= Q(table__asker__path__startswith=by.unit_path)
    return found.filter(own | (asks & Q(version__gt=0)))


def filings(
    by: Actor, table: Table, first_on: date | None = None
) -> dict[tuple[int, date], Filing]:
    """Return what was filled into a table, or of one period, by unit and first day."""
    found = filings_visible_to(by).filter(table=table)
    if first_on is not None:
        found = found.filter(first_on=first_on)
    return {(one.filler_id, one.first_on): one for one in found}


def filing(table: Table, unit_id: int, first_on: date) -> Filing | None:
    """Return what a unit fills into a table for one period, if it has begun."""
    return Filing.objects.filter(table=table, filler_id=unit_id, first_on=first_on).first()


def waiting(by: Actor, *, on: date) -> list[Waiting]:
    """Return what waits for an actor's own unit to be filled in, first due first."""
    if by.role not in rules.FILLERS or by.unit_id is None:
        return []
    asked = Table.objects.filter(state=State.OPEN.value, asked__unit_id=by.unit_id)
    tables, calendar = list(asked.select_related("asker")), calendars.calendar()
    done = Filing.objects.filter(table__in=tables, filler_id=by.unit_id)
    begun = {(one.table_id, one.first_on): one for one in done}
    found = [
        Waiting(table=table, unit_id=by.unit_id, turn=one, filing=filed)
        for table in tables
        for one in turns(table, calendar, on=on)
        if (filed := begun.get((table.pk, one.period.first))) is None or not filed.version
    ]
    return sorted(found, key=lambda one: (one.turn.due_on, one.table.pk))


def draft(found: Filing | None) -> dict[str, str]:
    """Return what was typed last into a filing, handed in or not."""
    if found is None:
        return {}
    newest = ledger.about(found).last()
    return answers.read(ledger.words(newest).get("answers")) if newest else {}


def versions(found: Iterable[Filing]) -> dict[int, list[Version]]:
    """Return every version of some filings, the oldest first; all of them are kept."""
    made: dict[int, list[Version]] = {}
    entries = ledger.of("filing", [one.pk for one in found]).filter(verb__in=deeds.FILED)
    for entry in entries:
        words = ledger.words(entry)
        version = Version(
            number=entry.facts["version"],
            answers=answers.read(words.get("answers")),
            at=entry.at,
            reason=words.get("reason") or "",
        )
        made.setdefault(entry.about_id, []).append(version)
    return made


def newest(found: Iterable[Filing]) -> dict[int, Mapping[str, str]]:
    """Return the values of the newest version of some filings."""
    return {pk: made[-1].answers for pk, made in versions(found).items()}


def latest_of(table: Table, by: Actor) -> Filing | None:
    """Return the filled answer of a table that was handed in last, of those that an actor may read, if any."""
    return (
        filings_visible_to(by)
        .filter(table=table, version__gt=0)
        .select_related("filler")
        .order_by("-first_on", "-handed_in_at")
        .first()
    )


def known_elsewhere(
    table: Table, fields: Sequence[rules.Field], unit_id: int, period: Period
) -> dict[str, Known]:
    """Return what the unit has handed in already in other tables about days in common, by field.

    Of several the one whose period ends last counts, then the newer table.
    """
    there = Filing.objects.filter(
        filler_id=unit_id,
        version__gt=0,
        first_on__lte=period.last,
        last_on__gte=period.first,
        table__state__in=[one.value for one in LIVE],
    ).exclude(table=table)
    found = list(there.select_related("table").order_by("last_on", "table_id"))
    said, values = told(one.table for one in found), newest(found)
    known: dict[str, Known] = {}
    for one in found:
        for field in said[one.table_id].fields:
            if value := values.get(one.pk, {}).get(field.code):
                known[field.same] = Known(value=value, table_id=one.table_id, last_on=one.last_on)
    return {one.code: known[one.same] for one in fields if not one.figure and one.same in known}
