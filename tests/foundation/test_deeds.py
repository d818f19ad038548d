"""The frame of every deed: once under a key, on what was seen, inside an action, under a lock."""

from datetime import UTC, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.foundation import keys
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries, rules, signing, verifying
from lianxin.foundation.ledger.models import Entry, Head, Passage, Unsealed
from lianxin.foundation.refusal import NotFound, Stale
from lianxin.registers.orgs.models import Staff
from tests.conftest import WriteOutsideAnAction
from tests.foundation.notebook import NOTED, WRITER, books, note, open_book
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="the tests' SQLite lives in the memory of one thread"
)


def test_a_repeat_under_the_same_key_returns_the_first_entry_and_does_nothing():
    book = open_book(name="book", by=WRITER, key="open-it-once").about_id
    first = note(book=book, number=1, by=WRITER, key="note-it-once")
    again = note(book=book, number=1, by=WRITER, key="note-it-once", seen=0)
    assert again == first
    assert Entry.objects.count() == 2
    assert Staff.objects.get().seq == 2


def test_something_else_under_a_used_key_is_refused_and_not_called_done():
    book = open_book(name="book", by=WRITER, key="open-it-once").about_id
    other = open_book(name="another", by=WRITER, key="open-the-other").about_id
    note(book=book, number=1, by=WRITER, key="note-it-once")
    for about, number in [(book, 2), (other, 1)]:
        with pytest.raises(rules.KeyUsed):
            note(book=about, number=number, by=WRITER, key="note-it-once")
    assert Entry.objects.count() == 3


def test_two_actors_may_use_the_same_key():
    book = open_book(name="book", by=WRITER, key="open-it-once").about_id
    by = Actor.public(session="a browser")
    other = Actor.public(session="another browser")
    assert note(book=book, number=1, by=by, key="the-same-key") != note(
        book=book, number=1, by=other, key="the-same-key"
    )


@pytest.mark.parametrize("key", ["", "short", "with a space", "字" * 9, "x" * 201])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(rules.NotAKey):
        open_book(name="book", by=WRITER, key=key)
    assert not Staff.objects.exists()


def test_a_decision_on_an_old_page_is_refused_and_says_where_the_subject_stands():
    (book,) = books(count=1, lines=2)
    with pytest.raises(Stale) as refused:
        note(book=book, number=9, by=WRITER, key="on-an-old-page", seen=1)
    assert refused.value.facts == {"seen": 1, "seq": 3}
    assert note(book=book, number=9, by=WRITER, key="on-a-new-page", seen=3).seq == 4


def test_a_deed_on_nothing_is_refused():
    with pytest.raises(NotFound):
        note(book=404, number=1, by=WRITER, key="on-nothing")


def test_a_deed_that_fails_leaves_nothing_behind():
    @ledger.deed
    def half(*, by: Actor, key: str) -> Entry:
        book = Staff.objects.create(username="half", name="")
        ledger.record("book.opened", about=book, by=by, at=MONDAY, key=key, words={"a": "b"})
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError, match="the light went out"):
        half(by=WRITER, key="half-a-deed")
    for model in (Staff, Entry, Passage, Unsealed):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    "write",
    [
        lambda: Staff.objects.create(username="behind the back", name=""),
        lambda: Entry.objects.update(verb="test.other"),
        lambda: Passage.objects.filter(name="what").delete(),
        lambda: Staff.objects.bulk_create([Staff(username="one"), Staff(username="two")]),
    ],
)
def test_nothing_is_written_outside_a_deed(write):
    books(count=1, lines=1)
    with pytest.raises(WriteOutsideAnAction), transaction.atomic():
        write()
    assert Staff.objects.count() == 1
    assert list(verifying.whole(now=MONDAY)) == []


def test_to_record_without_the_lock_is_a_mistake_that_shows():
    (book,) = books(count=1, lines=1)
    old_copy = Staff.objects.get(pk=book)
    note(book=book, number=2, by=WRITER, key="somebody-else")
    with pytest.raises(RuntimeError, match="row lock"), ledger.writing():
        ledger.record("book.opened", about=old_copy, by=WRITER, at=MONDAY, key="unlocked")
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    "facts",
    [
        {"number": 1, "rating": 1, "due_on": None},
        {"number": 1, "rating": 1, "due_on": None, "due_at": None, "name": "张三"},
        {"number": True, "rating": 1, "due_on": None, "due_at": None},
        {"number": "1", "rating": 1, "due_on": None, "due_at": None},
        {"number": 1, "rating": 1, "due_on": MONDAY, "due_at": None},
    ],
)
def test_facts_are_those_that_the_verb_declares_and_nothing_else(facts):
    with pytest.raises(rules.UnknownFact):
        rules.encode(NOTED, facts)


def test_a_sentence_is_no_fact():
    rules.declare("book.coded", code=str)
    assert rules.encode("book.coded", {"code": "N1"}) == {"code": "N1"}
    for sentence in ("路灯坏了", "a sentence", "138 0000 0000"):
        with pytest.raises(rules.UnknownFact):
            rules.encode("book.coded", {"code": sentence})


