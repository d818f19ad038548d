"""What a process remembers of the database, so that requests do not ask for it at every turn."""

from collections.abc import Callable, Hashable
from datetime import datetime
from functools import lru_cache, wraps
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
SECOND = 1  # tests that count queries make it longer
_forget: list[Callable[[], None]] = []


def for_a_second(read: Callable[[], T]) -> Callable[[datetime], T]:
    """Make a read one that a process asks once a second, by the moment that it is given.

    What somebody changes takes effect a second later at most.
    """
    kept = lru_cache(maxsize=2)(lambda _second: read())
    _forget.append(kept.cache_clear)

    @wraps(read)
    def remembered(at: datetime) -> T:
        return kept(int(at.timestamp()) // SECOND)

    return remembered


def for_a_while(seconds: int) -> Callable[[Callable[[K], T]], Callable[[K, datetime], T]]:
    """Make a read of some key one that a process repeats only after so many seconds.

    For what everybody may ask at once and what costs much: it is that old at most.
    """

    def keeping(read: Callable[[K], T]) -> Callable[[K, datetime], T]:
        kept = lru_cache(maxsize=8)(lambda key, _turn: read(key))
        _forget.append(kept.cache_clear)

        @wraps(read)
        def remembered(key: K, at: datetime) -> T:
            return kept(key, int(at.timestamp()) // seconds)

        return remembered

    return keeping


def while_unchanged(stamp: Callable[[], object]) -> Callable[[Callable[[], T]], Callable[[], T]]:
    """Make a read one that a process repeats only where the stamp of what it reads is another.

    The stamp lies in the database and changes with what it stands for: neither a rollback nor a
    change by another process can leave behind what was. What somebody changes while it is read is
    read again.
    """

    def keeping(read: Callable[[], T]) -> Callable[[], T]:
        kept: tuple[object, T] | None = None

        @wraps(read)
        def remembered() -> T:
            nonlocal kept  # replaced as a whole, so that threads agree
            while True:
                known, now = kept, stamp()
                if known is not None and known[0] == now:
                    return known[1]
                found = read()
                if stamp() == now:
                    kept = now, found
                    return found

        return remembered

    return keeping


def forget() -> None:
    """Forget all of it: for tests, whose database is rolled back."""
    for one in _forget:
        one()
