"""Prepared statements, on either database."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.foundation import prepared
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
