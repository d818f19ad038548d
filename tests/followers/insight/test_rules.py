"""What stands in the record, how entries make a row, and when files are merged."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets.models import Ticket
from lianxin.followers.insight.rules import columns, folding, merging
from lianxin.followers.insight.rules.folding import Told

AT = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai, on 1 November
PERSONAL = (
    "staff",
    "name",
    "phone",
    "contact_",
    "text",
    "words",
    "title",
    "mandate",
    "salt",
    "address",
)


def told(verb: str, *, seq: int, hours: int = 0, **facts: object) -> Told:
    at = AT + timedelta(hours=hours)
    return Told(100 + seq, 7, seq, verb, at, "handler", 3, imported=False, facts=facts)


STORY = [
    told("ticket.received", seq=1, state="received", received_at=AT.isoformat(), category_id=5),
    told("ticket.dispatched", seq=2, hours=1, state="dispatched", lead_unit_id=8, category_id=6),
    told("ticket.return_asked", seq=3, hours=2, pending="return"),
    told("ticket.return_granted", seq=4, hours=3, state="dispatched", lead_unit_id=9),
    told("ticket.signed", seq=5, hours=4, state="signed"),
    told("ticket.replied", seq=6, hours=5, state="replied"),
    told("ticket.audit_passed", seq=7, hours=6, state="follow_up"),
    told("ticket.disputed", seq=8, hours=7, state="rework", rework_count=1),
    told("ticket.replied", seq=9, hours=8, state="replied"),
    told("ticket.confirmed", seq=10, hours=9, state="closed", ended_at=AT.isoformat(), rating=4),
]


def test_the_newest_fact_of_a_column_stands_in_it_and_firsts_stay():
    row, _ = folding.fold(STORY)
    assert (row["state"], row["lead_unit_id"], row["rating"]) == ("closed", 9, 4)
    assert (row["dispatches"], row["returns_asked"], row["returns_granted"]) == (2, 1, 1)
    assert row["replied_at"] == AT + timedelta(hours=5)
    assert row["answered_at"] == AT + timedelta(hours=6)
    assert (row["entries"], row["position"], row["rework_count"]) == (10, 110, 1)


def test_a_step_is_due_as_of_the_first_time_it_was_waited_for():
    def due(hours: int) -> str:
        return (AT + timedelta(hours=hours)).isoformat()

    story = [
        told("ticket.received", seq=1, state="received", due_at=due(1)),
        told(
            "ticket.dispatched", seq=2, hours=1, state="dispatched", lead_unit_id=8, due_at=due(3)
        ),
        told(
            "ticket.return_granted",
            seq=3,
            hours=2,
            state="dispatched",
            lead_unit_id=9,
            due_at=due(5),
        ),
        told("ticket.signed", seq=4, hours=4, state="signed", due_at=due(9)),
        told("ticket.contacted", seq=5, hours=5, state="handling", due_at=due(50)),
        told("ticket.extended", seq=6, hours=6, state="handling", due_at=due(90), extensions=1),
        told("ticket.replied", seq=7, hours=60, state="replied", due_at=due(70)),
        told("ticket.audit_failed", seq=8, hours=61, state="handling", due_at=due(90)),
        told("ticket.replied", seq=9, hours=62, state="replied", due_at=due(80)),
    ]
    row, _ = folding.fold(story)
    hours = {
        name: (row[name] - AT) // timedelta(hours=1)
        for name in row
        if name.startswith("due_") and row[name]
    }
    assert hours == {
        "due_dispatch": 1,
        "due_sign": 5,
        "due_contact": 9,
        "due_reply": 90,
        "due_review": 70,
    }
    assert row["first_dispatched_at"] == AT + timedelta(hours=1)
    assert row["reviewed_at"] == AT + timedelta(hours=61)
    assert (row["due_follow_up"], row["followed_up_at"]) == (None, None)


def test_whose_it_was_when_it_was_given_stays_where_functions_move():
    moved = [
        told("ticket.received", seq=1, state="received"),
        told("ticket.dispatched", seq=2, state="dispatched", lead_unit_id=8),
        told("ticket.moved", seq=3, lead_unit_id=9, led=True),
        told("ticket.ordered", seq=4, lead_unit_id=9),
    ]
    row, _ = folding.fold(moved)
    assert (row["lead_unit_id"], row["given_unit_id"]) == (9, 8)


def test_days_are_those_of_shanghai():
    row, events = folding.fold(STORY)
    assert row["received_on"] == row["ended_on"] == date(2026, 11, 1)
    assert {one["on"] for one in events} == {date(2026, 11, 1)}


def test_an_event_says_whose_the_request_was_from_then_on():
    _, events = folding.fold(STORY)
    assert [one["lead_unit_id"] for one in events[:5]] == [None, 8, 8, 9, 9]
    assert [one["category_id"] for one in events[:2]] == [5, 6]


def test_every_row_has_the_columns_of_its_table():
    row, events = folding.fold(STORY[:1])
    assert set(row) == {one.name for one in columns.TICKETS}
    assert set(events[0]) == {one.name for one in columns.EVENTS}


def test_no_column_holds_a_text_a_contact_or_a_person():
    named = {one.name for table in columns.TABLES.values() for one in table}
    assert [name for name in named if any(one in name for one in PERSONAL)] == []
    texts = {
        field.name for field in Ticket._meta.get_fields() if "text" in type(field).__name__.lower()
    }
    assert named & texts == set()


def test_a_record_of_other_columns_has_another_signature(monkeypatch: pytest.MonkeyPatch):
    before = columns.signature()
    fewer = {**columns.TABLES, "tickets": columns.TICKETS[:-1]}
    monkeypatch.setattr(columns, "TABLES", fewer)
    assert columns.signature() != before


@given(st.lists(st.integers(1, 1000), max_size=300))
def test_a_month_never_has_many_files_and_rows_are_seldom_written_again(added: list[int]):
    files: list[int] = []
    written = 0
    for rows in added:
        files.append(rows)
        written += rows
        begin = merging.merged(files)
        if begin < len(files):
            written += sum(files[begin:])
            files[begin:] = [sum(files[begin:])]
        assert len(files) <= merging.MOST
    assert sum(files) == sum(added)
    assert written <= sum(added) * 12
