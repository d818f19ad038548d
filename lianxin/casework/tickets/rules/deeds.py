"""Every verb of a ticket with its facts, and the replay that makes a ticket's state from them.

A fact that changes the ticket's row bears the column's name, so that replay is one rule: the newest
entry that names a column says what stands in it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from lianxin.casework.tickets.rules.words import UNANSWERED, Attempt
from lianxin.foundation.ledger.rules import declare
from lianxin.registers.residents import rules as residents

CURRENT: dict[str, type] = {"state": str, "due_at": datetime}
PENDING: dict[str, type] = {"pending": str, "pending_by": int, "decide_by": datetime}
PLACE: dict[str, type] = {
    "category_id": int,
    "kind": str,
    "tier": str,
    "grid_id": int,
    "division_code": str,
}
PROMISE: dict[str, type] = {"current_promise_at": datetime, "promise_provisional": bool}
# an answer that reaches the requester, or the end, answers whoever asked to hurry
HURRY: dict[str, type] = {"hurry_by": datetime}
# what somebody said instead of writing: whether the words are still to come, until when it is kept
SOUND: dict[str, type] = {"to_write_down": bool, "sound_until": datetime}
PAUSE: dict[str, type] = {"paused_at": datetime, "hold_reason": str, "remind_at": datetime}
WAITED: dict[str, type] = {**CURRENT, **PROMISE, **PAUSE, "waited": int}
CLEARED: dict[str, type] = {**CURRENT, **PENDING}
ENDING: dict[str, type] = {**CLEARED, **HURRY, "ended_at": datetime, "outcome": str}
REOPENING: dict[str, type] = {
    **ENDING,
    "objections": int,
    "rework_count": int,
    "excluded_for": str,
}
# Who assists stands in rows of its own: `verify` holds them to the newest entry that names them.
ASSISTING: dict[str, type] = {"assist_unit_ids": list, "assist_due_at": datetime}
# Whom a note names who has not read it yet: rows of their own too, held in the same way.
NAMED: dict[str, type] = {"asked_staff_ids": list, "asked_unit_ids": list}
CITED: dict[str, type] = {"article_id": int, "article_version": int}  # what an answer rests on
ERASED: dict[str, type] = {"entries": list, "names": str}  # `names` of `entries` are gone
ASKED: dict[str, type] = {
    **CURRENT,
    **PLACE,
    **PROMISE,
    **SOUND,
    "promise_at": datetime,
    "channel": str,
    "privacy": str,
    "reach": str,
    "received_at": datetime,
    "source": str,
    "source_ref": str,
    "consents": str,
}
HANDED: dict[str, type] = {
    **CLEARED,
    **PLACE,
    **PROMISE,
    "lead_unit_id": int,
    "about_unit_id": int,
    "assist_unit_ids": list,
    "catalogue_row_id": int,
    "dispatched_at": datetime,
    "accepted_at": datetime,
    "by_machine": bool,
}
# `said_matter_id`: that the requester takes it for; a person of staff decides whether it joins
RECEIVED = declare("ticket.received", **ASKED, mandate_id=int, said_matter_id=int)
ADDED = declare("ticket.added", mandate_id=int)
HURRIED = declare("ticket.hurried", **HURRY, hurried_at=datetime)
HURRY_ANSWERED = declare("ticket.hurry_answered", **HURRY)
ACCEPTED = declare(
    "ticket.accepted", **CURRENT, **PLACE, **PROMISE, accepted_at=datetime, about_unit_id=int
)
SPLIT = declare("ticket.split", split_into_id=int)
SPLIT_OFF = declare("ticket.split_off", split_from_id=int)
ANSWERED = declare("ticket.answered", **ENDING, **CITED, category_id=int)
HANDED_OFF = declare("ticket.handed_off", **ENDING, line=str)
DECLINE_PROPOSED = declare("ticket.decline_proposed", **PENDING, reason=str)
DECLINED = declare("ticket.declined", **ENDING, reason=str)
DECLINE_REFUSED = declare("ticket.decline_refused", **CLEARED)
DISPATCHED = declare("ticket.dispatched", **HANDED)
# what a machine dispatched is as it was before: nobody had decided anything
TAKEN_BACK = declare(
    "ticket.taken_back",
    **CURRENT,
    category_id=int,
    lead_unit_id=int,
    assist_unit_ids=list,
    catalogue_row_id=int,
    dispatched_at=datetime,
    accepted_at=datetime,
    by_machine=bool,
)
SIGNED = declare("ticket.signed", **CURRENT)
RETURN_ASKED = declare("ticket.return_asked", **PENDING)
RETURN_GRANTED = declare("ticket.return_granted", **HANDED)
RETURN_REFUSED = declare("ticket.return_refused", **CLEARED, designated=bool)
CONTACTED = declare("ticket.contacted", **CURRENT, way=str)
EXTENSION_ASKED = declare("ticket.extension_asked", **PENDING, days=int)
EXTENDED = declare("ticket.extended", **CLEARED, **PROMISE, extensions=int)
EXTENSION_REFUSED = declare("ticket.extension_refused", **CLEARED)
MEETING_CALLED = declare("ticket.meeting_called", **CURRENT, **ASSISTING)
CO_HANDLING_BEGUN = declare("ticket.co_handling_begun", **CURRENT, **ASSISTING)
STAGE_REPORTED = declare("ticket.stage_reported", finished=bool)
CO_HANDLING_ENDED = declare("ticket.co_handling_ended", **CURRENT, **ASSISTING)
WHISTLED = declare("ticket.whistled", **CURRENT, **ASSISTING)
WHISTLE_ANSWERED = declare(
    "ticket.whistle_answered", **CURRENT, **ASSISTING, came_unit_ids=list, helped=int
)
HOLD_ASKED = declare("ticket.hold_asked", **PENDING, reason=str, next_on=date)
HELD = declare("ticket.held", **CLEARED, **PAUSE, next_on=date, holds=int)
HOLD_REFUSED = declare("ticket.hold_refused", **CLEARED)
HOLD_RELEASED = declare("ticket.hold_released", **CURRENT, **PROMISE, **PAUSE)
RESIDENT_ASKED = declare("ticket.resident_asked", **CURRENT, **PAUSE, questions=int)
REMINDED = declare("ticket.reminded", remind_at=datetime, due_at=datetime)
RESIDENT_ANSWERED = declare("ticket.resident_answered", **WAITED, mandate_id=int)
WAITING_ENDED = declare("ticket.waiting_ended", **WAITED)
TERMINATION_ASKED = declare("ticket.termination_asked", **PENDING)
TERMINATED = declare("ticket.terminated", **ENDING)
TERMINATION_REFUSED = declare("ticket.termination_refused", **CLEARED)
REPLIED = declare("ticket.replied", **CURRENT, **PENDING, **CITED)
AUDIT_PASSED = declare("ticket.audit_passed", **CURRENT, **HURRY)
AUDIT_FAILED = declare("ticket.audit_failed", **CURRENT)
CALL_TRIED = declare("ticket.call_tried", tries=int, way=str, result=str)
GIVEN_UP = declare("ticket.given_up", **ENDING)
CONFIRMED = declare("ticket.confirmed", **ENDING, rating=int, mandate_id=int)
DISPUTED = declare("ticket.disputed", **CURRENT, rework_count=int, tries=int, mandate_id=int)
SENT_BACK = declare("ticket.sent_back", **HANDED)
EXPLAINED = declare("ticket.explained", **ENDING)
RATED = declare("ticket.rated", rating=int)
OBJECTED = declare("ticket.objected", **PENDING, objections=int, approved_by=int)
UPHELD = declare(
    "ticket.upheld",
    **REOPENING,
    rating=int,
    tries=int,
    lead_unit_id=int,
    catalogue_row_id=int,
    with_matter=bool,
)
DISMISSED = declare("ticket.dismissed", **PENDING)
WITHDRAWN = declare("ticket.withdrawn", **ENDING, **PAUSE)
CLOSED_AT_SOURCE = declare("ticket.closed_at_source", **ENDING)  # an imported closing
RECOMPUTED = declare("ticket.recomputed", **PROMISE, due_at=datetime)
JOINED = declare("ticket.joined", matter_id=int, with_matter=bool, decided=int)
LEFT = declare("ticket.left", matter_id=int, with_matter=bool, decided=int)
LET_GO = declare("ticket.let_go", with_matter=bool, decided=int)  # its matter ended without it
REPLIED_BY_MATTER = declare(
    "ticket.replied_by_matter",
    **CURRENT,
    **HURRY,
    category_id=int,
    lead_unit_id=int,
    accepted_at=datetime,
    dispatched_at=datetime,
    with_matter=bool,
    decided=int,
)
# `led`: another unit leads it now; `tells`: and its requester still waits for an answer
MOVED = declare(
    "ticket.moved",
    **ASSISTING,
    **NAMED,
    lead_unit_id=int,
    about_unit_id=int,
    catalogue_row_id=int,
    current_promise_at=datetime,
    from_unit_id=int,
    decided=int,
    led=bool,
    tells=bool,
)
ANSWERING = frozenset({AUDIT_PASSED, REPLIED_BY_MATTER})  # with these a reply reaches who asked
CONTACT_OPENED = residents.OPENED  # recorded on the ticket by the area that keeps contacts
# `run` is the run of retention, None where the requester asked for it; ARCHIVED erases all words.
CONTACT_ERASED = declare("contact.erased", reach=str, run=int)
ARCHIVED = declare("ticket.archived", **CURRENT, **SOUND, run=int, erase_by=datetime)
CONTACT_CORRECTED = declare("contact.corrected", reach=str)
CORRECTED = declare("ticket.corrected", told_seq=int, to_write_down=bool)
HEARD = declare("ticket.heard")
WRITTEN_DOWN = declare("ticket.written_down", **SOUND, told_seq=int, consents=str)
SOUND_ERASED = declare("ticket.sound_erased", **ERASED, sound_until=datetime, run=int)
# what it says anew stands in its own words
WORDS_ERASED = declare("ticket.words_erased", **ERASED, **SOUND, told_seq=int)
# so does what is left of what was blanked, by name and entry
WORDS_BLANKED = declare("ticket.words_blanked", **ERASED, told_seq=int)
ERASURE_PROMISED = declare("ticket.erasure_promised", erase_by=datetime, obstacle=str)
CONSENT_GIVEN = declare("ticket.consent_given", consents=str)
# what may no longer be kept is gone, and what is left of the request stands in its own words
CONSENT_WITHDRAWN = declare(
    "ticket.consent_withdrawn",
    **ERASED,
    consents=str,
    consent=str,
    reach=str,
    told_seq=int,
    sound_until=datetime,
)
COPIED = declare("ticket.copied")
CODE_ASKED = declare("ticket.code_asked")  # a new way in goes to the contact that was given
CODE_RENEWED = declare("ticket.code_renewed")
RIGHT_ASKED = declare("ticket.right_asked", asked_right=str, answer_by=datetime)
RIGHT_ANSWERED = declare("ticket.right_answered", asked_right=str, answer_by=datetime, granted=bool)
# An exclusion takes a ticket out of the assessment of its unit, never out of the figures of all.
EXCLUSION_PROPOSED = declare("ticket.exclusion_proposed", **PENDING, exclusion=str)
EXCLUSION_APPROVED = declare(
    "ticket.exclusion_approved", **PENDING, approved_by=int, excluded_for=str
)
EXCLUSION_REFUSED = declare("ticket.exclusion_refused", **PENDING, approved_by=int)
# An order of the supervisor stands beside the state: it moves neither `due_at` nor the promise.
ORDERED = declare("ticket.ordered", order_due_at=datetime, lead_unit_id=int)
ORDER_ANSWERED = declare("ticket.order_answered", order_due_at=datetime)
# A re-visit by another unit leaves the ticket as it is, or puts its result before a supervisor.
REVISIT: dict[str, type] = {"revisited": str, "found": str, "claimed": str, "revisit_unit_id": int}
REVISITED = declare("ticket.revisited", **REVISIT)
RESULT_QUESTIONED = declare("ticket.result_questioned", **PENDING, approved_by=int, **REVISIT)
NOTED = declare("ticket.noted", **NAMED, named_staff_ids=list, named_unit_ids=list)
NOTE_READ = declare("ticket.note_read", **NAMED)
# each may say anew what is asked and where
TELLING = frozenset(
    {RECEIVED, WRITTEN_DOWN, CORRECTED, WORDS_ERASED, WORDS_BLANKED, CONSENT_WITHDRAWN}
)

# deeds that change nothing which a decision rests on
LOOKS = frozenset(
    {
        CONTACT_OPENED,
        COPIED,
        ERASURE_PROMISED,
        RIGHT_ASKED,
        RIGHT_ANSWERED,
        NOTED,
        NOTE_READ,
        REVISITED,
        HURRIED,
        HURRY_ANSWERED,
        CODE_ASKED,
        CODE_RENEWED,
        HEARD,
        SOUND_ERASED,
    }
)

COLUMNS = frozenset(
    {
        *ASKED,
        *CLEARED,
        *PAUSE,
        *HURRY,
        "hurried_at",
        "accepted_at",
        "dispatched_at",
        "ended_at",
        "outcome",
        "lead_unit_id",
        "about_unit_id",
        "catalogue_row_id",
        "designated",
        "by_machine",
        "extensions",
        "holds",
        "questions",
        "waited",
        "tries",
        "rework_count",
        "rating",
        "objections",
        "matter_id",
        "with_matter",
        "split_from_id",
        "told_seq",
        "erase_by",
        "asked_right",
        "answer_by",
        "order_due_at",
        "approved_by",
        "excluded_for",
    }
)


def unanswered(facts: Mapping[str, object]) -> bool:
    """Return whether nobody was met by an attempt: what older entries say nothing of, they were made for."""
    return facts.get("result", Attempt.NO_ANSWER) in UNANSWERED


def replay(entries: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Return the columns of a ticket as its entries' facts, oldest first, make them."""
    columns: dict[str, object] = {}
    for facts in entries:
        columns.update((name, value) for name, value in facts.items() if name in COLUMNS)
    return columns
