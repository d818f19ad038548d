"""The trade's words for a person to read: states, steps, kinds, roles, reasons and deeds."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import pgettext
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets.rules import (
    Channel,
    Decline,
    Hold,
    Kind,
    Line,
    Obstacle,
    Outcome,
    Privacy,
    Proposal,
    Right,
    State,
    Step,
    Way,
)
from lianxin.foundation.actor import Role
from lianxin.interfaces.web.reason_words import DECLINE, HOLD
from lianxin.interfaces.web.right_words import OBSTACLE, RIGHT
from lianxin.registers.policies.rules import Tier
from lianxin.registers.residents.rules import Reason

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

Words = str | Promise

TO_WRITE_DOWN = _("line", "Recording, to be written down")  # where words are still to come
ACCEPTED = _("state", "Accepted")  # 已受理: still received, but somebody has taken it on
STATE: Mapping[State, Words] = {
    State.RECEIVED: _("state", "Received"),
    State.TRIAGE_MEETING: _("state", "Meeting before dispatch"),
    State.ANSWERED: _("state", "Answered at once"),
    State.EMERGENCY_HANDOFF: _("state", "Handed to an emergency line"),
    State.NOT_ACCEPTED: _("state", "Not accepted"),
    State.DISPATCHED: _("state", "Dispatched, not signed in"),
    State.SIGNED: _("state", "Signed in"),
    State.HANDLING: _("state", "Being handled"),
    State.CO_HANDLING: _("state", "Handled together"),
    State.WAITING_RESIDENT: _("state", "Waiting for the requester"),
    State.HOLD: _("state", "On hold"),
    State.REPLIED: _("state", "Replied, to be audited"),
    State.FOLLOW_UP: _("state", "To be followed up"),
    State.REWORK: _("state", "Rework"),
    State.ESCALATED: _("state", "Escalated"),
    State.CLOSED: _("state", "Closed"),
    State.WITHDRAWN: _("state", "Withdrawn"),
    State.ARCHIVED: _("state", "Archived"),
}
STATE_COLOUR: Mapping[State, str] = {
    State.RECEIVED: "blue",
    State.ANSWERED: "green",
    State.CLOSED: "green",
}

STEP: Mapping[Step, Words] = {
    Step.RECEIVE: _("step", "Take in"),
    Step.ADD: _("step", "Add"),
    Step.HURRY: _("step", "Ask to hurry"),
    Step.ANSWER_HURRY: _("step", "Answer the requester who hurries"),
    Step.BLANK: _("step", "Blank personal data of others"),
    Step.ACCEPT: _("step", "Accept"),
    Step.SPLIT: _("step", "Split: two matters"),
    Step.ANSWER: _("step", "Answer at once"),
    Step.HAND_OFF: _("step", "Hand to an emergency line"),
    Step.PROPOSE_DECLINE: _("step", "Propose not to accept"),
    Step.GRANT_DECLINE: _("step", "Agree: not accepted"),
    Step.REFUSE_DECLINE: _("step", "Disagree: to be accepted"),
    Step.MEET: _("step", "Meet before dispatch"),
    Step.DISPATCH: _("step", "Dispatch"),
    Step.TAKE_BACK: _("step", "Take it back from the machine"),
    Step.SIGN: _("step", "Sign in"),
    Step.ASK_RETURN: _("step", "Ask to return it"),
    Step.GRANT_RETURN: _("step", "Agree and dispatch to another unit"),
    Step.REFUSE_RETURN: _("step", "Disagree and designate the unit"),
    Step.CONTACT: _("step", "Note the first contact"),
    Step.CO_HANDLE: _("step", "Handle together"),
    Step.CO_HANDLED: _("step", "End handling together"),
    Step.WHISTLE: _("step", "Whistle for help"),
    Step.ANSWER_WHISTLE: _("step", "Report in"),
    Step.REPORT_STAGE: _("step", "Report how far your unit is"),
    Step.ASK_EXTENSION: _("step", "Ask for more time"),
    Step.GRANT_EXTENSION: _("step", "Grant more time"),
    Step.REFUSE_EXTENSION: _("step", "Grant no more time"),
    Step.ASK_HOLD: _("step", "Propose a hold"),
    Step.PUT_ON_HOLD: _("step", "Agree: put on hold"),
    Step.REFUSE_HOLD: _("step", "Disagree: no hold"),
    Step.RELEASE_HOLD: _("step", "End the hold"),
    Step.ASK_RESIDENT: _("step", "Ask the requester"),
    Step.RESIDENT_ANSWERS: _("step", "Note the requester's answer"),
    Step.REMIND: _("step", "Remind the requester"),
    Step.END_WAITING: _("step", "Go on without an answer"),
    Step.ASK_TERMINATION: _("step", "Propose to terminate"),
    Step.TERMINATE: _("step", "Agree: terminate"),
    Step.REFUSE_TERMINATION: _("step", "Disagree: it goes on"),
    Step.REPLY: _("step", "Reply"),
    Step.PASS_AUDIT: _("step", "Pass the reply on"),
    Step.FAIL_AUDIT: _("step", "Send the reply back"),
    Step.TRY_CALL: _("step", "Log an attempt to reach the requester"),
    Step.GIVE_UP: _("step", "Close as unreachable"),
    Step.CONFIRM: _("step", "Confirm"),
    Step.DISPUTE: _("step", "Not satisfied"),
    Step.SEND_BACK: _("step", "Hand out again"),
    Step.EXPLAIN: _("step", "Close with an explanation"),
    Step.RATE: _("step", "Rate"),
    Step.OBJECT: _("step", "Object"),
    Step.UPHOLD: _("step", "Uphold the objection"),
    Step.DISMISS: _("step", "Dismiss the objection"),
    Step.WITHDRAW: _("step", "Withdraw"),
    Step.REVISIT: _("step", "Note a re-visit"),
    Step.QUESTION_RESULT: _("step", "Question the result after a re-visit"),
    Step.RECOMPUTE: _("step", "Recompute the promise"),
    Step.JOIN: _("step", "Join a matter"),
    Step.LEAVE: _("step", "Leave the matter"),
    Step.LET_GO: _("step", "Let it go its own way"),
    Step.REPLY_BY_MATTER: _("step", "Reply as to all of the matter"),
    Step.MOVE: _("step", "Move with the function"),
    Step.WRITE_DOWN: _("step", "Write down the recording"),
    Step.CORRECT: _("step", "Correct"),
    Step.ASK_ERASURE: _("step", "Ask for erasure"),
    Step.ASK_RIGHT: _("step", "Ask about personal data"),
    Step.ANSWER_RIGHT: _("step", "Answer the question about personal data"),
    Step.PROPOSE_EXCLUSION: _("step", "Propose to exclude it from the assessment"),
    Step.APPROVE_EXCLUSION: _("step", "Agree to the exclusion"),
    Step.REFUSE_EXCLUSION: _("step", "Disagree with the exclusion"),
    Step.SUPERVISE: _("step", "Put under supervision"),
    Step.ANSWER_ORDER: _("step", "Answer the supervision order"),
    Step.NOTE: _("step", "Write an internal note"),
    Step.READ_NOTE: _("step", "Mark the note as read"),
    Step.ARCHIVE: _("step", "Archive"),
}

KIND: Mapping[Kind, Words] = {
    Kind.INQUIRY: _("kind", "Inquiry"),
    Kind.HELP: _("kind", "Help"),
    Kind.COMPLAINT: _("kind", "Complaint"),
    Kind.TIP_OFF: _("kind", "Tip-off"),
    Kind.SUGGESTION: _("kind", "Suggestion"),
    Kind.COMMENDATION: _("kind", "Commendation"),
}

CHANNEL: Mapping[Channel, Words] = {
    Channel.WEB: _("channel", "Web page"),
    Channel.PHONE: _("channel", "Phone"),
    Channel.COUNTER: _("channel", "Counter"),
    Channel.GRID: _("channel", "Grid worker"),
    Channel.IMPORT: _("channel", "Another system"),
}

PRIVACY: Mapping[Privacy, Words] = {
    Privacy.OPEN: _("privacy", "Open to the unit"),
    Privacy.CONFIDENTIAL: _("privacy", "Confidential"),
    Privacy.ANONYMOUS: _("privacy", "Anonymous"),
}
PRIVACY_HINT: Mapping[Privacy, Words] = {
    Privacy.OPEN: _("privacy", "The unit that handles it may call the requester."),
    Privacy.CONFIDENTIAL: _("privacy", "The unit does not learn who asks; the hotline does."),
    Privacy.ANONYMOUS: _("privacy", "Nobody learns who asks: leave name and phone empty."),
}

OUTCOME: Mapping[Outcome, Words] = {
    Outcome.RESOLVED: _("outcome", "Resolved"),
    Outcome.PARTLY: _("outcome", "Partly resolved"),
    Outcome.EXPLAINED: _("outcome", "Explained and understood"),
    Outcome.UNREACHABLE: _("outcome", "Unreachable"),
}

RATING: Mapping[int, Words] = {
    5: _("rating", "Very satisfied"),
    4: _("rating", "Satisfied"),
    3: _("rating", "Basically satisfied"),
    2: _("rating", "Not satisfied"),
    1: _("rating", "Very unsatisfied"),
}

TIER: Mapping[Tier, Words] = {
    Tier.URGENT: _("tier", "Urgent (danger to life or property)"),
    Tier.ESSENTIAL: _("tier", "Essential (water, power, gas, heat)"),
    Tier.GENERAL: _("tier", "General"),
    Tier.COMPLEX: _("tier", "Complex"),
}

ROLE: Mapping[Role, Words] = {
    Role.PUBLIC: _("role", "resident"),
    Role.REQUESTER: _("role", "requester"),
    Role.HELPER: _("role", "helper under a mandate"),
    Role.AGENT: _("role", "agent"),
    Role.DISPATCHER: _("role", "dispatcher"),
    Role.SUPERVISOR: _("role", "supervisor"),
    Role.CALLER: _("role", "follow-up caller"),
    Role.HANDLER: _("role", "handler"),
    Role.UNIT_LEAD: _("role", "unit lead"),
    Role.GRID_WORKER: _("role", "grid worker"),
    Role.AUDITOR: _("role", "auditor"),
    Role.ADMINISTRATOR: _("role", "administrator"),
    Role.SYSTEM: _("role", "system"),
}

PROPOSAL: Mapping[Proposal, Words] = {
    Proposal.DECLINE: _("proposal", "Not to accept: a second person checks"),
    Proposal.RETURN: _("proposal", "Return asked"),
    Proposal.EXTENSION: _("proposal", "More time asked"),
    Proposal.HOLD: _("proposal", "Hold proposed"),
    Proposal.TERMINATION: _("proposal", "Termination proposed"),
    Proposal.OBJECTION: _("proposal", "Objection"),
    Proposal.EXCLUSION: _("proposal", "Exclusion from the assessment: two agree"),
}

LINE: Mapping[Line, Words] = {
    Line.POLICE: _("line", "110 Police"),
    Line.FIRE: _("line", "119 Fire"),
    Line.MEDICAL: _("line", "120 Ambulance"),
    Line.TRAFFIC: _("line", "122 Traffic accidents"),
}

WAY: Mapping[Way, Words] = {
    Way.PHONE: _("way", "By phone"),
    Way.VISIT: _("way", "On site"),
    Way.PAGE: _("way", "By a question on the progress page"),
}

REASON: Mapping[Reason, Words] = {
    Reason.FIRST_CONTACT: _("reason", "First contact"),
    Reason.CLARIFY: _("reason", "Something has to be asked"),
    Reason.FOLLOW_UP: _("reason", "Follow-up"),
    Reason.DELIVER_RESULT: _("reason", "The result has to be brought"),
    Reason.EMERGENCY: _("reason", "Danger"),
    Reason.RECOVER_CODE: _("reason", "The query code was lost"),
}

ALL: Mapping[type[StrEnum], Mapping[Any, Words]] = {
    State: STATE,
    Step: STEP,
    Kind: KIND,
    Channel: CHANNEL,
    Privacy: PRIVACY,
    Outcome: OUTCOME,
    Tier: TIER,
    Role: ROLE,
    Proposal: PROPOSAL,
    Decline: DECLINE,
    Hold: HOLD,
    Line: LINE,
    Way: WAY,
    Reason: REASON,
    Right: RIGHT,
    Obstacle: OBSTACLE,
}


def state(ticket: "Ticket") -> Words:
    """Return where a ticket stands, in the words of staff."""
    accepted = ticket.state == State.RECEIVED and ticket.accepted_at is not None
    return ACCEPTED if accepted else of(State, ticket.state)


def of(kind: type[StrEnum], code: object) -> Words:
    """Return the words for a code of one vocabulary; "" for none."""
    return ALL[kind][kind(str(code))] if code else ""


def beside(name: str, more: str) -> str:
    """Return a name and what tells it from others: "Grid 1 (Xingfu)", "第1网格（幸福社区）"."""
    return pgettext("beside", "%(name)s (%(more)s)") % {"name": name, "more": more}


def named(what: object, name: str) -> str:
    """Return what something is, then its name: "Time limits: Beijing", "时限：北京"."""
    return pgettext("named", "%(what)s: %(name)s") % {"what": what, "name": name}


def standing_in(name: str, absent: str) -> str:
    """Return who acted, and for whom who was away."""
    return pgettext("deed", "%(name)s for %(absent)s") % {"name": name, "absent": absent}


def listed(names: Iterable[object]) -> str:
    """Return several names in one line."""
    return pgettext("list", ", ").join(str(name) for name in names)


def choices(kind: type[StrEnum]) -> list[tuple[str, Words]]:
    """Return a vocabulary as a form's choices, in its own order."""
    return [(one.value, words) for one, words in ALL[kind].items()]
