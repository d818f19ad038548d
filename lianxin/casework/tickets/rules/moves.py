"""The table of the loop: which step leads from where to where, who takes it, under which conditions.

Part C of the domain notes as data; an official can read it, and `docs/states/ticket.md` is drawn
from it. `take` is the only function that decides by it: what a page offers is what `take` allows.
How to add a row stands in `docs/steps.md`.
"""

from lianxin.casework.tickets.rules import deeds, hearing, needs
from lianxin.casework.tickets.rules.move import Move
from lianxin.casework.tickets.rules.refusals import NothingProposed, NotYourUnit, WrongMoment
from lianxin.casework.tickets.rules.standing import Standing
from lianxin.casework.tickets.rules.words import ENDED, OPEN, RATEABLE, Proposal, State, Step
from lianxin.foundation.actor import HOTLINE, IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import NotAllowed, Refusal
from lianxin.registers.policies.rules import Step as Limit

DESK = frozenset({Role.AGENT, Role.DISPATCHER})
UNIT = frozenset({Role.HANDLER, Role.UNIT_LEAD, Role.GRID_WORKER})
LEAD = frozenset({Role.UNIT_LEAD})
SUPERVISOR = frozenset({Role.SUPERVISOR})
AGENT = frozenset({Role.AGENT})
DISPATCHER = frozenset({Role.DISPATCHER})
VOICE = frozenset({Role.REQUESTER, Role.HELPER, Role.CALLER})
HELPED = frozenset({Role.REQUESTER, Role.HELPER})
REQUESTER = frozenset({Role.REQUESTER})
CALLER = frozenset({Role.CALLER})
SYSTEM = frozenset({Role.SYSTEM})
WORKING = HOTLINE | UNIT  # all staff who work on tickets


def at(*states: State) -> frozenset[State]:
    """Return the states from which a row leads on."""
    return frozenset(states)


