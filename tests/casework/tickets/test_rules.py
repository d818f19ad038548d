"""The tables of the loop against what an official wrote down by hand, and what must always hold."""

import csv
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.rules import (
    Proposal,
    State,
    Step,
    Tries,
    checks,
    code,
    deeds,
    moves,
    needs,
    refusals,
)
from lianxin.casework.tickets.rules.words import ENDED, OPEN
from lianxin.foundation import codes
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.registers.residents.rules import mandates
from tests.make import MONDAY

UNIT = 7
HOUR = timedelta(hours=1)


def by(role: Role, unit_id: int = UNIT) -> Actor:
    return Actor(role=role, staff_id=1, unit_id=unit_id)


def standing(state: State, **more: Any) -> rules.Standing:
    """Return a ticket with which everything that a need could refuse is well."""
    well: dict[str, Any] = {
        "at": MONDAY,
        "lead_unit_id": UNIT,
        "pending_by": 2,
        "reach": "page",
        "privacy": "open",
        "due_at": MONDAY,
        "extensions_allowed": 1,
        "waiting_allowed": 10,
        "remind_at": MONDAY,
        "questions": 1,
        "reworks_allowed": 1,
        "assists": frozenset({UNIT}),
        "whistled": True,
        "mandate": mandate(),
        "named": True,
        "tried": [MONDAY, MONDAY + 5 * HOUR, MONDAY + 24 * HOUR],
    }
    return rules.Standing(state=state, **{**well, **more})


# How the written table says which case of a step it means: how often it was disputed or agreed to, how one is asked.
TIMES: dict[str, int] = {"first time": 0, "second time": 1}
REACH: dict[str, str] = {"by phone": "phone", "by page": "page"}
JOINED = {
    Step.LEAVE,
    Step.LET_GO,
    Step.REPLY_BY_MATTER,
}  # what only a ticket takes that has joined a matter
Key = tuple[Step, State, Role, str, str]


def written() -> dict[Key, tuple[State, str]]:
    """Return part C as the file written by hand has it: where each step leads, and by when the next."""
    table = {}
    with (Path(__file__).parent / "steps.csv").open() as file:
        for row in csv.DictReader(file):
            for source, role in product(row["from"].split(), row["roles"].split()):
                target = source if row["to"] == "=" else row["to"]
                key = (Step(row["step"]), State(source), Role(role), row["while"], row["case"])
                assert key not in table
                table[key] = (State(target), row["by when"])
    return table


@pytest.mark.parametrize(("times", "reach"), list(product(TIMES, REACH)))
@pytest.mark.parametrize("pending", ["", *Proposal])
def test_every_step_leads_where_the_written_table_says_and_nowhere_else(pending, times, reach):
    table, wrong = written(), []
    named = list(product(["", pending or "nothing"], ["", times, reach]))
    for step, state, role in product(set(Step) - {Step.RECEIVE}, State, Role):
        ticket = standing(
            state,
            pending=pending,
            reworks=TIMES[times],
            approved_by=TIMES[times] or None,
            reach=REACH[reach],
            matter_id=3 if step in JOINED else None,
            with_matter=step is Step.LET_GO,
            order_due_at=MONDAY if step is Step.ANSWER_ORDER else None,
            hurry_by=MONDAY if step is Step.ANSWER_HURRY else None,
            by_machine=step is Step.TAKE_BACK,
            sound_until=MONDAY if step is Step.WRITE_DOWN else None,
        )
        rows = [table.get((step, state, role, *names)) for names in named]
        expected = next((row for row in rows if row), None)
        try:
            move = rules.take(step, ticket, by(role))
            found = (move.target or state, str(move.limit or ""))
        except refusals.NotSilentYet:
            continue  # whom somebody could call is never silent
        except Refusal:
            found = None
        offered = step in rules.steps(ticket, by(role))
        if found != expected or offered != (found is not None and step not in moves.LATER):
            wrong.append((step, state, role, found, expected, offered))
    assert wrong == []


