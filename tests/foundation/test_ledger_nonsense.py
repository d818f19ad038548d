"""Nonsense in the ledger's tables, and a wiped history of heads, are named; nothing ends the search."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.db.models import BooleanField

from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries, verifying
from lianxin.foundation.ledger.models import Bookmark, Entry, Head, Passage, Seal, Tile
from tests.foundation.notebook import WRITER, books, note, undone
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
only_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL keeps to the type of a column"
)


@pytest.fixture
def small_log():
    """Eight entries, a head over five and over all, two hours old, both witnessed."""
    books(count=2, lines=3)
    ledger.seal(limit=5)
    ledger.sign_head(at=MONDAY)
    ledger.seal()
    ledger.sign_head(at=MONDAY + timedelta(minutes=1))
    assert ledger.witness() == 2
    assert found(LATER) == []


def found(now=MONDAY):
    return [(fault.code, fault.where) for fault in verifying.whole(now=now)]


def codes(now=MONDAY):
    return {code for code, _ in found(now)}


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("facts", ["[]", "5", "null", '"x"', '{"due_at": "zz"}', "[[[[", ""])
@only_sqlite
def test_facts_that_are_none_are_named(small_log, facts):
    entry = Entry.objects.order_by("pk")[2]
    execute("PRAGMA ignore_check_constraints = ON")
    with undone():
        execute("UPDATE ledger_entry SET facts = %s WHERE id = %s", facts, entry.pk)
        assert codes() == {"entry-changed"}
        assert [fault.code for fault in verifying.about(entry.about, entry.about_id)] == [
            "entry-changed"
        ]
    execute("PRAGMA ignore_check_constraints = OFF")


NONSENSE = ["x", "zz", b"\xff", 1.5, -1, 0, 10**18, "", "[]", "CAST(x'ff' AS TEXT)"]
COLUMNS = [
    (model._meta.db_table, field.column)
    for model in (Entry, Passage, Seal, Tile, Head)
    for field in model._meta.concrete_fields
    if field.column and not isinstance(field, BooleanField)  # anything but 1 is read as "no"
]


@pytest.mark.parametrize(("table", "column"), [*COLUMNS, ("ledger_unsealed", "entry_id")])
@only_sqlite
def test_no_nonsense_in_any_column_ends_the_search_or_goes_unnamed(
    monkeypatch, small_log, table, column
):
    monkeypatch.setattr(queries, "TILE", 2)  # tiles over four
    with ledger.writing():
        Tile.objects.bulk_create(
            Tile(level=1, index=n, root=queries.tile(1, n) or b"") for n in (0, 1)
        )
    assert found() == []
    if table == "ledger_unsealed":  # without sealed ones there is nothing else in it
        note(book=Entry.objects.all()[0].about_id, number=9, by=WRITER, key="not-sealed-yet")
    execute("PRAGMA ignore_check_constraints = ON")
    unnamed = []
    for value in NONSENSE:
        for row in ("min", "max"):
            with undone():
                if wrote(table, column, row, value) and not codes():
                    unnamed.append((value, row))
    execute("PRAGMA ignore_check_constraints = OFF")
    assert unnamed == []


def wrote(table, column, row, value):
    """Write nonsense into the first or last row, and tell whether anything is other than before."""
    is_sql = str(value).startswith("CAST")
    written, given = (value, []) if is_sql else ("%s", [value])
    place = f"rowid = (SELECT {row}(rowid) FROM {table})"  # noqa: S608
    other = f'"{column}" IS NOT {written}'
    sql = f'UPDATE OR IGNORE {table} SET "{column}" = {written} WHERE {place} AND {other}'  # noqa: S608
    # SQLite lets nothing but a number be a row's number
    with connection.cursor() as cursor, suppress(IntegrityError):
        cursor.execute(sql, [*given, *given])
        return cursor.rowcount > 0
    return False


@only_sqlite
def test_nonsense_in_an_entry_that_waits_for_its_seal_does_not_end_the_search(small_log):
    entry = note(book=Entry.objects.all()[0].about_id, number=9, by=WRITER, key="not-sealed-yet")
    execute("PRAGMA ignore_check_constraints = ON")
    for column, value in [("at", "zz"), ("digests", "[]"), ("seq", "abc"), ("facts", "[[")]:
        with undone():
            execute(f'UPDATE ledger_entry SET "{column}" = %s WHERE id = %s', value, entry.pk)  # noqa: S608
            assert "entry-unreadable" in codes()
    execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.parametrize("size", ["1e999", "1.5", '"x"', "null", "-1", "[]", "true", "9" * 5000])
def test_a_witness_line_that_says_no_size_is_named(small_log, settings, size):
    path = settings.LIANXIN_WITNESS
    path.write_text(path.read_text() + f'{{"size": {size}, "root": "a"}}\n')
    assert found() == [("witness-damaged", "line 4")]


def test_a_witness_file_that_cannot_be_read_is_named(small_log, settings):
    settings.LIANXIN_WITNESS.unlink()
    settings.LIANXIN_WITNESS.mkdir()
    assert found() == [("witness-damaged", "line 0")]


def test_a_good_line_after_a_forged_one_of_the_same_size_hides_nothing(small_log, settings):
    path = settings.LIANXIN_WITNESS
    line = path.read_text().splitlines()[1]
    forged = json.dumps({**json.loads(line), "root": "00"})
    path.write_text(path.read_text().replace(line, f"{forged}\n{line}"))
    assert found() == [("witness-forged", "witnessed head 5")]


def test_a_part_that_cannot_be_looked_through_is_named_and_the_others_go_on(caplog):
    def fails():
        yield from [1]
        raise MemoryError

    assert [getattr(said, "code", said) for said in verifying.through("a part", fails())] == [
        1,
        "unreadable",
    ]
    assert "cannot verify: a part" in caplog.text


def test_heads_and_witness_that_are_wiped_together_are_missed(small_log, settings):
    with undone():
        Head.objects.all().delete()
        settings.LIANXIN_WITNESS.unlink()
        assert found(LATER) == [("head-missing", "position 0")]
        ledger.sign_head(at=LATER)  # the worker goes on, and does not hide it
        assert ledger.witness() == 1
        assert found(LATER) == [("witness-rebuilt", "line 1")]


@pytest.mark.parametrize("wipe", [lambda path: path.unlink(), lambda path: path.write_text("")])
def test_a_witness_file_that_is_wiped_is_missed_and_is_not_rebuilt_in_silence(
    small_log, settings, caplog, wipe
):
    path = settings.LIANXIN_WITNESS
    wipe(path)
    assert found(LATER) == [("witness-missing", "head 5"), ("witness-missing", "head 8")]
    assert found(MONDAY) == []  # a worker that was killed may have left out the newest
    assert ledger.witness() == 2
    assert "gone or empty" in caplog.text
    assert found(LATER) == [("witness-rebuilt", "line 1")]
    assert ledger.witness() == 0
    mark, *kept = path.read_text().splitlines(keepends=True)
    assert json.loads(mark) == {"rebuilt_at": "2026-11-23T01:01:00.000000+00:00"}
    path.write_text("".join(kept))  # the operator knows why
    assert found(LATER) == []


def test_the_newest_heads_that_are_cut_off_everywhere_are_missed(small_log, settings):
    lines = settings.LIANXIN_WITNESS.read_text().splitlines(keepends=True)
    with undone():
        Head.objects.filter(size=8).delete()
        settings.LIANXIN_WITNESS.write_text("".join(lines[:-1]))
        assert found(LATER) == [("head-missing", "position 5")]
        assert found(MONDAY) == []  # the next head is due any moment


def test_a_backlog_that_a_worker_has_just_sealed_is_no_head_cut_off(small_log, settings):
    lines = settings.LIANXIN_WITNESS.read_text().splitlines(keepends=True)
    with undone():
        Head.objects.filter(size=8).delete()
        settings.LIANXIN_WITNESS.write_text("".join(lines[:-1]))
        ledger.beat(queries.WORKER, at=LATER)
        assert found(LATER) == []  # it signs within a minute
        ledger.beat(queries.SIGNER, at=LATER, fault="OSError")
        assert found(LATER) == [("head-missing", "position 5")]
        ledger.beat(queries.SIGNER, at=LATER)
        assert found(LATER + timedelta(minutes=1)) == [("head-missing", "position 5")]


def test_a_bookmark_beyond_the_log_is_named(small_log):
    def read(entry):
        return None

    ledger.follow("reader", read, at=MONDAY)
    assert found() == []
    for position in (9, -1):
        with undone():
            Bookmark.objects.update(position=position)
            assert found() == [("bookmark-ahead", "follower reader")]


@only_sqlite
def test_a_row_of_the_queue_that_belongs_to_nothing_is_named(small_log):
    with undone():
        execute("INSERT INTO ledger_unsealed (entry_id) VALUES (1000003)")
        assert found() == [("queued-unknown", "entry 1000003")]