@given(st.datetimes(timezones=st.just(UTC)), st.integers(), st.integers(1, 5), st.dates())
@settings(max_examples=50)
def test_what_is_encoded_decodes_to_what_it_was(moment, number, rating, day):
    facts = {"number": number, "rating": rating, "due_on": day, "due_at": moment}
    assert rules.decode(NOTED, rules.encode(NOTED, facts)) == facts


def all_at_once(*deeds):
    """Do several deeds in as many threads, as close together as can be, and return what came of each."""
    ready = Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def one(place, deed):
        try:
            ready.wait()
            results[place] = deed()
        except Exception as fault:  # noqa: BLE001  the test looks at it
            results[place] = fault
        finally:
            connection.close()

    threads = [Thread(target=one, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_deed_and_both_clicks_see_its_result():
    for round_ in range(10):
        made = all_at_once(
            *[lambda n=round_: open_book(name=f"b{n}", by=WRITER, key=f"double-{n:04d}")] * 4
        )
        assert {entry.pk for entry in made} == {made[0].pk}
    assert Staff.objects.count() == Entry.objects.count() == 10


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_on_the_same_page_the_second_is_told():
    (book,) = books(count=1, lines=1)
    for round_ in range(10):
        seen = Staff.objects.get(pk=book).seq
        made = all_at_once(
            *[
                lambda who=who, n=round_, seq=seen: note(
                    book=book, number=n, by=WRITER, key=f"{who}-decides-{n}", seen=seq
                )
                for who in ("first", "second")
            ]
        )
        assert sorted(type(one).__name__ for one in made) == ["Entry", "Stale"]
    assert list(verifying.whole(now=MONDAY)) == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_of_different_books_do_not_wait_for_each_other():
    first, second = books(count=2, lines=0)
    with ledger.writing():
        ledger.locked(Staff.objects.all(), first)
        (entry,) = all_at_once(lambda: note(book=second, number=1, by=WRITER, key="does-not-wait"))
        assert entry.about_id == second


def test_heads_and_receipts_of_older_keys_still_verify_after_a_rotation(settings):
    (book,) = books(count=1, lines=3)
    ledger.seal()
    first = ledger.sign_head(at=MONDAY)
    entry = Entry.objects.get(about_id=book, seq=1)
    receipt = queries.receipt(entry, number="1")
    assert receipt["proof"]
    assert keys.add("ledger") == "0002"
    note(book=book, number=4, by=WRITER, key="after-the-rotation")
    ledger.seal()
    second = ledger.sign_head(at=MONDAY + timedelta(minutes=1))
    assert ledger.witness() == 2
    assert first is not None
    assert second is not None
    assert (first.key_id, second.key_id) == ("0001", "0002")
    assert queries.receipt(entry, number="1")["key_id"] == "0002"
    assert list(signing.public_keys()) == ["0001", "0002"]
    assert list(verifying.whole(now=MONDAY)) == []
    assert list(verifying.receipt(receipt)) == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in settings.LIANXIN_KEYS_DIR.glob("*.key"))
    (settings.LIANXIN_KEYS_DIR / "ledger-0001.key").unlink()  # an old key that is lost is noticed
    keys.of.cache_clear()
    signing._private.cache_clear()
    assert [fault.where for fault in verifying.whole(now=MONDAY)] == [
        f"head {first.size}",
        f"witnessed head {first.size}",
    ]
    assert Head.objects.count() == 2


def test_a_receipt_that_was_touched_is_found():
    (book,) = books(count=1, lines=3)
    ledger.seal()
    ledger.sign_head(at=MONDAY)
    receipt = queries.receipt(Entry.objects.get(about_id=book, seq=1), number="1")

    def codes(**changes):
        return [fault.code for fault in verifying.receipt({**receipt, **changes})]

    assert codes() == []
    for name in ("entry", "leaf", "at", "sealed_by", "shown", "key_id", "signature"):
        assert codes(**{name: "00"}) == ["receipt-forged"]
        assert codes(**{name: None}) == ["receipt-forged"]
    proof = receipt["proof"]
    assert isinstance(proof, dict)
    wrongs: list[object] = ["proof", {}, {**proof, "position": 3}, {**proof, "path": ["zz"]}]
    for wrong in wrongs:
        assert codes(proof=wrong) == ["proof-wrong"]
    endless = {**proof, "head": {**proof["head"], "size": float("inf")}}  # 1e999 in JSON
    assert codes(proof=endless) == ["proof-wrong"]
    assert codes(proof={**proof, "head": {**proof["head"], "size": 3}}) == ["head-forged"]
    assert codes(proof=None) == []  # not sealed yet when it was given


def test_a_file_speaks_by_its_hash_whatever_its_rows_are_called():
    def asked(**given: object) -> str:
        return rules.asked("key-0001", "take_in", {"by": 1, "at": 2, "key": 3, "seen": 4, **given})

    same = asked(lines=[1], sha256="a" * 64)
    assert same == asked(lines=[2, 3], sha256="a" * 64)
    assert same != asked(lines=[1], sha256="b" * 64)
    assert asked(lines=[1]) != asked(lines=[2])  # without a hash they are what was asked for
