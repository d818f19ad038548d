"""Followers read every sealed entry once, in order, whatever fails and however late a deed commits."""

from threading import Event, Thread

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries, verifying
from lianxin.foundation.ledger.models import Bookmark, Entry, Seal, Unsealed
from lianxin.registers.orgs.models import Staff
from tests.foundation.notebook import WRITER, books, note, open_book
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


class Reader:
    """Remembers what it was given, and fails where it is told to."""

    def __init__(self):
        self.read = []
        self.fails_on = None

    def __call__(self, entry):
        if entry.pk == self.fails_on:
            raise ValueError(entry.pk)
        self.read.append(entry.pk)


def in_order():
    return list(Seal.objects.order_by("position").values_list("entry_id", flat=True))


def test_a_follower_reads_each_sealed_entry_once_and_in_order():
    (book,) = books(count=1, lines=9)
    reader = Reader()
    assert ledger.follow("reader", reader, at=MONDAY) == 0  # nothing is sealed yet
    ledger.seal(limit=6)
    assert ledger.follow("reader", reader, at=MONDAY, limit=4) == 4
    assert ledger.follow("reader", reader, at=MONDAY) == 2
    note(book=book, number=10, by=WRITER, key="one-more-line")
    ledger.seal()
    assert ledger.follow("reader", reader, at=MONDAY) == 5
    assert ledger.follow("reader", reader, at=MONDAY) == 0
    assert reader.read == in_order() == sorted(reader.read)


def test_a_follower_that_fails_stops_there_says_so_and_goes_on_once_it_can(caplog):
    books(count=1, lines=5)
    ledger.seal()
    reader = Reader()
    reader.fails_on = in_order()[3]
    assert ledger.follow("reader", reader, at=MONDAY) == 3
    bookmark = Bookmark.objects.get(name="reader")
    assert (bookmark.position, bookmark.stopped_at, bookmark.fault) == (3, MONDAY, "ValueError")
    assert "stopped at position 3" in caplog.text
    assert ledger.follow("reader", reader, at=MONDAY) == 0  # it does not step over the entry
    reader.fails_on = None
    assert ledger.follow("reader", reader, at=MONDAY) == 3
    bookmark.refresh_from_db()
    assert (bookmark.position, bookmark.stopped_at, bookmark.fault) == (6, None, "")
    assert reader.read == in_order()


def test_what_a_follower_wrote_before_it_failed_is_taken_back():
    books(count=1, lines=1)
    ledger.seal()

    def write_and_fail(entry):
        Staff.objects.create(username=f"copy-{entry.pk}", name="")
        raise ValueError

    assert ledger.follow("writer", write_and_fail, at=MONDAY) == 0
    assert Staff.objects.count() == 1


def test_followers_have_bookmarks_of_their_own_and_one_can_be_set_back():
    books(count=1, lines=3)
    ledger.seal()
    first, second = Reader(), Reader()
    ledger.follow("first", first, at=MONDAY)
    ledger.follow("second", second, at=MONDAY, limit=1)
    assert (len(first.read), len(second.read)) == (4, 1)
    ledger.resume("first", position=2)
    assert ledger.follow("first", first, at=MONDAY) == 2
    assert first.read == [*in_order(), *in_order()[2:]]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_deed_that_commits_late_is_sealed_later_and_not_skipped():
    early, late = books(count=2, lines=0)
    ledger.seal()
    reader = Reader()
    ledger.follow("reader", reader, at=MONDAY)
    recorded, commit = Event(), Event()

    def slow():
        with ledger.writing():
            note(book=late, number=1, by=WRITER, key="slow-to-commit")
            recorded.set()
            commit.wait(10)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    assert recorded.wait(10)
    quick = note(book=early, number=1, by=WRITER, key="quick-to-commit")
    assert ledger.seal() == 1
    assert ledger.follow("reader", reader, at=MONDAY) == 1
    commit.set()
    thread.join()
    slow_entry = Entry.objects.get(about_id=late, seq=2)
    assert slow_entry.pk < quick.pk
    assert ledger.seal() == 1
    assert ledger.follow("reader", reader, at=MONDAY) == 1
    assert reader.read[-2:] == [quick.pk, slow_entry.pk] == in_order()[-2:]
    assert list(verifying.whole(now=MONDAY)) == []


class InAnyOrderOfWork(TestCase):
    """However writing, sealing, signing and following take turns, nothing is lost or doubled."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.sampled_from(["note", "seal", "sign", "follow", "fail"]), max_size=30))
    def test_every_entry_is_sealed_once_and_read_once(self, turns):
        book = open_book(name="book", by=WRITER, key="open-it-once").about_id
        reader = Reader()
        for number, turn in enumerate(turns):
            if turn == "note":
                note(book=book, number=number, by=WRITER, key=f"note-{number:08d}")
            elif turn == "seal":
                ledger.seal(limit=3)
            elif turn == "sign":
                ledger.sign_head(at=MONDAY)
            else:
                reader.fails_on = next(iter(in_order()[-1:]), None) if turn == "fail" else None
                ledger.follow("reader", reader, at=MONDAY, limit=4)
        reader.fails_on = None
        while ledger.seal() or ledger.follow("reader", reader, at=MONDAY):
            pass
        assert reader.read == in_order()
        assert len(reader.read) == Entry.objects.count()
        assert not Unsealed.objects.exists()
        assert queries.size() == len(reader.read)
        assert list(verifying.whole(now=MONDAY)) == []
