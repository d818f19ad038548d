"""Random people take random steps through the real actions; what must always hold, holds."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.promises import as_it_stands
from lianxin.casework.tickets.rules import State, Step, moves
from lianxin.casework.tickets.rules.words import ENDED, PAUSED, Revisited
from lianxin.foundation import memory
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.foundation.time import day_of
from tests.casework.matters import scene
from tests.casework.tickets import mandated, town
from tests.make import MONDAY

PEOPLE = [
    "requester",
    "helper",
    "agent",
    "dispatcher",
    "supervisor",
    "reviewer",
    "caller",
    "auditor",
    "admin",
    "handler",
    "lead",
    "stranger",
    "hewan-handler",
    "hewan-lead",
    "grid",
    "system",
]
WORDS = st.sampled_from(["路灯还是不亮", "已换灯泡，请看看", "😀 <b>粗体</b> =1+1", "مرحبا"])
HELP = {"category_id": 0, "kind": rules.Kind.HELP, "grid_id": None}

# What each step's action takes beside ticket, actor, moment and key; `words` where it says something.
DEEDS: dict[Step, tuple[Any, dict[str, object]]] = {
    Step.ADD: (actions.add, {"words": ""}),
    Step.BLANK: (actions.blank, {"words": "", "stretch": "路灯"}),
    Step.HURRY: (actions.hurry, {"words": ""}),
    Step.ANSWER_HURRY: (actions.answer_hurry, {"words": ""}),
    Step.WRITE_DOWN: (actions.write_down, {"what": "路灯不亮"}),
    Step.ACCEPT: (actions.accept, HELP),
    Step.SPLIT: (
        actions.split,
        {"what": "还有垃圾没人清", "where": "", "grid_id": None, "division_code": ""},
    ),
    Step.ANSWER: (actions.answer, {"words": "", "category_id": None}),
    Step.HAND_OFF: (actions.hand_off, {"words": "", "line": rules.Line.MEDICAL}),
    Step.PROPOSE_DECLINE: (
        actions.propose_decline,
        {"words": "", "reason": rules.Decline.LEGAL_CHANNEL},
    ),
    Step.GRANT_DECLINE: (actions.grant_decline, {}),
    Step.REFUSE_DECLINE: (actions.refuse_decline, {"words": ""}),
    Step.DISPATCH: (actions.dispatch, {**HELP, "lead_unit_id": None, "words": ""}),
    Step.SIGN: (actions.sign, {}),
    Step.ASK_RETURN: (actions.ask_return, {"words": ""}),
    Step.GRANT_RETURN: (
        actions.grant_return,
        {"category_id": None, "lead_unit_id": -1, "words": ""},
    ),
    Step.REFUSE_RETURN: (actions.refuse_return, {"words": ""}),
    Step.CONTACT: (actions.contact, {"way": rules.Way.PAGE, "words": ""}),
    Step.ASK_EXTENSION: (actions.ask_extension, {"days": 3, "words": ""}),
    Step.GRANT_EXTENSION: (actions.grant_extension, {}),
    Step.REFUSE_EXTENSION: (actions.refuse_extension, {"words": ""}),
    Step.MEET: (actions.meet, {"words": "", "unit_ids": -1}),
    Step.CO_HANDLE: (actions.co_handle, {"words": "", "unit_ids": -1}),
    Step.REPORT_STAGE: (actions.report_stage, {"words": "", "finished": True}),
    Step.CO_HANDLED: (actions.co_handled, {"words": ""}),
    Step.WHISTLE: (actions.whistle, {"words": "", "unit_ids": -1}),
    Step.ANSWER_WHISTLE: (
        actions.answer_whistle,
        {"words": "", "helped": 4, "came_unit_ids": []},
    ),
    Step.ASK_HOLD: (
        actions.ask_hold,
        {"reason": rules.Hold.SEASON, "words": "", "plan": "开春施工", "next_on": None},
    ),
    Step.PUT_ON_HOLD: (actions.put_on_hold, {}),
    Step.REFUSE_HOLD: (actions.refuse_hold, {"words": ""}),
    Step.TAKE_BACK: (actions.take_back, {}),
    Step.RELEASE_HOLD: (actions.release_hold, {"words": ""}),
    Step.ASK_RESIDENT: (actions.ask_resident, {"words": ""}),
    Step.REMIND: (actions.remind, {}),
    Step.RESIDENT_ANSWERS: (actions.resident_answers, {"words": ""}),
    Step.END_WAITING: (actions.end_waiting, {}),
    Step.ASK_TERMINATION: (actions.ask_termination, {"words": ""}),
    Step.TERMINATE: (actions.terminate, {"words": ""}),
    Step.REFUSE_TERMINATION: (actions.refuse_termination, {"words": ""}),
    Step.REPLY: (actions.reply, {"words": ""}),
    Step.PASS_AUDIT: (actions.pass_audit, {}),
    Step.FAIL_AUDIT: (actions.fail_audit, {"words": ""}),
    Step.TRY_CALL: (
        actions.try_call,
        {"words": "", "result": rules.Attempt.WRONG_NUMBER, "way": rules.Way.VISIT},
    ),
    Step.GIVE_UP: (actions.give_up, {}),
    Step.CONFIRM: (
        actions.confirm,
        {"outcome": rules.Outcome.RESOLVED, "rating": 4, "words": ""},
    ),
    Step.DISPUTE: (actions.dispute, {"words": ""}),
    Step.SEND_BACK: (actions.send_back, {"lead_unit_id": None, "words": ""}),
    Step.EXPLAIN: (actions.explain, {"words": ""}),
    Step.RATE: (actions.rate, {"rating": 3, "words": ""}),
    Step.OBJECT: (actions.object_to, {"words": ""}),
    Step.UPHOLD: (actions.uphold, {"words": ""}),
    Step.DISMISS: (actions.dismiss, {"words": ""}),
    Step.WITHDRAW: (actions.withdraw, {"words": ""}),
    Step.RECOMPUTE: (actions.recompute, {}),
    Step.ARCHIVE: (actions.erase, {}),
    Step.JOIN: (actions.join, {"matter_id": -1}),
    Step.LET_GO: (actions.let_go, {"decided": 0}),
    Step.LEAVE: (actions.leave, {"matter_id": -1, "words": ""}),
    Step.REPLY_BY_MATTER: (
        actions.reply_by_matter,
        {"matter_id": -1, "words": "", "owner_id": -1, "category_id": 0, "decided": 1},
    ),
    Step.MOVE: (
        actions.move,
        {"unit_id": -1, "successor_id": -1, "heir": queries.Heir(unit_id=1), "decided": 1},
    ),
    Step.CORRECT: (actions.correct, {"what": "路灯坏了四天了", "where": "", "forget": True}),
    Step.ASK_ERASURE: (actions.ask_erasure, {}),
    Step.ASK_RIGHT: (actions.ask_right, {"right": rules.Right.EXPLANATION, "words": ""}),
    Step.PROPOSE_EXCLUSION: (
        actions.propose_exclusion,
        {"words": "", "reason": rules.Exclusion.NO_BASIS},
    ),
    Step.APPROVE_EXCLUSION: (actions.approve_exclusion, {"words": ""}),
    Step.REFUSE_EXCLUSION: (actions.refuse_exclusion, {"words": ""}),
    Step.SUPERVISE: (actions.supervise, {"words": ""}),
    Step.ANSWER_ORDER: (actions.answer_order, {"words": ""}),
    Step.NOTE: (actions.note, {"words": "", "staff_ids": [], "unit_ids": -1}),
    Step.READ_NOTE: (actions.read_note, {}),
    Step.REVISIT: (
        actions.revisit,
        {
            "revisited": Revisited.AGREES,
            "found": "resolved",
            "claimed": "resolved",
            "revisit_unit_id": 1,
            "words": "",
        },
    ),
    Step.QUESTION_RESULT: (
        actions.question_result,
        {"found": "not_solved", "claimed": "resolved", "revisit_unit_id": 1, "words": "还是不亮"},
    ),
    Step.ANSWER_RIGHT: (actions.answer_right, {"granted": True, "words": ""}),
}


ASIDE = {Step.BLANK, Step.NOTE, Step.READ_NOTE, Step.SUPERVISE, Step.ANSWER_ORDER}  # no way on


def test_every_step_that_is_built_is_walked():
    assert set(DEEDS) == set(Step) - {Step.RECEIVE} - moves.LATER


class Walk(RuleBasedStateMachine):
    """One ticket, all the people of the town, and a clock that only goes on."""

    @initialize(anonymous=st.booleans())
    def take_in(self, anonymous):
        memory.forget()  # the last walk's registers were rolled back
        self.walk = transaction.atomic()
        self.walk.__enter__()
        town.built()
        privacy = rules.Privacy.ANONYMOUS if anonymous else rules.Privacy.OPEN
        contact = None if anonymous else town.PHONE
        self.now: datetime = MONDAY
        self.ticket = town.received(contact=contact, privacy=privacy)
        self.promise = self.ticket.promise_at
        self.matter = scene.opened()
        self.people: dict[str, Actor] = {
            who: town.actor(who) for who in PEOPLE if who not in ("requester", "helper", "system")
        }
        self.people["requester"] = town.requester(self.ticket)
        self.people["helper"] = mandated.helper(self.ticket)
        self.people["system"] = Actor.system("clock")

    def teardown(self):
        """Undo the whole walk, so that each begins on the same ground."""
        if hasattr(self, "walk"):
            transaction.set_rollback(True)
            self.walk.__exit__(None, None, None)

    @rule(hours=st.sampled_from([1, 5, 20, 24, 24 * 8, 24 * 40]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule()
    def the_clock_is_heard(self):
        actions.due(at=self.now)

    @rule(data=st.data(), words=WORDS)
    def a_possible_step(self, data, words):
        offered = [
            (who, step)
            for who, by in self.people.items()
            for step in self.steps(by)
            if step in DEEDS
        ]
        if offered:
            who, step = data.draw(st.sampled_from(sorted(offered)))
            self.take(step, self.people[who], words)

    @rule(who=st.sampled_from(PEOPLE), step=st.sampled_from(sorted(DEEDS)), words=WORDS)
    def any_step(self, who, step, words):
        by = self.people[who]
        allowed = step in self.steps(by)
        taken = self.take(step, by, words)
        assert allowed or not taken, (who, step)

    def steps(self, by: Actor) -> list[Step]:
        ticket = Ticket.objects.get(pk=self.ticket.pk)
        try:
            queries.find(by, ticket.pk)
        except NotFound:
            return []
        return queries.steps(ticket, by, self.now)

    def closing(self) -> dict[str, object]:
        """Return what moves the ticket from whoever leads it to another, as where a unit is closed."""
        heir = queries.Heir(unit_id=town.unit("hewan"))
        lead = Ticket.objects.get(pk=self.ticket.pk).lead_unit_id or -1
        return {"unit_id": lead, "heir": heir, "successor_id": heir.unit_id}

    def take(self, step: Step, by: Actor, words: str) -> bool:
        action, given = DEEDS[step][0], self.given(step, words)
        before = Ticket.objects.filter(pk=self.ticket.pk).values().get()
        entries, own = Entry.objects.count(), self.own()
        key = f"walk:{entries}:{step}"
        try:
            action(ticket_id=self.ticket.pk, by=by, at=self.now, key=key, **given)
        except Refusal:
            assert Ticket.objects.filter(pk=self.ticket.pk).values().get() == before
            assert Entry.objects.count() == entries
            return False
        assert (
            self.own() == own + 1
        )  # every step is in the ledger, once on each ticket that it touches
        return True

    def own(self) -> int:
        """Return how many entries the ticket has."""
        return Entry.objects.filter(about="ticket", about_id=self.ticket.pk).count()

    def given(self, step: Step, words: str) -> dict[str, object]:  # noqa: C901  a table of what is meant
        given = dict(DEEDS[step][1])
        if "words" in given:
            given["words"] = words
        if given.get("category_id") == 0:
            given["category_id"] = town.category()
        if given.get("unit_ids") == -1:
            given["unit_ids"] = [town.unit("hotline" if step is Step.NOTE else "hewan")]
        for name in ("lead_unit_id", "owner_id"):
            if given.get(name) == -1:
                given[name] = town.unit("hewan")
        if step is Step.MOVE:
            given |= self.closing()
        if given.get("matter_id") == -1:
            given["matter_id"] = self.matter.pk
        if "next_on" in given:
            given["next_on"] = day_of(self.now) + timedelta(days=7)
        return given

    @invariant()
    def nothing_is_lost(self):
        if not hasattr(self, "ticket"):
            return
        ticket = Ticket.objects.get(pk=self.ticket.pk)
        assert list(queries.faults()) == []  # the row is the replay of its entries
        assert ticket.promise_at == self.promise
        entries = Entry.objects.filter(about="ticket", about_id=ticket.pk).order_by("seq")
        moments = list(entries.values_list("at", flat=True))
        assert moments == sorted(moments)  # clocks never run backwards
        if ticket.state in ENDED | {State.ARCHIVED}:
            assert (ticket.ended_at, ticket.due_at) != (None, None)
        else:
            assert ticket.ended_at is None
            assert ticket.due_at is not None
            way = any({*self.steps(by)} - ASIDE for by in self.people.values())
            assert way, f"no way on from {State(ticket.state)}"

    @invariant()
    def only_an_extension_or_a_pause_lengthens_the_promise(self):
        if hasattr(self, "ticket"):
            ticket = Ticket.objects.get(pk=self.ticket.pk)
            if not (ticket.extensions or ticket.holds or ticket.questions):
                assert ticket.current_promise_at <= ticket.promise_at
            assert queries.reckoned(ticket) == as_it_stands(ticket)

    @invariant()
    def the_clock_stands_still_only_while_it_waits(self):
        if hasattr(self, "ticket"):
            ticket = Ticket.objects.get(pk=self.ticket.pk)
            assert (ticket.paused_at is not None) == (ticket.state in PAUSED)
            if ticket.paused_at is not None:
                assert ticket.paused_at <= self.now
            # a worker that comes late may find the time for waiting over for some days already
            assert ticket.remind_at is None or ticket.state == State.WAITING_RESIDENT


@pytest.mark.django_db
def test_random_people_taking_random_steps_never_break_the_loop():
    walks = settings(
        max_examples=30,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Walk, settings=walks)
