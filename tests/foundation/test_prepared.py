"""Prepared statements and what a process remembers for a second."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.foundation import memory, prepared
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def test_a_statement_gives_its_rows_on_either_database():
    assert prepared.execute("SELECT %s + 1, 'a'", [41]) == [(42, "a")]


def test_postgresql_keeps_the_plan_for_the_next_time():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's driver keeps its statements by itself")
    for _ in range(2):
        prepared.execute("SELECT %s + 2", [40])
    kept = "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement = %s"
    assert prepared.execute(kept, ["SELECT $1 + 2"]) == [(2,)]


def test_a_value_is_bound_and_never_read_as_sql():
    said = "'; DROP TABLE tickets_ticket; --"
    assert prepared.execute("SELECT length(%s)", [said]) == [(len(said),)]


def test_a_row_is_read_by_its_key_like_the_orm_reads_it():
    Session.objects.create(session_key="a", session_data="said", expire_date=MONDAY)
    assert prepared.by_key(Session, "b") is None
    found = prepared.by_key(Session, "a")
    assert found is not None
    assert (found.session_data, found.expire_date) == ("said", MONDAY)
    assert not found._state.adding


def test_whoever_counts_statements_sees_these_too():
    with CaptureQueriesContext(connection) as asked:
        prepared.execute("SELECT 1")
    assert len(asked) == 1


def test_a_process_asks_once_a_second_and_again_after_it():
    asked = []

    @memory.for_a_second
    def read() -> int:
        asked.append(1)
        return len(asked)

    assert [read(MONDAY), read(MONDAY + timedelta(milliseconds=900))] == [1, 1]
    assert read(MONDAY + timedelta(seconds=1)) == 2
    memory.forget()
    assert read(MONDAY + timedelta(seconds=1)) == 3


def test_what_is_kept_is_read_again_only_where_its_stamp_is_another():
    stamps, reads = ["one"], []

    @memory.while_unchanged(lambda: stamps[-1])
    def read() -> int:
        reads.append(1)
        return len(reads)

    assert [read(), read()] == [1, 1]
    stamps.append("two")
    assert [read(), read()] == [2, 2]
    stamps.pop()  # rolled back
    assert [read(), read()] == [3, 3]


def test_what_somebody_changes_while_it_is_read_is_read_again():
    stamps, reads = ["one"], []

    @memory.while_unchanged(lambda: stamps[-1])
    def read() -> str:
        reads.append(stamps[-1])
        if len(reads) == 1:
            stamps.append("two")  # somebody else's deed commits meanwhile
        return reads[-1]

    assert [read(), read()] == ["two", "two"]
    assert reads == ["one", "two"]
