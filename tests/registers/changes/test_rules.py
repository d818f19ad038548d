"""What differs between two tables, what would undo it, and who decides."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.foundation.refusal import NotAllowed, Refusal
from lianxin.registers.changes import rules
from lianxin.registers.changes.rules import Difference, Kind, Register, State, refusals
from tests.make import MONDAY

ROWS = st.dictionaries(st.sampled_from(["name", "phone"]), st.sampled_from(["", "a", "b"]))
TABLES = st.dictionaries(st.sampled_from("ABCDE"), ROWS, max_size=5)
ADMIN = Actor(role=Role.ADMINISTRATOR, staff_id=1)
TODAY = MONDAY.date()


@given(before=TABLES, after=TABLES)
def test_differences_worked_in_always_lead_to_the_other_table(before, after):
    found = rules.between(before, after)
    rules.checked(before, found)
    merged = rules.merged(before, found)
    said = sorted(sorted(filter(None, row.values())) for row in after.values())
    assert sorted(sorted(filter(None, row.values())) for row in merged) == said


@given(before=TABLES, after=TABLES)
def test_the_inverse_of_differences_always_leads_back(before, after):
    there = rules.between(before, after)
    now = {**before, **{one.key: one.after for one in there if one.after is not None}}
    for one in there:
        if one.after is None:
            now.pop(one.key)
    back = rules.inverse(there)
    rules.checked(now, back)
    assert rules.between(now, before) or not there
    assert rules.inverse(back) == there


def test_a_row_that_says_the_same_since_another_day_is_no_difference():
    old = {"A": {"name": "甲", "valid_from": "2020-01-01"}}
    new = {"A": {"name": "甲", "valid_from": "2026-01-01"}}
    assert rules.between(old, new) == []


def test_differences_from_another_state_are_refused():
    wanted = Difference(kind=Kind.CHANGED, key="A", before={"name": "a"}, after={"name": "b"})
    with pytest.raises(refusals.RowMovedOn):
        rules.checked({"A": {"name": "c"}}, [wanted])
    with pytest.raises(refusals.RowMovedOn):
        rules.checked({}, [wanted])


def changed(**columns: str) -> Difference:
    return Difference(kind=Kind.CHANGED, key="A", before={}, after=columns)


@pytest.mark.parametrize(
    ("register", "one", "expected"),
    [
        (Register.CATALOGUE, changed(legal_basis="x"), True),
        (Register.DUTIES, changed(title="x"), True),
        (Register.LIMITS, Difference(kind=Kind.ADDED, key="A", after={}), True),
        (Register.UNITS, changed(phone="1"), False),
        (Register.UNITS, changed(division_code="1"), True),
        (Register.UNITS, Difference(kind=Kind.ADDED, key="A", after={"kind": "x"}), False),
        (Register.UNITS, Difference(kind=Kind.ENDED, key="A", before={}), True),
        (Register.CATEGORIES, changed(name="x"), False),
        (Register.CATEGORIES, changed(parent_code="x"), True),
        (Register.GRIDS, changed(name="x"), False),
        (Register.STAFF, changed(grid_codes="x"), False),
        (Register.CALENDAR, changed(kind="x"), False),
        (Register.CATALOGUE, Difference(kind=Kind.REFUSED, key=""), False),
    ],
)
def test_a_second_person_decides_where_somebody_else_becomes_responsible(register, one, expected):
    assert rules.needs_second(register, [one], ADMIN, in_service=True) is expected
    assert not rules.needs_second(register, [one], ADMIN, in_service=False)


def test_what_a_supervisor_brings_in_always_goes_to_a_second_person():
    supervisor = Actor(role=Role.SUPERVISOR, staff_id=2)
    assert rules.needs_second(Register.CATALOGUE, [], supervisor, in_service=False)


@pytest.mark.parametrize("role", sorted(STAFF))
@pytest.mark.parametrize("register", list(Register))
def test_only_administrators_and_for_dispatching_supervisors_bring_changes_in(role, register):
    may = role is Role.ADMINISTRATOR or (
        role is Role.SUPERVISOR and register in (Register.CATALOGUE, Register.DUTIES)
    )
    by = Actor(role=role, staff_id=1)
    if may:
        rules.authors_only(by, register)
    else:
        with pytest.raises(NotAllowed):
            rules.authors_only(by, register)


@pytest.mark.parametrize(
    ("role", "staff_id", "division", "expected"),
    [
        (Role.ADMINISTRATOR, 2, "", None),
        (Role.SUPERVISOR, 2, "9901", None),
        (Role.SUPERVISOR, 2, "990101", None),
        (Role.SUPERVISOR, 2, "990102", NotAllowed),  # looks after another district
        (Role.SUPERVISOR, 2, "990101001", NotAllowed),  # looks after a part only
        (Role.SUPERVISOR, 1, "", refusals.OwnProposal),
        (Role.DISPATCHER, 2, "", NotAllowed),
        (Role.SYSTEM, None, "", NotAllowed),
    ],
)
def test_the_second_person_is_somebody_else_who_looks_after_the_whole(
    role: Role, staff_id: int | None, division: str, expected: type[Refusal] | None
):
    by = Actor(role=role, staff_id=staff_id, division=division)
    if expected is None:
        rules.deciders_only(by, hands={1}, scope="990101")
    else:
        with pytest.raises(expected):
            rules.deciders_only(by, hands={1}, scope="990101")


@pytest.mark.parametrize("state", list(State))
def test_a_change_is_decided_only_while_it_waits(state):
    if state is State.WAITING:
        rules.still(state, "decide")
    else:
        with pytest.raises(refusals.ChangeDecided):
            rules.still(state, "decide")


def test_no_change_begins_yesterday():
    rules.begins(TODAY, TODAY)
    with pytest.raises(refusals.ChangeInThePast):
        rules.begins(TODAY - timedelta(days=1), TODAY)


def test_a_whole_list_with_a_bad_row_and_a_change_of_nothing_are_not_sent():
    refused = Difference(kind=Kind.REFUSED, key="", line=3, code="name-missing")
    added = Difference(kind=Kind.ADDED, key="A", after={})
    rules.sendable(Register.GRIDS, [refused, added])
    with pytest.raises(refusals.RowsRefused):
        rules.sendable(Register.CATALOGUE, [refused, added])
    for nothing in ([], [refused]):
        with pytest.raises(refusals.NothingChanges):
            rules.sendable(Register.GRIDS, nothing)
