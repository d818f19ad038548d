"""The tables of the loop against what an official wrote down by hand, and what must always hold."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.rules import State, Step, code, deeds, moves, refusals
from lianxin.casework.tickets.rules.checks import (
    Tries,
    enough_tries,
    may_extend,
    may_object,
    may_return,
)
from lianxin.casework.tickets.rules.words import ENDED, OPEN
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import NotAllowed
from tests.make import MONDAY

UNIT = 7


def by(role: Role, unit_id: int = UNIT) -> Actor:
    return Actor(role=role, staff_id=1, unit_id=unit_id)


def written() -> dict[tuple[Step, State, Role], State]:
    """Return part C as the file written by hand has it."""
    table = {}
    with (Path(__file__).parent / "steps.csv").open() as file:
        for row in csv.DictReader(file):
            for source in row["from"].split():
                for role in row["roles"].split():
                    target = source if row["to"] == "=" else row["to"]
                    table[Step(row["step"]), State(source), Role(role)] = State(target)
    return table


def test_every_step_leads_where_the_written_table_says_and_nowhere_else():
    expected = written()
    wrong = []
    for step in set(Step) - {Step.RECEIVE}:
        for state in State:
            for role in Role:
                standing = rules.Standing(state=state, lead_unit_id=UNIT)
                try:
                    found = rules.take(step, standing, by(role))
                except (refusals.WrongMoment, NotAllowed):
                    found = None
                if found != expected.get((step, state, role)):
                    wrong.append((step, state, role, found))
    assert wrong == []


@pytest.mark.parametrize("role", sorted(IN_A_UNIT))
def test_only_the_lead_unit_works_a_ticket(role):
    standing = rules.Standing(state=State.DISPATCHED, lead_unit_id=UNIT + 1)
    with pytest.raises(refusals.NotYourUnit):
        rules.take(Step.SIGN, standing, by(role))
    assert rules.steps(standing, by(role)) == []


def test_every_state_but_the_archive_has_a_way_on_and_every_state_can_be_reached():
    leaves = {
        source
        for move in moves.TABLE
        for source in move.sources
        if move.target not in (None, source)
    }
    assert leaves == set(State) - {State.ARCHIVED}
    reached, new = set(), {State.RECEIVED}
    while new:
        reached |= new
        new = {m.target for m in moves.TABLE if m.target and m.sources & reached} - reached
    assert reached | {State.REWORK} == set(State)


def test_open_and_ended_states_share_nothing_and_miss_nothing():
    assert OPEN | ENDED | {State.ARCHIVED} == set(State)
    assert not OPEN & ENDED


def test_a_second_dispute_goes_to_a_supervisor():
    assert rules.disputed(0, allowed=1) is State.REWORK
    assert rules.disputed(1, allowed=1) is State.ESCALATED


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "enough"),
    [
        ([0, 5, 24], True),  # morning and afternoon of one day, the next morning
        ([0, 1, 2], False),  # one morning
        ([0, 24, 48], False),  # always at the same time of day
        ([0, 29], False),  # two tries only
    ],
)
def test_nobody_is_unreachable_before_three_tries_at_different_times_on_two_days(hours, enough):
    made = [MONDAY + HOUR * hour for hour in hours]
    if enough:
        enough_tries(made, Tries())
    else:
        with pytest.raises(refusals.TriesNotEnough):
            enough_tries(made, Tries())


def test_windows_close():
    later = MONDAY + HOUR
    with pytest.raises(refusals.ReturnTooLate):
        may_return(designated=False, until=MONDAY, at=later)
    with pytest.raises(refusals.Designated):
        may_return(designated=True, until=later, at=MONDAY)
    with pytest.raises(refusals.ExtensionTooLate):
        may_extend(used=0, allowed=1, promise=MONDAY, at=MONDAY)
    with pytest.raises(refusals.ExtensionUsed):
        may_extend(used=1, allowed=1, promise=later, at=MONDAY)
    with pytest.raises(refusals.ObjectionTooLate):
        may_object(until=MONDAY, used=0, at=later)
    with pytest.raises(refusals.ObjectionUsed):
        may_object(until=later, used=1, at=MONDAY)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_is_understood_however_it_is_spaced(ticket_id):
    number = code.number(ticket_id)
    assert code.ticket_id(f" {number[:3]}-{number[3:]} ") == ticket_id


@given(st.integers(min_value=0, max_value=10**9 - 1), st.integers(0, 9), st.integers(1, 9))
def test_one_mistyped_digit_of_a_number_is_always_found(ticket_id, place, more):
    digits = list(code.number(ticket_id))
    digits[place] = str((int(digits[place]) + more) % 10)
    assert code.ticket_id("".join(digits)) is None


@given(st.binary(min_size=8, max_size=32))
def test_a_query_code_is_understood_as_it_is_misheard(bits):
    spelt = code.spell(bits)
    assert len(spelt) == 12
    sloppy = code.grouped(spelt).lower().replace("0", "o").replace("1", "l")
    assert code.normal(sloppy) == spelt


def test_replay_takes_the_newest_word_on_each_column():
    at: datetime = MONDAY
    entries: list[dict[str, object]] = [
        {"state": "received", "due_at": at},
        {"state": "dispatched", "reason": "x"},
    ]
    assert deeds.replay(entries) == {"state": "dispatched", "due_at": at}
