"""Reading a table row by row and keeping every fault, so that a file is refused with all of them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from lianxin.foundation.refusal import BadRow, BadRows, Refusal
from lianxin.registers.duties.rules.refusals import NotACode, NothingToImport
from lianxin.registers.orgs.rules.refusals import DoubledRow, NameMissing, TooLong

Row = Mapping[str, str]
Table = Sequence[tuple[int, Row]]  # each row by column name, with its line
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LIST_MARKS = re.compile(r"[;；]")


class Lined(Protocol):
    """Anything read from a line of a file."""

    @property
    def line(self) -> int:
        """Return the line as a person counts it."""


R = TypeVar("R", bound=Lined)


def read(table: Table, one: Callable[[int, Row], R]) -> list[R]:
    """Return what every row says, or refuse the table with all the rows that say nothing sound."""
    if not table:
        raise NothingToImport
    sound: list[R] = []
    bad: list[BadRow] = []
    for line, row in table:
        try:
            sound.append(one(line, row))
        except Refusal as refusal:
            bad.append(fault(line, refusal))
    refuse(bad)
    return sound


def fault(line: int, refusal: Refusal) -> BadRow:
    """Return a refusal as the fault of a line."""
    return BadRow(line=line, code=refusal.code, facts=refusal.facts)


def doubled(rows: Iterable[R], key: Callable[[R], object]) -> list[BadRow]:
    """Return the fault of each row that says again what an earlier one said."""
    first: dict[object, int] = {}
    return [
        fault(row.line, DoubledRow(first=first[key(row)]))
        for row in rows
        if first.setdefault(key(row), row.line) != row.line
    ]


def refuse(bad: Sequence[BadRow]) -> None:
    """Refuse the whole table if any of its rows is bad."""
    if bad:
        raise BadRows(sorted(bad, key=lambda row: row.line))


def code(row: Row, column: str, *, limit: int) -> str:
    """Return a code, or refuse."""
    text = row.get(column, "")
    if not CODE.fullmatch(text) or len(text) > limit:
        raise NotACode(column=column, limit=limit)
    return text


def words(row: Row, column: str, *, limit: int) -> str:
    """Return a text, or refuse one that is too long."""
    text = row.get(column, "").strip()
    if len(text) > limit:
        raise TooLong(column=column, limit=limit)
    return text


def name(row: Row, column: str, *, limit: int) -> str:
    """Return a text that must not be empty, or refuse."""
    text = words(row, column, limit=limit)
    if not text:
        raise NameMissing
    return text


def parts(row: Row, column: str, *, limit: int) -> tuple[str, ...]:
    """Return what a cell lists with semicolons, each once."""
    listed = (part.strip() for part in LIST_MARKS.split(words(row, column, limit=limit)))
    return tuple(dict.fromkeys(part for part in listed if part))
