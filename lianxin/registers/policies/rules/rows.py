"""Profiles as the lines of a table: each line a step or a figure, with the profile's own words repeated."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from lianxin.foundation.refusal import BadRow, BadRows, Refusal
from lianxin.foundation.time import Unit
from lianxin.registers.policies.rules.limits import (
    Basis,
    Figure,
    Grade,
    Limit,
    Number,
    Profile,
    Span,
    Step,
    Tier,
    check,
)

Row = Mapping[str, str]
Line = tuple[int, Row]
V = TypeVar("V", bound=StrEnum)


class UnknownWord(Refusal):
    """The column `column` takes one of a few words, and `text` is none of them."""


def profiles(lines: Iterable[Line]) -> list[Profile]:
    """Return the profiles of a table, or refuse it with everything that is wrong with its lines."""
    bad: list[BadRow] = []
    found = []
    ordered = sorted(lines, key=lambda line: (line[1].get("profile", ""), line[0]))
    for _code, same in groupby(ordered, key=lambda line: line[1].get("profile", "")):
        if (profile := _profile(list(same), bad)) is not None:
            found.append(profile)
    if bad:
        raise BadRows(sorted(bad, key=lambda row: row.line))
    return found


def _profile(lines: Sequence[Line], bad: list[BadRow]) -> Profile | None:
    limits: list[Limit] = []
    numbers: list[Number] = []
    known = len(bad)
    for line, row in lines:
        try:
            one = _number(row) if row.get("what") in frozenset(Figure) else _limit(row)
        except Refusal as refusal:
            bad.append(_fault(line, refusal))
        else:
            limits += [one] if isinstance(one, Limit) else []
            numbers += [one] if isinstance(one, Number) else []
    first, head = lines[0]
    try:
        profile = Profile(
            code=head.get("profile", ""),
            name=head.get("profile_name", ""),
            source=head.get("profile_source", ""),
            grade=_word(Grade, head, "profile_grade"),
            default_tier=_word(Tier, head, "default_tier"),
            limits=tuple(limits),
            numbers=tuple(numbers),
        )
        if len(bad) == known:
            check(profile)
    except Refusal as refusal:
        bad.append(_fault(first, refusal))
        return None
    return profile


def _limit(row: Row) -> Limit:
    tier = _word(Tier, row, "tier") if row.get("tier") else None
    amount = _amount(row)
    if amount != int(amount):
        raise UnknownWord(column="amount", text=row.get("amount", ""))
    span = Span(int(amount), _word(Unit, row, "unit"))
    return Limit(_word(Step, row, "what"), tier, span, *_basis(row))


def _number(row: Row) -> Number:
    return Number(_word(Figure, row, "what"), _amount(row), *_basis(row))


def _basis(row: Row) -> tuple[Basis, Grade, str]:
    return _word(Basis, row, "basis"), _word(Grade, row, "grade"), row.get("source", "")


def _amount(row: Row) -> Decimal:
    text = row.get("amount", "")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise UnknownWord(column="amount", text=text) from None
    if not amount.is_finite() or abs(amount) > 100_000:
        raise UnknownWord(column="amount", text=text)
    return amount


def _word(kind: type[V], row: Row, column: str) -> V:
    text = row.get(column, "")
    if text not in frozenset(kind):
        raise UnknownWord(column=column, text=text)
    return kind(text)


def _fault(line: int, refusal: Refusal) -> BadRow:
    return BadRow(line=line, code=refusal.code, facts=refusal.facts)
