"""A book to write deeds into: the subject of the ledger's own tests."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import declare
from lianxin.registers.orgs.models import Staff
from tests.make import MONDAY

OPENED = declare("book.opened")
NOTED = declare("book.noted", number=int, rating=int, due_on=date, due_at=datetime)
ERASED = declare("book.words_erased")
WRITER = Actor.system("tests")


@ledger.deed
def open_book(*, name: str, by: Actor, at: datetime = MONDAY, key: str) -> Entry:
    """Begin a book."""
    book = Staff(username=name, name="")
    book.save(force_insert=True)
    return ledger.record(OPENED, about=book, by=by, at=at, key=key, words={"what": "路灯坏了"})


@ledger.deed
def note(
    *,
    book: int,
    number: int,
    by: Actor,
    at: datetime = MONDAY,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Write one more line into a book."""
    locked = ledger.locked(Staff.objects.all(), book, seen=seen)
    return ledger.record(
        NOTED,
        about=locked,
        by=by,
        at=at,
        key=key,
        words={"answer": f"第{number}盏已修好", "file:0": f"{number:064x}"},
        number=number,
        rating=number % 5 + 1,
        due_on=at.date(),
        due_at=at + timedelta(days=7),
    )


@ledger.deed
def erase(*, book: int, entry: Entry, by: Actor, at: datetime = MONDAY, key: str) -> Entry:
    """Forget the words of one line."""
    locked = ledger.locked(Staff.objects.all(), book)
    ledger.erase(Entry.objects.filter(pk=entry.pk))
    return ledger.record(ERASED, about=locked, by=by, at=at, key=key)


def books(*, count: int, lines: int) -> list[int]:
    """Write several books with as many lines in each, in turns, and return their ids."""
    ids = [
        open_book(name=f"book-{n}", by=WRITER, key=f"open-{n:08d}").about_id for n in range(count)
    ]
    for number in range(lines):
        for book in ids:
            note(book=book, number=number, by=WRITER, key=f"note-{book}-{number:08d}")
    return ids


class _Undone(Exception):
    """Ends what is undone."""


@contextmanager
def undone() -> Iterator[None]:
    """Let somebody write straight into the tables, and take it all back afterwards."""
    with suppress(_Undone), ledger.writing():
        yield
        raise _Undone