S, T, P, N, L, D = State, Step, Proposal, needs, Limit, deeds
FREE = (needs.nothing_pending,)
TOLD = (hearing.written_down, *FREE)  # decided on its words
# Where nobody has answered yet, and nobody said that an answer was none.
AT_WORK = at(S.RECEIVED, S.TRIAGE_MEETING, S.DISPATCHED, S.SIGNED, S.HANDLING)
UNSIGNED = at(S.DISPATCHED, S.SIGNED)
AT_UNIT = at(
    S.DISPATCHED, S.SIGNED, S.HANDLING, S.CO_HANDLING, S.WAITING_RESIDENT, S.HOLD, S.REWORK
)
GIVEN = OPEN - {S.RECEIVED, S.TRIAGE_MEETING}  # to a unit
KEPT = frozenset(State) - {S.ARCHIVED}
# Where somebody else has to do something: not where the requester is asked or has an answer.
HURRIABLE = OPEN - {S.WAITING_RESIDENT, S.FOLLOW_UP}
WITH_UNIT = at(S.DISPATCHED, S.SIGNED, S.HANDLING, S.CO_HANDLING, S.HOLD, S.REWORK)
HOLDABLE = at(S.HANDLING, S.HOLD)  # a hold is proposed anew before its review date, or after
# A table is read by its rows, so the formatter leaves it alone.
# fmt: off
TABLE = (
    Move(T.ADD, OPEN - {S.WAITING_RESIDENT}, None, HELPED, verb=D.ADDED, owes="added",
         needs=(N.mandated,), basis="潍坊: the requester may add facts"),
    Move(T.HURRY, HURRIABLE, None, REQUESTER, verb=D.HURRIED, notes="reason",
         needs=(N.not_hurried_lately,), basis="催办; 北京条例 8"),
    Move(T.ANSWER_HURRY, WITH_UNIT, None, UNIT, verb=D.HURRY_ANSWERED, owes="answer",
         needs=(N.hurried,), basis="催办"),
    Move(T.ANSWER_HURRY, HURRIABLE - WITH_UNIT, None, DISPATCHER | SUPERVISOR,
         verb=D.HURRY_ANSWERED, owes="answer", needs=(N.hurried,), basis="催办"),
    Move(T.WRITE_DOWN, OPEN, None, DESK, verb=D.WRITTEN_DOWN, needs=(hearing.spoken,),
         basis="北京条例 8: by voice as well as in writing"),
    Move(T.ACCEPT, at(S.RECEIVED), None, DESK, limit=L.DISPATCH, verb=D.ACCEPTED,
         needs=(*TOLD, N.not_accepted_yet), basis="北京条例 11"),
    Move(T.SPLIT, at(S.RECEIVED), None, DESK, verb=D.SPLIT, needs=TOLD,
         basis="一事一单: two matters in one call are two tickets"),
    Move(T.ANSWER, at(S.RECEIVED), S.ANSWERED, DESK, verb=D.ANSWERED, owes="answer", needs=TOLD,
         basis="北京条例 11"),
    Move(T.HAND_OFF, at(S.RECEIVED), S.EMERGENCY_HANDOFF, DESK, verb=D.HANDED_OFF,
         owes="confirmed", basis="66号(二); 北京条例 11(1)"),
    Move(T.PROPOSE_DECLINE, at(S.RECEIVED), None, DESK, limit=L.SECOND_CHECK,
         verb=D.DECLINE_PROPOSED, owes="channel", proposes=P.DECLINE, needs=(hearing.written_down,),
         basis="北京条例 11; 潍坊 19"),
    Move(T.GRANT_DECLINE, at(S.RECEIVED), S.NOT_ACCEPTED, SUPERVISOR, verb=D.DECLINED,
         notes="channel", decides=P.DECLINE, basis="潍坊 19"),
    Move(T.REFUSE_DECLINE, at(S.RECEIVED), None, SUPERVISOR, limit=L.DISPATCH,
         verb=D.DECLINE_REFUSED, owes="reason", decides=P.DECLINE),
    Move(T.MEET, at(S.RECEIVED), S.TRIAGE_MEETING, DESK, limit=L.TRIAGE_MEETING,
         verb=D.MEETING_CALLED, owes="question", needs=TOLD, basis="北京条例 12; 66号(五)"),
    Move(T.DISPATCH, at(S.RECEIVED, S.TRIAGE_MEETING), S.DISPATCHED, DISPATCHER | SYSTEM,
         limit=L.SIGN_IN, verb=D.DISPATCHED, notes="reason", needs=TOLD, basis="北京条例 11–13"),
    Move(T.TAKE_BACK, UNSIGNED, S.RECEIVED, DISPATCHER | SUPERVISOR | REQUESTER, limit=L.DISPATCH,
         verb=D.TAKEN_BACK, needs=(*FREE, N.by_machine, N.on_its_own),
         basis="PIPL 24: a decision by a machine alone may be refused"),
    Move(T.SIGN, at(S.DISPATCHED), S.SIGNED, UNIT, limit=L.FIRST_CONTACT, verb=D.SIGNED,
         basis="local rules: 2 h or 1 wd"),
    Move(T.ASK_RETURN, UNSIGNED, None, LEAD, limit=L.RETURN_REVIEW, verb=D.RETURN_ASKED,
         owes="reason", proposes=P.RETURN, needs=(N.not_designated, N.in_return_window),
         basis="安阳; 山东; 潍坊 22"),
    Move(T.GRANT_RETURN, UNSIGNED, S.DISPATCHED, SUPERVISOR, limit=L.SIGN_IN,
         verb=D.RETURN_GRANTED, notes="reason", decides=P.RETURN, basis="66号(五)"),
    Move(T.REFUSE_RETURN, UNSIGNED, S.SIGNED, SUPERVISOR, limit=L.FIRST_CONTACT,
         verb=D.RETURN_REFUSED, owes="reason", decides=P.RETURN,
         basis="潍坊 22: a designated unit may not return again"),
    Move(T.CONTACT, at(S.SIGNED, S.REWORK), S.HANDLING, UNIT, limit=L.PROMISE, verb=D.CONTACTED,
         owes="contact", needs=FREE, basis="北京条例 15(1)"),
    Move(T.CO_HANDLE, at(S.HANDLING), S.CO_HANDLING, LEAD, limit=L.PROMISE,
         verb=D.CO_HANDLING_BEGUN, owes="task", needs=FREE, basis="北京条例 14"),
    Move(T.REPORT_STAGE, at(S.CO_HANDLING, S.ESCALATED), None, UNIT, verb=D.STAGE_REPORTED,
         owes="report", assisting=True, basis="北京条例 14: 阶段性反馈"),
    Move(T.CO_HANDLED, at(S.CO_HANDLING), S.HANDLING, LEAD, limit=L.PROMISE,
         verb=D.CO_HANDLING_ENDED, notes="result", basis="北京条例 14"),
    Move(T.WHISTLE, at(S.HANDLING), S.ESCALATED, LEAD, limit=L.WHISTLE_ANSWER, verb=D.WHISTLED,
         owes="task", needs=FREE, basis="北京条例 16, 20"),
    Move(T.ANSWER_WHISTLE, at(S.ESCALATED), S.HANDLING, LEAD | SUPERVISOR, limit=L.PROMISE,
         verb=D.WHISTLE_ANSWERED, owes="result", needs=(N.whistled,), basis="北京条例 16"),
    Move(T.REPLY, at(S.HANDLING), S.REPLIED, UNIT, limit=L.REPLY_AUDIT, verb=D.REPLIED,
         owes="reply", basis="北京条例 15(3)"),
    Move(T.ASK_EXTENSION, at(S.HANDLING), None, LEAD, limit=L.EXTENSION_REVIEW,
         verb=D.EXTENSION_ASKED, owes="reason", proposes=P.EXTENSION,
         needs=(N.extension_left, N.before_promise), basis="安阳; 山东"),
    Move(T.GRANT_EXTENSION, at(S.HANDLING), None, SUPERVISOR, limit=L.PROMISE, verb=D.EXTENDED,
         notes="reason", decides=P.EXTENSION, basis="北京条例 15(2)"),
    Move(T.REFUSE_EXTENSION, at(S.HANDLING), None, SUPERVISOR, limit=L.PROMISE,
         verb=D.EXTENSION_REFUSED, owes="reason", decides=P.EXTENSION),
    Move(T.ASK_HOLD, HOLDABLE, None, LEAD, limit=L.HOLD_DECISION, verb=D.HOLD_ASKED,
         owes="reason", proposes=P.HOLD, basis="济南 24(3)"),
    Move(T.PUT_ON_HOLD, HOLDABLE, S.HOLD, SUPERVISOR, limit=L.HOLD_REVIEW, verb=D.HELD,
         notes="reason", decides=P.HOLD, basis="济南 24(3)"),
    Move(T.REFUSE_HOLD, HOLDABLE, None, SUPERVISOR, verb=D.HOLD_REFUSED, owes="reason",
         decides=P.HOLD),
    Move(T.RELEASE_HOLD, at(S.HOLD), S.HANDLING, SUPERVISOR | LEAD, limit=L.PROMISE,
         verb=D.HOLD_RELEASED, notes="note", basis="the condition is met"),
    Move(T.RELEASE_HOLD, at(S.HOLD), S.HANDLING, SYSTEM, limit=L.PROMISE, verb=D.HOLD_RELEASED,
         needs=(N.time_over,), basis="the review date has passed"),
    Move(T.ASK_RESIDENT, at(S.SIGNED, S.HANDLING), S.WAITING_RESIDENT, UNIT,
         limit=L.WAITING_RESIDENT, verb=D.RESIDENT_ASKED, owes="question",
         needs=(*FREE, N.waiting_left)),
    Move(T.REMIND, at(S.WAITING_RESIDENT), None, SYSTEM, verb=D.REMINDED, needs=(N.half_time,)),
    Move(T.RESIDENT_ANSWERS, at(S.WAITING_RESIDENT), S.HANDLING, HELPED | UNIT | AGENT,
         limit=L.PROMISE, verb=D.RESIDENT_ANSWERED, owes="answer", needs=(N.mandated,)),
    Move(T.END_WAITING, at(S.WAITING_RESIDENT), S.HANDLING, SYSTEM, limit=L.PROMISE,
         verb=D.WAITING_ENDED, needs=(N.time_over,)),
    Move(T.ASK_TERMINATION, at(S.HANDLING), None, LEAD, limit=L.TERMINATION_REVIEW,
         verb=D.TERMINATION_ASKED, owes="reason", proposes=P.TERMINATION, needs=(N.was_asked,),
         basis="潍坊 21"),
    Move(T.TERMINATE, at(S.HANDLING), S.CLOSED, SUPERVISOR, verb=D.TERMINATED,
         owes="explanation", decides=P.TERMINATION, basis="潍坊 21"),
    Move(T.REFUSE_TERMINATION, at(S.HANDLING), None, SUPERVISOR, verb=D.TERMINATION_REFUSED,
         owes="reason", decides=P.TERMINATION),
    Move(T.PASS_AUDIT, at(S.REPLIED), S.FOLLOW_UP, SUPERVISOR | DISPATCHER | SYSTEM,
         limit=L.FOLLOW_UP, verb=D.AUDIT_PASSED, case=N.by_phone, basis="北京条例 23"),
    Move(T.PASS_AUDIT, at(S.REPLIED), S.FOLLOW_UP, SUPERVISOR | DISPATCHER | SYSTEM,
         limit=L.FOLLOW_UP_ANONYMOUS, verb=D.AUDIT_PASSED, case=N.by_page, basis="北京条例 23"),
    Move(T.FAIL_AUDIT, at(S.REPLIED), S.HANDLING, SUPERVISOR | DISPATCHER, limit=L.PROMISE,
         verb=D.AUDIT_FAILED, owes="reason", basis="济南 27"),
    Move(T.TRY_CALL, at(S.FOLLOW_UP), None, CALLER, verb=D.CALL_TRIED, notes="note",
         needs=(N.can_be_called,), basis="北京条例 23"),
    Move(T.TRY_CALL, at(S.RECEIVED, S.TRIAGE_MEETING), None, DESK, verb=D.CALL_TRIED,
         notes="note", needs=(N.can_be_called,)),
    Move(T.TRY_CALL, AT_UNIT - {S.DISPATCHED}, None, UNIT, verb=D.CALL_TRIED, notes="note",
         needs=(N.can_be_called,), basis="北京条例 15(1)"),
    Move(T.TRY_CALL, at(S.ESCALATED), None, SUPERVISOR, verb=D.CALL_TRIED, notes="note",
         needs=(N.can_be_called,)),
    Move(T.GIVE_UP, at(S.FOLLOW_UP), S.CLOSED, CALLER, verb=D.GIVEN_UP, needs=(N.tried_enough,),
         basis="three tries; 北京条例 23"),
    Move(T.GIVE_UP, at(S.FOLLOW_UP), S.CLOSED, SYSTEM, verb=D.GIVEN_UP, needs=(N.silent,),
         basis="a question on the page, unanswered"),
    Move(T.CONFIRM, at(S.FOLLOW_UP), S.CLOSED, VOICE, verb=D.CONFIRMED, notes="words",
         needs=(N.mandated,), basis="北京条例 23"),
    Move(T.DISPUTE, at(S.FOLLOW_UP), S.REWORK, VOICE, limit=L.REWORK, verb=D.DISPUTED,
         owes="reason", case=N.rework_left, needs=(N.mandated,), basis="济南 27; 山东 重办"),
    Move(T.DISPUTE, at(S.FOLLOW_UP), S.ESCALATED, VOICE, limit=L.WHISTLE_ANSWER, verb=D.DISPUTED,
         owes="reason", case=N.reworks_used, needs=(N.mandated,),
         basis="66号(六) 提级办理"),
    Move(T.SEND_BACK, at(S.ESCALATED), S.DISPATCHED, SUPERVISOR, limit=L.SIGN_IN,
         verb=D.SENT_BACK, owes="reason", basis="66号(六) 提级办理"),
    Move(T.EXPLAIN, at(S.ESCALATED), S.CLOSED, SUPERVISOR, verb=D.EXPLAINED, owes="explanation",
         basis="北京条例 15: unsolvable for now"),
    Move(T.RATE, RATEABLE, None, REQUESTER, verb=D.RATED, notes="words", needs=(N.not_rated,),
         basis="北京条例 8"),
    Move(T.OBJECT, at(S.NOT_ACCEPTED), None, REQUESTER, limit=L.NOT_ACCEPTED_OBJECTION_REVIEW,
         verb=D.OBJECTED, owes="reason", proposes=P.OBJECTION,
         needs=(N.in_objection_window, N.no_objection_yet)),
    Move(T.OBJECT, RATEABLE - {S.NOT_ACCEPTED}, None, REQUESTER, limit=L.OBJECTION_REVIEW,
         verb=D.OBJECTED, owes="reason", proposes=P.OBJECTION,
         needs=(N.in_objection_window, N.no_objection_yet), basis="济南 16"),
    Move(T.UPHOLD, at(S.CLOSED), S.REWORK, SUPERVISOR, limit=L.REWORK, verb=D.UPHELD,
         owes="reason", decides=P.OBJECTION, needs=(N.no_part,)),
    Move(T.UPHOLD, RATEABLE - {S.CLOSED}, S.RECEIVED, SUPERVISOR, limit=L.DISPATCH, verb=D.UPHELD,
         owes="reason", decides=P.OBJECTION, needs=(N.no_part,)),
    Move(T.DISMISS, RATEABLE, None, SUPERVISOR, verb=D.DISMISSED, owes="reason",
         decides=P.OBJECTION, needs=(N.no_part,)),
    Move(T.WITHDRAW, OPEN, S.WITHDRAWN, REQUESTER, verb=D.WITHDRAWN, notes="reason"),
    Move(T.RECOMPUTE, OPEN, None, SYSTEM, verb=D.RECOMPUTED),
    Move(T.JOIN, OPEN, None, DESK | SUPERVISOR | UNIT | SYSTEM, verb=D.JOINED,
         needs=(hearing.written_down, N.on_its_own), basis="66号(五) 重复诉求原则上并单"),
    Move(T.LEAVE, OPEN, None, DESK | SUPERVISOR | UNIT | SYSTEM, verb=D.LEFT, notes="reason",
         needs=(N.joined, N.not_replied)),
    Move(T.LET_GO, OPEN, None, SYSTEM, verb=D.LET_GO, needs=(N.with_matter,)),
    Move(T.REPLY_BY_MATTER, AT_WORK, S.FOLLOW_UP, SYSTEM, limit=L.FOLLOW_UP,
         verb=D.REPLIED_BY_MATTER, owes="reply", case=N.by_phone, needs=(N.joined, *FREE),
         basis="66号(五); 北京条例 15(3), 23"),
    Move(T.REPLY_BY_MATTER, AT_WORK, S.FOLLOW_UP, SYSTEM, limit=L.FOLLOW_UP_ANONYMOUS,
         verb=D.REPLIED_BY_MATTER, owes="reply", case=N.by_page, needs=(N.joined, *FREE),
         basis="66号(五); 北京条例 15(3), 23"),
    Move(T.MOVE, KEPT, None, SYSTEM, verb=D.MOVED, basis="机构改革: 职能划转，时限连续计算"),
    Move(T.CORRECT, KEPT, None, REQUESTER, verb=D.CORRECTED, basis="PIPL 46"),
    Move(T.ASK_ERASURE, KEPT, None, REQUESTER | SYSTEM, verb=D.ERASURE_PROMISED,
         needs=(N.not_promised, N.still_needed), basis="PIPL 47"),
    Move(T.ASK_RIGHT, KEPT, None, REQUESTER, verb=D.RIGHT_ASKED, owes="asked",
         needs=(N.nothing_asked,), basis="PIPL 44–50"),
    Move(T.ANSWER_RIGHT, KEPT, None, SUPERVISOR, verb=D.RIGHT_ANSWERED, owes="answer",
         needs=(N.something_asked,), basis="PIPL 50"),
    Move(T.PROPOSE_EXCLUSION, at(S.CLOSED), None, LEAD, limit=L.EXCLUSION_REVIEW,
         verb=D.EXCLUSION_PROPOSED, owes="reason", proposes=P.EXCLUSION,
         needs=(N.not_excluded, N.in_exclusion_window), basis="剔除: two approvers, counted publicly"),
    Move(T.APPROVE_EXCLUSION, at(S.CLOSED), None, SUPERVISOR, limit=L.EXCLUSION_REVIEW,
         verb=D.EXCLUSION_APPROVED, notes="reason", seconds=P.EXCLUSION, case=N.first_approval,
         needs=(N.no_part,), basis="剔除: two approvers"),
    Move(T.APPROVE_EXCLUSION, at(S.CLOSED), None, SUPERVISOR, verb=D.EXCLUSION_APPROVED,
         notes="reason", decides=P.EXCLUSION, case=N.second_approval, needs=(N.no_part,),
         basis="剔除: two approvers"),
    Move(T.REFUSE_EXCLUSION, at(S.CLOSED), None, SUPERVISOR, verb=D.EXCLUSION_REFUSED,
         owes="reason", decides=P.EXCLUSION, needs=(N.no_part,)),
    Move(T.REVISIT, at(S.CLOSED), None, SYSTEM, verb=D.REVISITED, notes="told",
         basis="随机复访: another unit asks again"),
    Move(T.QUESTION_RESULT, at(S.CLOSED), None, SYSTEM, limit=L.OBJECTION_REVIEW,
         verb=D.RESULT_QUESTIONED, owes="told", proposes=P.OBJECTION, basis="随机复访; 济南 16, 27"),
    Move(T.SUPERVISE, AT_UNIT, None, SUPERVISOR, verb=D.ORDERED, owes="order",
         needs=(N.no_order,), basis="北京条例 5; 66号(六)"),
    Move(T.ANSWER_ORDER, GIVEN, None, LEAD, verb=D.ORDER_ANSWERED, owes="answer",
         needs=(N.ordered,), basis="66号(六)"),
    Move(T.NOTE, KEPT, None, WORKING, verb=D.NOTED, owes="note", seeing=True),
    Move(T.READ_NOTE, KEPT, None, WORKING, verb=D.NOTE_READ, seeing=True, needs=(N.named,)),
    Move(T.BLANK, KEPT, None, SUPERVISOR, verb=D.WORDS_BLANKED, owes="reason",
         basis="PIPL 44, 47; 民法典 1039"),
    Move(T.ARCHIVE, ENDED, S.ARCHIVED, REQUESTER | SYSTEM, verb=D.ARCHIVED,
         needs=(N.nothing_pending, N.beyond_objection), basis="PIPL 19, 47"),
)
# fmt: on

