"""How each register takes a change: through its own ordinary actions, in the deed that asks for it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import BadRow, BadRows, Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.calendars import queries as calendar_queries
from lianxin.registers.calendars import rules as days
from lianxin.registers.changes import queries, rules
from lianxin.registers.changes.models import Change
from lianxin.registers.changes.rules import Difference, Kind, Load, Register, Row
from lianxin.registers.duties import actions as duties
from lianxin.registers.duties import queries as duty_queries
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries as org_queries
from lianxin.registers.orgs.rules import Held, Kept, Successor, day, significant
from lianxin.registers.orgs.rules.refusals import NotADay, UnknownKind
from lianxin.registers.policies import actions as policies
from lianxin.registers.policies import queries as policy_queries
from lianxin.registers.policies import rules as limits

Lines = Sequence[tuple[int, Row]]
OF_ORGS = {
    Register.DIVISIONS: Kept.DIVISIONS,
    Register.UNITS: Kept.UNITS,
    Register.GRIDS: Kept.GRIDS,
    Register.BUILDINGS: Kept.BUILDINGS,
    Register.STAFF: Kept.STAFF,
}

BY_THEIR_ROWS = {  # a row that ends says so in its file
    Register.DIVISIONS: orgs.import_divisions,
    Register.BUILDINGS: orgs.import_buildings,
}


@dataclass(frozen=True, kw_only=True)
class Taking:
    """In whose name a register takes a change, when, and what it needs beside the rows."""

    by: Actor
    at: datetime
    key: str
    sha256: str
    note: str = ""
    settles: int | None = None
    undoing_since: int | None = None  # the last entry before what is undone
    load: Load = Load()  # what the units hold that it closes
    successor: Successor | None = None  # of a unit that is closed

    @property
    def on(self) -> date:
        """Return the day on which the change begins to hold."""
        return day_of(self.at)

    def part(self, name: str) -> dict[str, Any]:
        """Return the frame of one of the deeds that it takes."""
        return {"by": self.by, "at": self.at, "key": f"{self.key}:{name}"}


def take_lines(register: Register, lines: Lines, how: Taking) -> None:
    """Let a register take the lines of a file, or refuse BadRows."""
    LINES[register](lines, how)


def take(register: Register, differences: Sequence[Difference], how: Taking) -> None:
    """Let a register take differences from the state in which it now is, or refuse."""
    done = [one for one in differences if one.kind is not Kind.REFUSED]
    keys = [one.key for one in done]
    current = queries.table(register, how.on, keys)
    rules.checked(current, done)
    if rules.KEPT[register].whole:
        merged = rules.merged(current, done)
        take_lines(register, list(enumerate(merged, 1)), how)
    elif register in OF_ORGS:
        _take_row_by_row(register, done, how)
    else:
        _take_words(register, done, current, how)


def take_change(change: Change, *, load: Load, by: Actor, at: datetime, key: str) -> None:
    """Let a register take a change that was decided on, or refuse."""
    how = Taking(
        by=by,
        at=at,
        key=key,
        sha256=change.source_sha256,
        note=change.note,
        settles=change.settles,
        undoing_since=change.undoes.applied_entry_id if change.undoes else None,
        load=load,
        successor=queries.successor(change),
    )
    take(Register(change.register), queries.differences(change), how)


def _take_row_by_row(register: Register, done: Sequence[Difference], how: Taking) -> None:
    undoing = how.undoing_since is not None
    over = org_queries.over(OF_ORGS[register], [one.key for one in done]) if undoing else set()
    back = [one.key for one in done if one.key in over and _revives(one)]
    gone = [one for one in done if one.after is None]
    rows = [one.after for one in done if one.after and one.key not in set(back)]
    if undoing:
        rows = [{**row, "valid_from": ""} for row in rows]  # the former version, from now on
    if rows:
        take_lines(register, list(enumerate(rows, 1)), how)
    if undoing and (back or gone):
        orgs.take_back(
            kind=OF_ORGS[register],
            added=[one.key for one in gone],
            ended=back,
            since=how.undoing_since or 0,
            **how.part("back"),
        )
    elif gone:
        _end(register, gone, how)


def _revives(one: Difference) -> bool:
    """Return whether a row that was ended, or is to end, is to go on."""
    ends = (one.before or {}).get("valid_to")
    return one.before is None or bool(ends and one.after and not one.after.get("valid_to"))


def _take_words(
    register: Register, done: Sequence[Difference], current: Mapping[str, Row], how: Taking
) -> None:
    if register is Register.PROFILES:
        named = {row["profile"] for one in done for row in (one.before, one.after) if row}
        rows = [row for row in rules.merged(current, done) if row["profile"] in named]
    elif register is Register.CALENDAR:
        rows = _days(done, how)
    else:
        rows = [one.after or _fallen_back(one.before or {}, how.on) for one in done]
    if not rows:
        raise rules.CannotUndo
    take_lines(register, list(enumerate(rows, 1)), how)


def _days(done: Sequence[Difference], how: Taking) -> list[Row]:
    """Return the days to enter; those of a year that is settled are all that it has of its own."""
    named = [one.after for one in done if one.after and len(one.key) > len("2026")]
    if how.settles is None:
        return named
    year = {
        str(row.date): {"date": str(row.date), "kind": row.kind}
        for row in calendar_queries.days(how.settles)
    } | {row["date"]: row for row in named}
    return [row for row in year.values() if row["kind"] != days.plain(_date(row)).value]


def _date(row: Row) -> date:
    return date.fromisoformat(row["date"])


def _fallen_back(row: Row, on: date) -> Row:
    """Return what a division has where it has adopted nothing itself: what those above it have."""
    own = row["division"] and significant(row["division"])
    others = [one for one in policy_queries.adoptions() if one.division != own]
    above = limits.in_force(others, own, on)
    if above is None:
        raise rules.CannotUndo
    return {**row, "profile": above.profile}


def _end(register: Register, ended: Sequence[Difference], how: Taking) -> None:
    for number, one in enumerate(ended):
        part = how.part(f"end-{number}")
        if register is Register.UNITS:
            held = Held(
                tickets=how.load.tickets.get(one.key, 0),
                matters=how.load.matters.get(one.key, 0),
                duties=duty_queries.duties_of(one.key),
                rows=duty_queries.rows_naming(one.key, how.on),
            )
            orgs.end_unit(code=one.key, valid_to=how.on, held=held, successor=how.successor, **part)
        elif register is Register.GRIDS:
            grid = org_queries.grids(how.on).get(code=one.key)
            orgs.retire_grid(grid_id=grid.pk, valid_to=how.on, seen=grid.seq, **part)
        else:
            row = {**(one.before or {}), "valid_from": "", "valid_to": how.on.isoformat()}
            into = BY_THEIR_ROWS[register]
            into(rows=[(1, row)], sha256=how.sha256, **part)


def _grids(lines: Lines, how: Taking) -> None:
    features = [(line, row, json.loads(row.get("outline") or "null")) for line, row in lines]
    orgs.import_grids(features=features, sha256=how.sha256, **how.part("rows"))


def _catalogue(lines: Lines, how: Taking) -> None:
    duties.import_catalogue(rows=lines, valid_from=how.on, sha256=how.sha256, **how.part("rows"))


def _calendar(lines: Lines, how: Taking) -> None:
    bad: list[BadRow] = []
    named: dict[date, days.Kind] = {}
    for line, row in lines:
        try:
            named |= _day_of_notice(row)
        except Refusal as refusal:
            bad.append(BadRow(line=line, code=refusal.code, facts=refusal.facts))
    if bad:
        raise BadRows(bad)
    calendars.enter_notice(
        days=named,
        source=how.note,
        settles=how.settles,
        seen=calendar_queries.seq(),
        **how.part("rows"),
    )


def _day_of_notice(row: Row) -> dict[date, days.Kind]:
    named, kind = day(row.get("date", "")), row.get("kind", "")
    if named is None:
        raise NotADay(text="")
    if kind not in frozenset(days.Kind):
        raise UnknownKind(kind=kind)
    days.check_notice({named: days.Kind(kind)})
    return {named: days.Kind(kind)}


def _profiles(lines: Lines, how: Taking) -> None:
    policies.load_profiles(profiles=limits.profiles(lines), **how.part("rows"))


def _limits(lines: Lines, how: Taking) -> None:
    for line, row in lines:
        division = row.get("division", "")
        policies.adopt_profile(
            profile=row.get("profile", ""),
            division=division and significant(division),
            valid_from=how.on,
            seen=policy_queries.seq(),
            **how.part(f"adopt-{line}"),
        )


def _imported(action: Callable[..., object]) -> Callable[[Lines, Taking], None]:
    def take_in(lines: Lines, how: Taking) -> None:
        action(rows=lines, sha256=how.sha256, **how.part("rows"))

    return take_in


LINES: Mapping[Register, Callable[[Lines, Taking], None]] = {
    Register.DIVISIONS: _imported(orgs.import_divisions),
    Register.UNITS: _imported(orgs.import_units),
    Register.GRIDS: _grids,
    Register.BUILDINGS: _imported(orgs.import_buildings),
    Register.STAFF: _imported(orgs.import_staff),
    Register.CATEGORIES: _imported(duties.import_categories),
    Register.DUTIES: _imported(duties.import_duties),
    Register.CATALOGUE: _catalogue,
    Register.CALENDAR: _calendar,
    Register.PROFILES: _profiles,
    Register.LIMITS: _limits,
}
