"""What a desk is narrowed down to, and under which names somebody finds it again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of, end_of

MOST = 9  # views of one desk: as many as there are keys
LONGEST = 30  # characters of a view's name
SOON = timedelta(days=3)


class TooManyViews(Refusal):
    """A desk has a view for each key, and no more."""


class ViewNameTaken(Refusal):
    """Another view of the desk has this name."""


class Due(StrEnum):
    """By when something is due."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a desk is narrowed down to; what is empty narrows nothing."""

    category_id: int | None = None  # with all that stands under it
    division_code: str = ""  # with all that lies in it
    grid_id: int | None = None
    lead_unit_id: int | None = None
    due: Due | None = None


ALL = Narrowing()


def until(due: Due, at: datetime) -> datetime:
    """Return the last moment at which something may be due that is late, or due today, or soon."""
    match due:
        case Due.LATE:
            return at
        case Due.TODAY:
            return end_of(day_of(at))
        case Due.SOON:
            return end_of(day_of(at + SOON))
