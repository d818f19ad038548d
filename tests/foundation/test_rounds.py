"""A deed on many subjects is carried out on each of them once, whatever happens in the middle."""

import pytest

from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import failpoints, rounds, verifying
from lianxin.foundation.ledger.models import Entry, Left, Round
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import Refusal
from lianxin.registers.orgs.models import Staff
from tests.foundation.notebook import NOTED, WRITER, books, note
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
ORDERED = declare("book.all_noted", books=list)


class Torn(Refusal):
    """Nobody writes into this one."""


@ledger.deed
def note_in_all(*, book: int, others: list[int], by, at=MONDAY, key: str) -> Entry:
    """Have the same line written into many books."""
    locked = ledger.locked(Staff.objects.all(), book)
    entry = ledger.record(ORDERED, about=locked, by=by, at=at, key=key, books=others)
    ledger.begin_round(entry, total=len(others))
    return entry


def named(entry, after, limit):
    return [pk for pk in entry.facts["books"] if pk > after][:limit]


def written(entry, pk, key):
    note(book=pk, number=7, by=WRITER, key=key)


def carried(do=written, limit=3):
    return ledger.carry_on([ledger.Kind(ORDERED, named, do)], at=MONDAY, limit=limit)


@pytest.fixture
def shelf():
    """One book in which a deed on seven others was written down."""
    first, *others = books(count=8, lines=0)
    note_in_all(book=first, others=others, by=WRITER, key="note-in-all")
    return Staff.objects.get(pk=first), others


def lines():
    return list(Entry.objects.filter(verb=NOTED).order_by("pk").values_list("about_id", flat=True))


def test_a_round_comes_to_every_subject_once_and_in_order(shelf):
    book, others = shelf
    assert rounds.under_way(book)
    assert [carried() for _ in range(4)] == [3, 3, 1, 0]
    assert lines() == others
    assert not rounds.under_way(book)
    (progress,) = rounds.progress(book)
    assert (progress.total, progress.done, progress.left) == (7, 7, 0)
    assert progress.ended_at == MONDAY
    assert list(verifying.whole(now=MONDAY)) == []


def test_a_subject_whose_rules_say_no_is_left_with_the_reason_and_the_others_are_not(shelf):
    book, others = shelf

    @ledger.deed
    def fussy(*, book: int, by, key: str) -> Entry:
        entry = note(book=book, number=7, by=by, key=f"{key}:noted")
        if book in others[2:4]:
            raise Torn(since=MONDAY)
        return entry

    while carried(lambda _entry, pk, key: fussy(book=pk, by=WRITER, key=key)):
        pass
    assert lines() == others[:2] + others[4:]  # what a refused one had written is gone
    (progress,) = rounds.progress(book)
    assert (progress.done, progress.left, progress.reasons) == (5, 2, [("torn", 2)])
    found = rounds.left(book, progress.entry_id)
    assert list(found.values_list("about_id", "code")) == [(pk, "torn") for pk in others[2:4]]
    assert not rounds.left(Staff.objects.get(pk=others[0]), progress.entry_id)


def test_what_fails_in_the_middle_of_a_chunk_leaves_the_round_before_it(shelf):
    book, others = shelf
    carried()

    def broken(entry, pk, key):
        written(entry, pk, key)
        if pk == others[4]:
            raise ValueError(pk)

    with pytest.raises(ValueError, match=str(others[4])):
        carried(broken)
    assert lines() == others[:3]
    assert Round.objects.get().after == others[2]
    while carried():
        pass
    assert lines() == others


def test_a_subject_that_was_done_under_the_rounds_key_is_not_done_again(shelf):
    _, others = shelf
    entry = Entry.objects.get(verb=ORDERED)
    written(entry, others[0], f"round:{entry.pk}:{others[0]}")
    while carried():
        pass
    assert lines() == others
    assert not Left.objects.exists()


def test_rounds_of_one_verb_are_carried_out_one_after_the_other(shelf):
    book, others = shelf
    note_in_all(book=book.pk, others=others[:2], by=WRITER, key="note-in-all-again")
    while carried():
        pass
    assert lines() == others + others[:2]
    newest, oldest = rounds.progress(book)
    assert (newest.total, oldest.total) == (2, 7)


def test_a_round_of_nothing_ends_at_once(shelf):
    book, _ = shelf
    note_in_all(book=book.pk, others=[], by=WRITER, key="note-in-none")
    while carried():
        pass
    carried()
    assert not rounds.under_way(book)


def test_the_deed_and_its_round_are_written_together_or_not_at_all(shelf):
    book, _ = shelf

    @ledger.deed
    def refused(*, by, key: str) -> Entry:
        note_in_all(book=book.pk, others=[1], by=by, key=key)
        raise Torn

    with pytest.raises(Torn):
        refused(by=WRITER, key="refused-in-the-end")
    assert Round.objects.count() == 1


def test_the_places_where_a_round_can_be_killed_are_reached(shelf, monkeypatch):
    reached: list[str] = []
    monkeypatch.setattr(failpoints, "reach", reached.append)
    carried()
    assert reached == ["round.done"] * 3 + ["round.committed"]
