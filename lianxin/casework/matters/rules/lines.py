"""What the words of a matter may say: of a place that many share, never of a dwelling or a person."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from lianxin.casework.matters.rules.refusals import (
    DayPassed,
    DayTooFar,
    NamesADwelling,
    NamesAPerson,
    PlaceUnnamed,
)
from lianxin.casework.matters.rules.words import NAMED, PlaceKind
from lianxin.foundation.refusal import WordsMissing, WordsTooLong
from lianxin.foundation.search.masking import HIDDEN, mask
from lianxin.foundation.text import doors, says_anything

LONGEST = 2000  # characters of a plan or a reply
LONGEST_LINE = 80
FARTHEST = timedelta(days=731)  # two years


def line(name: str, said: str) -> dict[str, str]:
    """Return a short line about a place, or refuse what does not belong into one."""
    kept = said.strip()
    if len(kept) > LONGEST_LINE:
        raise WordsTooLong(most=LONGEST_LINE)
    return announcement({name: kept})


def text(name: str, said: str) -> dict[str, str]:
    """Return what everybody may read in time, or refuse where it is nothing or does not belong there."""
    return _about_no_person(name, letter(name, said)[name])


def announcement(said: Mapping[str, str]) -> dict[str, str]:
    """Return words for the public, or refuse where one of them leads to a dwelling or a person."""
    for text_ in said.values():
        if doors(text_):
            raise NamesADwelling
        if mask(text_) != text_:
            raise NamesAPerson
    return dict(said)


def blurred(said: str) -> str:
    """Return a reply as the public may read it: it was written for those who had asked."""
    for found in reversed(doors(said)):
        said = said[: found.start()] + HIDDEN + said[found.end() :]
    return mask(said)


def letter(name: str, said: str) -> dict[str, str]:
    """Return what only those read whose tickets have joined, or refuse where it is nothing."""
    if not says_anything(said):
        raise WordsMissing
    if len(said) > LONGEST:
        raise WordsTooLong(most=LONGEST)
    return {name: said}


def _about_no_person(name: str, said: str) -> dict[str, str]:
    if mask(said) != said:
        raise NamesAPerson
    return {name: said}


def to_come(
    next_on: date | None, expected_end_at: datetime | None, *, at: datetime, on: date
) -> None:
    """Refuse a plan whose next day, or whose expected end, is over already or too far off to mean anything."""
    until = on + FARTHEST
    for day in (next_on, expected_end_at.date() if expected_end_at else None):
        if day is not None and day > until:
            raise DayTooFar(day=day, until=until)
    if next_on is not None and next_on < on:
        raise DayPassed(day=next_on)
    if expected_end_at is not None and expected_end_at <= at:
        raise DayPassed(day=expected_end_at)


def named(kind: PlaceKind, words: Mapping[str, str], *, has_grid: bool) -> None:
    """Refuse a matter without its line, or whose place says less than its kind asks for."""
    if not says_anything(words["title"]):
        raise WordsMissing
    if (kind in NAMED and not says_anything(words["place"])) or (
        kind is PlaceKind.GRID and not has_grid
    ):
        raise PlaceUnnamed
