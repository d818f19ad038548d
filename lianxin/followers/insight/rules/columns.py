"""The columns of the columnar record: codes, numbers and moments, never a text, a contact or a person.

Types are those of Arrow, by name. Days are those of Asia/Shanghai; moments are in UTC.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

ID, COUNT, CODE, MOMENT, DAY, YES_NO = "int64", "int32", "string", "timestamp", "date32", "bool"


class Column(NamedTuple):
    """A column: its name, its type, and what stands in it."""

    name: str
    type: str
    says: str


# one row for each request: how it stood after its entry at `position`
TICKETS = (
    Column("ticket", ID, "the request"),
    Column("position", ID, "the place in the log of its newest entry that was read"),
    Column("entries", COUNT, "how many entries were read"),
    Column("imported", YES_NO, "it was taken in elsewhere"),
    Column("kind", CODE, "inquiry, help, complaint, tip-off, suggestion, commendation"),
    Column("channel", CODE, "by which door it came"),
    Column("privacy", CODE, "open, confidential, anonymous"),
    Column("source", CODE, "the system it was imported from"),
    Column("category_id", ID, "what it is about"),
    Column("division_code", CODE, "where, as finely as known"),
    Column("grid_id", ID, "in which grid"),
    Column("tier", CODE, "how urgent"),
    Column("lead_unit_id", ID, "who answers for it"),
    Column("given_unit_id", ID, "to whom it was given last, before functions moved between units"),
    Column("matter_id", ID, "the matter it belongs to"),
    Column("state", CODE, "its state"),
    Column("outcome", CODE, "how it ended"),
    Column("rating", COUNT, "the requester's rating, 1 to 5"),
    Column("excluded_for", CODE, "why it is left out of its unit's assessment"),
    Column("received_at", MOMENT, "when it came in"),
    Column("received_on", DAY, "the day of that; its month is the partition"),
    Column("accepted_at", MOMENT, "when it was accepted"),
    Column("first_dispatched_at", MOMENT, "when it was first dispatched"),
    Column("dispatched_at", MOMENT, "when it was dispatched last"),
    Column("signed_at", MOMENT, "when it was first signed for"),
    Column("contacted_at", MOMENT, "when the requester was first contacted"),
    Column("replied_at", MOMENT, "when a unit first replied"),
    Column("reviewed_at", MOMENT, "when a reply was first looked at"),
    Column("answered_at", MOMENT, "when an answer first reached the requester"),
    Column("followed_up_at", MOMENT, "when the first follow-up was over"),
    Column("ended_at", MOMENT, "when it ended"),
    Column("ended_on", DAY, "the day of that"),
    Column("promise_at", MOMENT, "what was promised at intake"),
    Column("current_promise_at", MOMENT, "what is promised now"),
    Column("due_dispatch", MOMENT, "by when it was first to be dispatched"),
    Column("due_sign", MOMENT, "by when it was first to be signed for"),
    Column("due_contact", MOMENT, "by when the requester was first to be contacted"),
    Column("due_reply", MOMENT, "by when a unit was first to reply"),
    Column("due_review", MOMENT, "by when a reply was first to be looked at"),
    Column("due_follow_up", MOMENT, "by when the first follow-up was to be over"),
    Column("recomputed", COUNT, "how often its promise was reckoned anew for another calendar"),
    Column("dispatches", COUNT, "how often it was given to a unit"),
    Column("returns_asked", COUNT, "how often a unit asked to return it"),
    Column("returns_granted", COUNT, "how often it was returned"),
    Column("extensions", COUNT, "how often its time was extended"),
    Column("holds", COUNT, "how often it was put on hold"),
    Column("questions", COUNT, "how often it waited for the requester"),
    Column("waited", COUNT, "for how many days, in all"),
    Column("hurries", COUNT, "how often the requester hurried it"),
    Column("whistles", COUNT, "how often others were called to help"),
    Column(
        "raised", COUNT, "how often it was raised to a supervisor, since doing it over did not help"
    ),
    Column("orders", COUNT, "how often it was put under supervision"),
    Column("tries", COUNT, "calls in vain since the last reply"),
    Column("rework_count", COUNT, "how often it was done over"),
    Column("objections", COUNT, "objections to its result"),
    Column("reopened", COUNT, "how often it was opened again"),
    Column(
        "revisited",
        CODE,
        "what came of the newest re-visit by another unit, against what was claimed",
    ),
)

# one row for each entry about a request: what was done, and whose the request was then
EVENTS = (
    Column("position", ID, "the place in the log"),
    Column("ticket", ID, "the request"),
    Column("seq", COUNT, "which of its entries"),
    Column("verb", CODE, "what was done"),
    Column("at", MOMENT, "when"),
    Column("on", DAY, "the day of that; its month is the partition"),
    Column("role", CODE, "in which role"),
    Column("unit_id", ID, "by which unit"),
    Column("imported", YES_NO, "it was done elsewhere"),
    Column("lead_unit_id", ID, "who answered for the request from then on"),
    Column("category_id", ID, "what it was about from then on"),
    Column("division_code", CODE, "where, as known from then on"),
)

# how rows are made from entries and laid into files: raised when either changes, so that the record is made anew
MADE = 2
TABLES: dict[str, Sequence[Column]] = {"tickets": TICKETS, "events": EVENTS}
MONTH_OF = {"tickets": "received_on", "events": "on"}


def signature() -> str:
    """Return what is another as soon as a column is: files of another shape are not read."""
    said = [(name, [(one.name, one.type) for one in all_]) for name, all_ in TABLES.items()]
    return hashlib.sha256(repr((MADE, said)).encode()).hexdigest()[:16]
