"""The columnar record on the real ledger: kept, read, made anew, stopped, damaged."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.forms.models import model_to_dict

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.followers.insight import actions, files, manifest
from lianxin.followers.insight.queries import Reader
from lianxin.followers.insight.rules import columns, merging
from lianxin.followers.insight.rules.refusals import (
    RecordDamaged,
    RecordMissing,
    RecordOfAnotherLog,
    RecordOfAnotherShape,
)
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Bookmark, Entry
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    town.built()
    return tmp_path / "record"


def some(first: int, count: int) -> None:
    """Take some requests in, over two months, each brought a little further than the one before."""
    for number in range(first, first + count):
        at = MONDAY + DAY * (number % 12)
        ticket = town.received(at=at, key=f"insight-{number}")
        if number % 3:
            ticket = did(town.dispatched(ticket, at=at), tickets.sign, "handler", at=at)
        if number % 3 == 2:
            did(ticket, tickets.ask_return, "lead", at=at, words="不是我们的")


def sealed() -> None:
    while ledger.seal():
        pass


def kept(folder: Path, limit: int = 1000) -> int:
    sealed()
    done = 0
    while came := actions.keep(folder=folder, at=MONDAY, limit=limit):
        done += came
    return done


def remade(folder: Path, limit: int = 1000) -> None:
    sealed()
    actions.begin(folder=folder)
    while actions.go_on(folder=folder, at=MONDAY, limit=limit):
        pass


def rows(folder: Path) -> Rows:
    """Return all that a reader sees."""
    cursor = Reader(folder).cursor()
    return {
        table: cursor.table(table).order("ALL").to_arrow_table().to_pylist()
        for table in columns.TABLES
    }


def test_a_row_is_what_the_ticket_is(folder: Path):
    some(0, 6)
    kept(folder)
    found = {row["ticket"]: row for row in rows(folder)["tickets"]}
    assert set(found) == set(Ticket.objects.values_list("pk", flat=True))
    for ticket in Ticket.objects.all():
        row = found[ticket.pk]
        stands = model_to_dict(ticket) | {
            "category_id": ticket.category_id,
            "grid_id": ticket.grid_id,
        }
        shared = set(stands) & set(row) - {"seq"}
        assert {"state", "promise_at", "extensions"} <= shared
        assert {name: row[name] or None for name in shared} == {
            name: stands[name] or None for name in shared
        }
        assert row["entries"] == ticket.seq


def test_every_entry_about_a_request_is_an_event_once(folder: Path):
    some(0, 4)
    total = kept(folder, limit=3)
    assert total == Entry.objects.count()
    about = Entry.objects.filter(about="ticket")
    found = rows(folder)["events"]
    assert sorted((one["ticket"], one["seq"], one["verb"]) for one in found) == sorted(
        about.values_list("about_id", "seq", "verb")
    )
    assert Bookmark.objects.get(name="insight").position == total


@pytest.mark.parametrize("limit", [1, 2, 7, 1000])
def test_a_record_made_anew_equals_the_one_that_was_kept(folder: Path, limit: int):
    some(0, 5)
    kept(folder, limit=limit)
    some(5, 4)
    kept(folder, limit=limit)
    before = rows(folder)
    remade(folder, limit=2)
    assert rows(folder) == before
    assert manifest.read(folder).generation == 2


def test_months_have_few_files_and_readers_see_each_request_once(folder: Path):
    some(0, 8)
    kept(folder, limit=1)
    listed = manifest.read(folder)
    assert listed.retired  # some were merged
    assert all(
        len(months[month]) <= merging.MOST for months in listed.files.values() for month in months
    )
    found = [row["ticket"] for row in rows(folder)["tickets"]]
    assert len(found) == len(set(found)) == Ticket.objects.count()


def test_a_reader_sees_what_was_added_and_one_that_is_reading_is_not_disturbed(folder: Path):
    some(0, 2)
    kept(folder)
    reader = Reader(folder)
    early = reader.cursor()
    assert early.execute("SELECT count(*) FROM tickets").fetchall() == [(2,)]
    pending = early.execute("SELECT ticket FROM tickets")
    some(2, 3)
    kept(folder)
    assert len(pending.fetchall()) == 2
    assert reader.cursor().execute("SELECT count(*) FROM tickets").fetchall() == [(5,)]


def test_files_are_gone_once_nobody_can_be_reading_them(folder: Path):
    some(0, 8)
    kept(folder, limit=1)
    retired = {path for path, _ in manifest.read(folder).retired}
    assert retired
    assert all((folder / path).exists() for path in retired)
    some(8, 1)
    sealed()
    actions.keep(folder=folder, at=MONDAY + manifest.GRACE)
    assert not any((folder / path).exists() for path in retired)
    assert len(rows(folder)["tickets"]) == 9


def test_files_of_a_writing_that_was_stopped_are_neither_read_nor_kept(folder: Path):
    some(0, 2)
    kept(folder)
    before = rows(folder)
    stray = folder / "g1/tickets/month=2026-11/000000000999.parquet"
    content = next(iter((folder / "g1/tickets").rglob("*.parquet"))).read_bytes()
    stray.write_bytes(content)
    assert rows(folder) == before
    some(2, 1)
    kept(folder)
    assert not stray.exists()


def test_without_a_record_there_is_a_word_for_it(folder: Path):
    with pytest.raises(RecordMissing):
        Reader(folder).cursor()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"shape": 1}', b"\xff\xfe"])
def test_a_list_that_cannot_be_read_is_refused_by_name(folder: Path, content: bytes):
    some(0, 1)
    kept(folder)
    (folder / manifest.NAME).write_bytes(content)
    with pytest.raises((RecordDamaged, RecordOfAnotherShape)):
        Reader(folder).cursor()
    with pytest.raises((RecordDamaged, RecordOfAnotherShape)):
        actions.keep(folder=folder, at=MONDAY)
    remade(folder)
    assert len(rows(folder)["tickets"]) == 1


def test_a_record_of_another_version_is_refused_until_it_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    some(0, 2)
    kept(folder)
    fewer = {**columns.TABLES, "events": columns.EVENTS[:-1]}
    with monkeypatch.context() as other:
        other.setattr(columns, "TABLES", fewer)
        with pytest.raises(RecordOfAnotherShape):
            actions.keep(folder=folder, at=MONDAY)
    assert len(rows(folder)["tickets"]) == 2


def test_a_record_of_another_log_is_not_gone_on_with(folder: Path):
    some(0, 2)
    kept(folder)
    other = replace(manifest.read(folder), leaf="00" * 32)
    manifest.commit(folder, other)
    with pytest.raises(RecordOfAnotherLog):
        actions.keep(folder=folder, at=MONDAY)
    ahead = replace(other, position=other.position + 100)
    manifest.commit(folder, ahead)  # a backup was brought back that is older than the record
    with pytest.raises(RecordOfAnotherLog):
        actions.keep(folder=folder, at=MONDAY)


def test_a_disk_that_is_full_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch):
    some(0, 2)
    kept(folder)
    before = rows(folder)
    some(2, 2)
    sealed()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            actions.keep(folder=folder, at=MONDAY)
    assert rows(folder) == before
    kept(folder)
    assert len(rows(folder)["tickets"]) == 4


def test_files_say_what_stands_in_their_columns(folder: Path):
    assert files.SCHEMAS["tickets"].field("waited").metadata == {
        b"says": b"for how many days, in all"
    }