def test_every_step_has_a_verb_of_its_own():
    verbs = {(move.step, move.verb) for move in moves.TABLE if move.verb}
    assert len(verbs) == len({step for step, _ in verbs}) == len({verb for _, verb in verbs})


def test_whoever_proposed_something_does_not_decide_it():
    ticket = standing(State.RECEIVED, pending=Proposal.DECLINE, pending_by=1)
    with pytest.raises(refusals.SecondPersonNeeded):
        rules.take(Step.GRANT_DECLINE, ticket, by(Role.SUPERVISOR))


def mandate(**more: Any) -> mandates.Mandated:
    """Return a mandate with which everything is well but what is given."""
    well: dict[str, Any] = {
        "acts": frozenset(mandates.Act),
        "until": MONDAY + HOUR,
        "revoked_at": None,
    }
    return mandates.Mandated(**{**well, **more})


# A step, where the ticket stands, who takes it, and what stands against it.
UNTOLD = {"to_write_down": True}
REFUSED = [
    (Step.ACCEPT, State.RECEIVED, Role.AGENT, UNTOLD, "NotWrittenDown"),
    (Step.ANSWER, State.RECEIVED, Role.AGENT, UNTOLD, "NotWrittenDown"),
    (Step.DISPATCH, State.RECEIVED, Role.DISPATCHER, UNTOLD, "NotWrittenDown"),
    (Step.DISPATCH, State.RECEIVED, Role.SYSTEM, UNTOLD, "NotWrittenDown"),
    (Step.MEET, State.RECEIVED, Role.AGENT, UNTOLD, "NotWrittenDown"),
    (Step.SPLIT, State.RECEIVED, Role.AGENT, UNTOLD, "NotWrittenDown"),
    (Step.PROPOSE_DECLINE, State.RECEIVED, Role.AGENT, UNTOLD, "NotWrittenDown"),
    (Step.JOIN, State.RECEIVED, Role.AGENT, UNTOLD, "NotWrittenDown"),
    (Step.WRITE_DOWN, State.RECEIVED, Role.AGENT, {}, "NothingToHear"),
    (Step.ADD, State.HANDLING, Role.HELPER, {"mandate": None}, "NotMandated"),
    (
        Step.ADD,
        State.HANDLING,
        Role.HELPER,
        {"mandate": mandate(acts=frozenset({mandates.Act.FOLLOW}))},
        "NotMandated",
    ),
    (Step.ADD, State.HANDLING, Role.HELPER, {"mandate": mandate(covers=False)}, "NotMandated"),
    (Step.CONFIRM, State.FOLLOW_UP, Role.HELPER, {"mandate": mandate(until=MONDAY)}, "MandateOver"),
    (
        Step.DISPUTE,
        State.FOLLOW_UP,
        Role.HELPER,
        {"mandate": mandate(revoked_at=MONDAY)},
        "MandateRevoked",
    ),
    (Step.JOIN, State.RECEIVED, Role.AGENT, {"matter_id": 3}, "AlreadyJoined"),
    (Step.LEAVE, State.RECEIVED, Role.AGENT, {}, "NotJoined"),
    (Step.LET_GO, State.RECEIVED, Role.SYSTEM, {}, "NotJoined"),
    (
        Step.LEAVE,
        State.RECEIVED,
        Role.AGENT,
        {"matter_id": 3, "matter_open": False},
        "MatterNotOpen",
    ),
    (
        Step.ASK_RETURN,
        State.SIGNED,
        Role.UNIT_LEAD,
        {"return_until": MONDAY - HOUR},
        "ReturnTooLate",
    ),
    (Step.ASK_RETURN, State.SIGNED, Role.UNIT_LEAD, {"designated": True}, "Designated"),
    (Step.TAKE_BACK, State.SIGNED, Role.DISPATCHER, {"by_machine": False}, "DispatchedByPerson"),
    (
        Step.ASK_EXTENSION,
        State.HANDLING,
        Role.UNIT_LEAD,
        {"promise_at": MONDAY},
        "ExtensionTooLate",
    ),
    (Step.ASK_EXTENSION, State.HANDLING, Role.UNIT_LEAD, {"extensions": 1}, "ExtensionUsed"),
    (Step.ACCEPT, State.RECEIVED, Role.AGENT, {"accepted": True}, "AlreadyAccepted"),
    (Step.HURRY, State.HANDLING, Role.REQUESTER, {"hurry_by": MONDAY + HOUR}, "HurryWaits"),
    (Step.HURRY, State.HANDLING, Role.REQUESTER, {"hurry_from": MONDAY + HOUR}, "HurriedLately"),
    (Step.ANSWER_HURRY, State.HANDLING, Role.HANDLER, {"hurry_by": None}, "NobodyHurries"),
    (Step.ASK_RESIDENT, State.HANDLING, Role.HANDLER, {"waited": 10}, "WaitingUsed"),
    (
        Step.REMIND,
        State.WAITING_RESIDENT,
        Role.SYSTEM,
        {"remind_at": MONDAY + HOUR},
        "TimeNotOver",
    ),
    (Step.REMIND, State.WAITING_RESIDENT, Role.SYSTEM, {"remind_at": None}, "TimeNotOver"),
    (
        Step.END_WAITING,
        State.WAITING_RESIDENT,
        Role.SYSTEM,
        {"due_at": MONDAY + HOUR},
        "TimeNotOver",
    ),
    (Step.ASK_TERMINATION, State.HANDLING, Role.UNIT_LEAD, {"questions": 0}, "NeverAsked"),
    (Step.RELEASE_HOLD, State.HOLD, Role.SYSTEM, {"due_at": MONDAY + HOUR}, "TimeNotOver"),
    (Step.TRY_CALL, State.FOLLOW_UP, Role.CALLER, {}, "OnlyThroughThePlatform"),
    (
        Step.TRY_CALL,
        State.HANDLING,
        Role.HANDLER,
        {"reach": "phone", "privacy": "confidential"},
        "OnlyThroughThePlatform",
    ),
    (Step.GIVE_UP, State.FOLLOW_UP, Role.CALLER, {"tried": []}, "TriesNotEnough"),
    (Step.GIVE_UP, State.FOLLOW_UP, Role.SYSTEM, {"reach": "phone"}, "NotSilentYet"),
    (Step.GIVE_UP, State.FOLLOW_UP, Role.SYSTEM, {"due_at": MONDAY + HOUR}, "NotSilentYet"),
    (Step.ANSWER_WHISTLE, State.ESCALATED, Role.UNIT_LEAD, {"whistled": False}, "NoWhistle"),
    (
        Step.REPORT_STAGE,
        State.CO_HANDLING,
        Role.HANDLER,
        {"assists": frozenset({UNIT + 1})},
        "NotYourUnit",
    ),
    (
        Step.PROPOSE_EXCLUSION,
        State.CLOSED,
        Role.UNIT_LEAD,
        {"excluded_for": "no_basis"},
        "ExcludedAlready",
    ),
    (
        Step.PROPOSE_EXCLUSION,
        State.CLOSED,
        Role.UNIT_LEAD,
        {"exclusion_until": MONDAY - HOUR},
        "ExclusionTooLate",
    ),
    (
        Step.APPROVE_EXCLUSION,
        State.CLOSED,
        Role.SUPERVISOR,
        {"pending": "exclusion", "took_part": True},
        "ReviewerTookPart",
    ),
    (Step.SUPERVISE, State.HANDLING, Role.SUPERVISOR, {"order_due_at": MONDAY}, "OrderStands"),
    (Step.ANSWER_ORDER, State.HANDLING, Role.UNIT_LEAD, {}, "NoOrder"),
    (Step.READ_NOTE, State.HANDLING, Role.HANDLER, {"named": False}, "NothingToRead"),
    (Step.RATE, State.CLOSED, Role.REQUESTER, {"rating": 3}, "AlreadyRated"),
    (Step.OBJECT, State.CLOSED, Role.REQUESTER, {"objections": 1}, "ObjectionUsed"),
    (
        Step.OBJECT,
        State.CLOSED,
        Role.REQUESTER,
        {"objection_until": MONDAY - HOUR},
        "ObjectionTooLate",
    ),
    (Step.ASK_ERASURE, State.CLOSED, Role.REQUESTER, {}, "NothingAgainstErasure"),
    (Step.ASK_ERASURE, State.HANDLING, Role.SYSTEM, {}, "NothingAsked"),
    (
        Step.ASK_ERASURE,
        State.HANDLING,
        Role.REQUESTER,
        {"erase_by": MONDAY + HOUR},
        "ErasurePromised",
    ),
    (Step.ASK_RIGHT, State.CLOSED, Role.REQUESTER, {"asked_right": "access"}, "RightAsked"),
    (Step.ANSWER_RIGHT, State.CLOSED, Role.SUPERVISOR, {}, "NothingAsked"),
    (
        Step.ARCHIVE,
        State.CLOSED,
        Role.REQUESTER,
        {"objection_until": MONDAY + HOUR},
        "KeptToObject",
    ),
    (
        Step.DISMISS,
        State.CLOSED,
        Role.SUPERVISOR,
        {"pending": "objection", "took_part": True},
        "ReviewerTookPart",
    ),
]


