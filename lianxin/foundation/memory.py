"""What a process remembers of the database for a second, so that requests do not ask at every turn."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")
_forget: list[Callable[[], None]] = []


def for_a_second(read: Callable[[], T]) -> Callable[[datetime], T]:
    """Make a read one that a process asks once a second, by the moment that it is given.

    What somebody changes takes effect a second later at most.
    """
    kept = lru_cache(maxsize=2)(lambda _second: read())
    _forget.append(kept.cache_clear)

    @wraps(read)
    def remembered(at: datetime) -> T:
        return kept(int(at.timestamp()))

    return remembered


def forget() -> None:
    """Forget all of it: for tests, whose database is rolled back."""
    for one in _forget:
        one()
