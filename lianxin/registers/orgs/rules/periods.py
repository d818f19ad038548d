"""The history of one division code, and how a row of an import is woven into it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lianxin.registers.orgs.rules.days import check_order
from lianxin.registers.orgs.rules.refusals import CodeEnded, PeriodTaken
from lianxin.registers.orgs.rules.rows import DivisionRow

Says = tuple[str, str, str]  # name, kind, code of the parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time in which a code had one name, kind and parent; `pk` is its row, None a new one.

    The row that others point to stays the one in force; what it said before moves to a new row.
    """

    pk: int | None
    says: Says
    begins: date
    ends: date | None


History = tuple[Period, ...]  # of one code, in order, without overlaps


def weave(history: History, row: DivisionRow, on: date) -> History:
    """Return a code's history with what a row says worked in, or refuse.

    A row that says what is known changes nothing but the end; one that says something else begins
    a new period: on the row's first day where that is later than the period's, else on the day
    of the import.
    """
    if not history:
        return (_new(row, row.valid_from or on),)
    current = history[-1]
    revived = current.ends and row.valid_from and row.valid_from >= current.ends
    if revived and row.valid_from:
        return (*history, _new(row, row.valid_from))
    if (known := _known(history, row)) is not None:
        return _ended(history, known, row)
    if row.valid_from and row.valid_to and row.valid_to <= history[0].begins:
        return (_new(row, row.valid_from), *history)
    if current.ends:
        raise CodeEnded(code=row.code, ended=current.ends)
    return _superseded(history, row, on)


def _known(history: History, row: DivisionRow) -> int | None:
    for index in range(len(history) - 1, -1, -1):
        period = history[index]
        last = index == len(history) - 1
        if period.says == row.says and (last or period.begins == row.valid_from):
            return index
    return None


def _ended(history: History, index: int, row: DivisionRow) -> History:
    period = history[index]
    if row.valid_to is None or row.valid_to == period.ends:
        return history
    following: Sequence[Period] = history[index + 1 :]
    if row.valid_to <= period.begins or (following and row.valid_to > following[0].begins):
        raise PeriodTaken(code=row.code, begins=period.begins)
    return (*history[:index], replace(period, ends=row.valid_to), *following)


def _superseded(history: History, row: DivisionRow, on: date) -> History:
    current = history[-1]
    later = row.valid_from is not None and row.valid_from > current.begins
    begins = row.valid_from if later and row.valid_from else on
    if row.valid_to and row.valid_to <= max(begins, current.begins):
        raise PeriodTaken(code=row.code, begins=current.begins)
    now = replace(current, says=row.says, begins=begins, ends=row.valid_to)
    if begins <= current.begins:  # it only began today: a correction, not a change
        return (*history[:-1], replace(now, begins=current.begins))
    past = replace(current, pk=None, ends=begins)
    return (*history[:-1], past, now)


def _new(row: DivisionRow, begins: date) -> Period:
    check_order(begins, row.valid_to)
    return Period(pk=None, says=row.says, begins=begins, ends=row.valid_to)
