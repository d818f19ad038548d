"""Words that only staff pages need: faults of the ledger, kinds of unit, steps with a time limit."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import pgettext_lazy as _

from lianxin.foundation.time import Unit
from lianxin.interfaces.web.labels import beside
from lianxin.registers.orgs.rules import FaultKind, UnitKind
from lianxin.registers.policies.rules import Figure, Span, Step

Words = str | Promise

FAULT: Mapping[str, Words] = {
    "bookmark-ahead": _("fault", "A follower's bookmark is beyond the log"),
    "change-differs": _("fault", "A change of a register is not what its entry binds"),
    "contact-unreadable": _("fault", "A contact cannot be read"),
    "deeds-differ": _("fault", "The ticket is not what its entries say"),
    "entries-missing": _("fault", "Entries of a ticket are missing"),
    "entry-changed": _("fault", "An entry was changed"),
    "entry-missing": _("fault", "An entry is missing"),
    "entry-unreadable": _("fault", "An entry cannot be read"),
    "file-changed": _("fault", "A file was changed"),
    "file-missing": _("fault", "A file is missing"),
    "file-not-bound": _("fault", "No entry binds a file"),
    "file-unreadable": _("fault", "A file cannot be read"),
    "gap": _("fault", "A position in the log is missing"),
    "head-differs": _("fault", "A signed head is not the head of this log"),
    "head-forged": _("fault", "A head has a wrong signature"),
    "head-missing": _("fault", "A published head is missing"),
    "matter-missing": _("fault", "A matter is missing"),
    "matter-unreadable": _("fault", "A matter cannot be read"),
    "not-drawn": _("fault", "A sample of re-visits is not what its frame and its seed give"),
    "not-queued": _("fault", "An entry will never be sealed"),
    "proof-wrong": _("fault", "The proof of the receipt is wrong"),
    "queued-again": _("fault", "An entry waits to be sealed twice"),
    "queued-unknown": _("fault", "The queue names an entry that is not there"),
    "receipt-forged": _("fault", "The receipt has a wrong signature"),
    "replay-differs": _("fault", "The ticket is not what its entries say"),
    "rolled-back": _("fault", "The log was set back to an older state"),
    "seal-changed": _("fault", "A seal was changed"),
    "seal-overdue": _("fault", "An entry should have been sealed by now"),
    "seal-unreadable": _("fault", "A seal cannot be read"),
    "sequence-broken": _("fault", "An entry of a ticket was removed or inserted"),
    "ticket-missing": _("fault", "A ticket is missing"),
    "ticket-unreadable": _("fault", "A ticket cannot be read"),
    "tile-added": _("fault", "The tree has a hash too many"),
    "tile-changed": _("fault", "A hash of the tree was changed"),
    "tile-missing": _("fault", "A hash of the tree is missing"),
    "unreadable": _("fault", "A part could not be read to its end"),
    "witness-damaged": _("fault", "The file of published heads is damaged"),
    "witness-forged": _("fault", "A published head has a wrong signature"),
    "witness-missing": _("fault", "A head is missing in the file of published heads"),
    "witness-rebuilt": _("fault", "The file of published heads was rebuilt"),
    "words-added": _("fault", "Words were added to an entry"),
    "words-changed": _("fault", "The words of an entry were changed"),
    "words-erased-unrecorded": _("fault", "Words were erased and nobody recorded it"),
    "words-missing": _("fault", "The words of an entry are missing"),
}

PART: Mapping[str, Words] = {
    "worker": _("part", "The worker as a whole"),
    "pulse": _("part", "The worker's sign of life"),
    "seal": _("part", "Sealing entries"),
    "head": _("part", "Signing heads"),
    "topics": _("part", "Filing requests under topics"),
    "addresses": _("part", "Erasing addresses that nobody confirmed"),
    "clock": _("part", "What is due by the clock"),
    "calendar": _("part", "Loading the calendar"),
    "registers": _("part", "Changes of registers on their day"),
    "promises": _("part", "Recomputing promises"),
    "contacts": _("part", "Renewing the keys of contacts"),
    "revisits": _("part", "Drawing what is asked about again"),
    "questions": _("part", "Looking for what chance hardly explains"),
    "files": _("part", "Sweeping files that nobody kept"),
    "sessions": _("part", "Forgetting sessions that are over"),
    "matters": _("part", "Carrying out what was decided on matters"),
    "messages": _("part", "Sending messages"),
    "retention": _("part", "Erasing what was kept long enough"),
    "notifications": _("part", "Messages to requesters"),
    "triage": _("part", "Suggestions for new requests"),
    "similar": _("part", "Finding requests beside each other"),
    "phrases": _("part", "Letting requests be found by words"),
    "insight": _("part", "Counting what the ledger says"),
}

UNIT_KIND: Mapping[UnitKind, Words] = {
    UnitKind.HOTLINE: _("unit", "Hotline"),
    UnitKind.GOVERNMENT: _("unit", "Government"),
    UnitKind.DEPARTMENT: _("unit", "Department"),
    UnitKind.SUBDISTRICT: _("unit", "Subdistrict or town"),
    UnitKind.COMMUNITY: _("unit", "Community"),
    UnitKind.COMPANY: _("unit", "Public-service company"),
}

AMISS: Mapping[FaultKind, Words] = {
    FaultKind.DIVISION_WITHOUT_PARENT: _("amiss", "Division under one that is over"),
    FaultKind.UNIT_WITHOUT_PARENT: _("amiss", "Unit under one that is over"),
    FaultKind.UNIT_WITHOUT_DIVISION: _("amiss", "Unit in a division that is over"),
    FaultKind.GRID_WITHOUT_COMMUNITY: _("amiss", "Grid in a community that is over"),
    FaultKind.GRID_WITHOUT_WORKER: _("amiss", "Grid without a grid worker"),
    FaultKind.POST_WITHOUT_UNIT: _("amiss", "Post at a unit that is over"),
}

OF_THE_SUBDISTRICT = _("unit", "the subdistrict or town of the place")
OF_THE_COMMUNITY = _("unit", "the community of the place")

LIMIT: Mapping[Step, Words] = {
    Step.PROMISE: _("limit", "Promise to the requester"),
    Step.MEDIA_ANSWERED: _("limit", "First answer on other media"),
    Step.MAILBOX_ANSWERED: _("limit", "First answer to a letter box"),
    Step.DIRECT_ANSWER: _("limit", "Direct answer"),
    Step.SECOND_CHECK: _("limit", "Second check of “not accepted”"),
    Step.TRIAGE_MEETING: _("limit", "Meeting before dispatch"),
    Step.DISPATCH: _("limit", "Dispatch"),
    Step.SIGN_IN: _("limit", "Sign-in"),
    Step.RETURN_WINDOW: _("limit", "Time to ask for a return"),
    Step.RETURN_REVIEW: _("limit", "Decision on a return"),
    Step.FIRST_CONTACT: _("limit", "First contact"),
    Step.WHISTLE_ANSWER: _("limit", "Answer to an escalation"),
    Step.EXTENSION: _("limit", "Length of one extension"),
    Step.EXTENSIONS_AT_MOST: _("limit", "Length of all extensions"),
    Step.EXTENSION_REVIEW: _("limit", "Decision on an extension"),
    Step.HOLD_DECISION: _("limit", "Decision on a hold"),
    Step.HOLD_REVIEW: _("limit", "Review of a hold"),
    Step.TERMINATION_REVIEW: _("limit", "Decision on a termination"),
    Step.WAITING_RESIDENT: _("limit", "Waiting for the requester"),
    Step.WAITING_REMINDER: _("limit", "Reminder to the requester"),
    Step.HURRY_ANSWERED: _("limit", "Answer to a requester who hurries"),
    Step.HURRY_AGAIN: _("limit", "From one hurry to the next"),
    Step.REPLY_AUDIT: _("limit", "Audit of a reply"),
    Step.FOLLOW_UP: _("limit", "Follow-up by phone"),
    Step.FOLLOW_UP_ANONYMOUS: _("limit", "Follow-up on the progress page"),
    Step.REWORK: _("limit", "Rework"),
    Step.OBJECTION_WINDOW: _("limit", "Time to object"),
    Step.OBJECTION_REVIEW: _("limit", "Review of an objection"),
    Step.NOT_ACCEPTED_OBJECTION_WINDOW: _("limit", "Time to object to “not accepted”"),
    Step.NOT_ACCEPTED_OBJECTION_REVIEW: _("limit", "Review of an objection to “not accepted”"),
    Step.DUE_SOON: _("limit", "Yellow card before the deadline"),
    Step.EXCLUSION_WINDOW: _("limit", "Window for proposing an exclusion"),
    Step.EXCLUSION_REVIEW: _("limit", "Decision on an exclusion, of each of the two"),
    Step.ORDER_ANSWER: _("limit", "Answer to a supervision order"),
    Step.RIGHT_ANSWERED: _("limit", "Answer to a question about personal data"),
    Step.CONTACT_KEPT: _("limit", "Contact kept"),
    Step.TICKET_KEPT: _("limit", "Ticket kept with its words"),
    Step.MESSAGE_KEPT: _("limit", "Record of a message kept"),
    Step.ASSESSMENT_KEPT: _("limit", "Impact assessment kept at least"),
    Step.SIGN_IN_KEPT: _("limit", "Sign-ins of staff kept"),
}

FIGURE: Mapping[Figure, Words] = {
    Figure.PHONE_ANSWERED_SECONDS: _("figure", "Phone answered within seconds"),
    Figure.ASSIST_SHARE: _("figure", "Assisting unit's share of the time"),
    Figure.EXTENSIONS: _("figure", "Extensions allowed"),
    Figure.AUTOMATIC_REWORKS: _("figure", "Reworks before escalation"),
    Figure.FOLLOW_UP_TRIES: _("figure", "Follow-up calls"),
    Figure.FOLLOW_UP_DAYS: _("figure", "Days of follow-up calls"),
    Figure.RESPONSE_WEIGHT: _("figure", "Weight of the response rate"),
    Figure.RESOLUTION_WEIGHT: _("figure", "Weight of the resolution rate"),
    Figure.SATISFACTION_WEIGHT: _("figure", "Weight of the satisfaction rate"),
    Figure.BASICALLY_SATISFIED: _("figure", "What “basically satisfied” counts"),
    Figure.ASSESSMENT_FROM_DAY: _("figure", "First day of an assessment period"),
    Figure.DAILY_REPORT_HOUR: _("figure", "Hour of the daily report"),
}

# Lines that a profile must have and that nothing here goes by yet.
IDLE: frozenset[Step | Figure] = frozenset(
    {
        Step.MEDIA_ANSWERED,
        Step.MAILBOX_ANSWERED,
        Step.DIRECT_ANSWER,
        Step.EXTENSIONS_AT_MOST,
        Figure.PHONE_ANSWERED_SECONDS,
        Figure.DAILY_REPORT_HOUR,
    }
)


def line(of: Step | Figure) -> str:
    """Return what a line of a profile is about, and whether it only stands there."""
    said = str(LIMIT[of] if isinstance(of, Step) else FIGURE[of])
    return beside(said, now("nothing here goes by it yet")) if of in IDLE else said


def span(found: Span) -> str:
    """Return a limit in words: "5 working days"."""
    said = {
        Unit.MINUTES: now("%(amount)s minutes"),
        Unit.HOURS: now("%(amount)s hours"),
        Unit.WORKING_DAYS: now("%(amount)s working days"),
        Unit.CALENDAR_DAYS: now("%(amount)s days"),
    }
    if found.unit is Unit.WORKING_DAYS and found.amount == 0:
        return now("the same day")
    return said[found.unit] % {"amount": found.amount}