@pytest.mark.parametrize(("step", "state", "role", "facts", "no"), REFUSED)
def test_a_need_refuses_the_step_and_its_offer(step, state, role, facts, no):
    ticket = standing(state, **facts)
    assert type(rules.against(step, ticket, by(role))).__name__ == no
    assert step not in rules.steps(ticket, by(role))


@pytest.mark.parametrize("role", sorted(IN_A_UNIT))
def test_only_the_lead_unit_works_a_ticket(role):
    ticket = standing(State.DISPATCHED, lead_unit_id=UNIT + 1)
    with pytest.raises(refusals.NotYourUnit):
        rules.take(Step.SIGN, ticket, by(role))
    assert set(rules.steps(ticket, by(role))) == {Step.NOTE, Step.READ_NOTE}  # by whoever sees it


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
    assert reached == set(State)


def test_open_and_ended_states_share_nothing_and_miss_nothing():
    assert OPEN | ENDED | {State.ARCHIVED} == set(State)
    assert not OPEN & ENDED


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
        needs.enough(made, Tries())
    else:
        with pytest.raises(refusals.TriesNotEnough):
            needs.enough(made, Tries())


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
    spelt = codes.spell(bits, code.CODE_LENGTH)
    assert len(spelt) == 12
    sloppy = codes.grouped(spelt).lower().replace("0", "o").replace("1", "l")
    assert codes.normal(sloppy) == spelt


def test_replay_takes_the_newest_word_on_each_column():
    at: datetime = MONDAY
    entries: list[dict[str, object]] = [
        {"state": "received", "due_at": at},
        {"state": "dispatched", "reason": "x"},
    ]
    assert deeds.replay(entries) == {"state": "dispatched", "due_at": at}


@pytest.mark.parametrize("words", ["", " \n", "\u200b\u3164\u2800", "\u202e\ufeff"])
def test_who_owes_an_explanation_and_gives_none_that_can_be_read_is_refused(words):
    with pytest.raises(refusals.WordsMissing):
        checks.said("reply", "", words)
    assert checks.said("", "note", words) == {}
    assert checks.said("reply", "", f"{words}已修好") == {"reply": f"{words}已修好"}
