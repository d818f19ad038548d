"""Importing the administrative divisions, with the time in which each code meant what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRow, Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.actions import frame
from lianxin.registers.orgs.models import Division
from lianxin.registers.orgs.rules import periods, refusals
from lianxin.registers.orgs.rules import rows as reading
from lianxin.registers.orgs.rules.periods import History, Period
from lianxin.registers.orgs.rules.rows import DivisionRow

COLUMNS = ("pk", "code", "name", "kind", "parent__code", "valid_from", "valid_to")


@dataclass
class _Plan:
    """What the import will write: histories before and after, by code."""

    before: dict[str, History]
    after: dict[str, History] = field(default_factory=dict)


@ledger.deed
def import_divisions(
    *,
    rows: Sequence[tuple[int, refusals.Row]],
    sha256: str,
    by: Actor,
    at: datetime,
    key: str,
    complete_on: date | None = None,
) -> Entry:
    """Take in a table of divisions: new codes, new names from a day on, and ends.

    With `complete_on` the file is all that is in force from that day on under its topmost
    divisions: what is missing there ends. Refuses BadRows, and then changes nothing.
    """
    register = frame.opened(rules.Kept.DIVISIONS)
    refused: list[BadRow] = []
    read = list(rules.sifted(rows, reading.division, refused))
    plan = _Plan(_histories(sorted({row.code for row in read})))
    _weave(read, plan, by, day_of(at), refused)
    parents = _parents(read, plan, refused)
    rules.check(refused)
    if complete_on is not None:
        _end_missing(read, plan, complete_on)
    outcome = _write(plan, parents)
    return frame.close(register, outcome, rows=len(rows), sha256=sha256, by=by, at=at, key=key)


def _histories(codes: Sequence[str]) -> dict[str, History]:
    found: dict[str, History] = {}
    for chunk in frame.chunks(codes):
        known = Division.objects.filter(code__in=chunk).order_by("code", "valid_from")
        for pk, code, name, kind, parent, begins, ends in known.values_list(*COLUMNS):
            period = Period(pk=pk, says=(name, kind, parent or ""), begins=begins, ends=ends)
            found[code] = (*found.get(code, ()), period)
    return found


def _weave(
    read: list[DivisionRow],
    plan: _Plan,
    by: Actor,
    on: date,
    refused: list[BadRow],
) -> None:
    read.sort(key=lambda row: (row.code, row.valid_from or date.max, row.line))
    for code, same in groupby(read, key=lambda row: row.code):
        seen: dict[date | None, int] = {}
        history = plan.before.get(code, ())
        for row in same:
            try:
                rules.check_keeper(by, code)
                if (first := seen.setdefault(row.valid_from, row.line)) != row.line:
                    raise refusals.DoubledRow(first=first)
                history = periods.weave(history, row, on)
            except Refusal as refusal:
                refused.append(rules.bad(row.line, refusal))
        plan.after[code] = history


def _parents(read: Iterable[DivisionRow], plan: _Plan, refused: list[BadRow]) -> dict[str, int]:
    """Return the rows of the parents that the file does not hold; refuse what has no parent."""
    missing = {row.parent_code for row in read} - plan.after.keys() - {""}
    found: dict[str, int] = {}
    for chunk in frame.chunks(sorted(missing)):
        known = Division.objects.filter(code__in=chunk).order_by("valid_from")
        found.update(known.values_list("code", "pk"))  # the last one wins: the one in force
    for row in read:
        if row.parent_code in missing and row.parent_code not in found:
            refused.append(rules.bad(row.line, refusals.UnknownParent(parent=row.parent_code)))
    return found


def _end_missing(read: Sequence[DivisionRow], plan: _Plan, on: date) -> None:
    held = {row.code for row in read}
    tops = [row.code for row in read if row.parent_code not in held]
    for top in tops:
        within = Division.objects.filter(
            code__range=rules.span(rules.significant(top)), valid_to__isnull=True
        )
        codes = within.filter(valid_from__lt=on).values_list("code", flat=True)
        gone = _histories(sorted(set(codes) - held))
        plan.before |= gone
        for code, history in gone.items():
            plan.after[code] = (*history[:-1], replace(history[-1], ends=on))


def _write(plan: _Plan, parents: dict[str, int]) -> frame.Outcome:
    """Write what differs, level by level, since children point to their parents' rows."""
    ids = parents | {code: spans[-1].pk for code, spans in plan.before.items() if spans[-1].pk}
    changed = ended = added = 0
    by_level = sorted(plan.after, key=lambda code: len(rules.significant(code)))
    for _, level in groupby(by_level, key=lambda code: len(rules.significant(code))):
        stale: list[Division] = []
        new: list[Division] = []
        for code in level:
            before, after = plan.before.get(code, ()), plan.after[code]
            known = set(before)
            differing = [period for period in after if period not in known]
            stale += [_row(code, period, ids) for period in differing if period.pk]
            new += [_row(code, period, ids) for period in differing if not period.pk]
            ends = bool(before and differing and after[-1].ends and not before[-1].ends)
            added, ended = added + (not before), ended + ends
            changed += bool(before and differing and not ends)
        # first the rows in force, so that a code's old period can begin when theirs did
        Division.objects.bulk_update(
            stale, ["name", "kind", "parent", "valid_from", "valid_to"], batch_size=500
        )
        Division.objects.bulk_create(new, batch_size=frame.CHUNK)
        ids |= {
            row.code: row.pk for row in new if plan.after[row.code][-1].begins == row.valid_from
        }
    return frame.Outcome(added=added, changed=changed, ended=ended)


def _row(code: str, period: Period, ids: Mapping[str, int | None]) -> Division:
    name, kind, parent = period.says
    return Division(
        pk=period.pk,
        code=code,
        name=name,
        kind=kind,
        parent_id=ids[parent] if parent else None,
        valid_from=period.begins,
        valid_to=period.ends,
    )