# who may RECEIVE
INTAKE = frozenset({Role.PUBLIC, Role.HELPER, Role.AGENT, Role.GRID_WORKER, Role.SYSTEM})
VERIFIERS = frozenset({Role.AUDITOR, Role.SUPERVISOR, Role.ADMINISTRATOR})
LATER = frozenset(move.step for move in TABLE if not move.verb)
DECIDING = frozenset(move.step for move in TABLE if move.about)
# looked up, since a list asks for each step of each of its tickets
ROWS = {
    (step, role): [move for move in TABLE if move.step is step and role in move.who]
    for step in Step
    for role in Role
}


def who(step: Step) -> frozenset[Role]:
    """Return the roles that take a step."""
    if step is Step.RECEIVE:
        return INTAKE
    return frozenset().union(*(move.who for move in TABLE if move.step is step))


def take(step: Step, ticket: Standing, by: Actor) -> Move:
    """Return the move that an actor makes with a step now, or refuse."""
    move = _meant(step, ticket, by)
    if move.about and move.about != ticket.pending:
        raise NothingProposed(kind=move.about)
    for need in move.conditions:
        need(ticket, by)
    return move


def _meant(step: Step, ticket: Standing, by: Actor) -> Move:
    """Return the one row of a step that fits the role, the unit, the state and the case, or refuse."""
    rows = ROWS.get((step, by.role), [])
    if not rows:
        raise NotAllowed(step=step, role=by.role)
    if by.role in IN_A_UNIT:
        rows = [move for move in rows if _theirs(move, ticket, by)]
    if not rows:
        raise NotYourUnit(step=step)
    for move in rows:
        if ticket.state in move.sources and (move.case is None or move.case(ticket)):
            return move
    raise WrongMoment(step=step, state=ticket.state)


def _theirs(move: Move, ticket: Standing, by: Actor) -> bool:
    """Return whether a row is for the actor's unit: for the one that leads, for one that assists, or for all."""
    if move.seeing:
        return True
    return by.unit_id in ticket.assists if move.assisting else by.unit_id == ticket.lead_unit_id


def against(step: Step, ticket: Standing, by: Actor) -> Refusal | None:
    """Return what stands against taking a step now, or None where it may be taken."""
    try:
        take(step, ticket, by)
    except Refusal as refusal:
        return refusal
    return None


def steps(ticket: Standing, by: Actor) -> list[Step]:
    """Return the steps that an actor may take now, in the table's order."""
    near = dict.fromkeys(
        move.step for move in TABLE if ticket.state in move.sources and by.role in move.who
    )
    return [step for step in near if step not in LATER and against(step, ticket, by) is None]
