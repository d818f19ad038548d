"""What each deed is called in the story that staff read."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets.rules import deeds
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.staff import matter_words

VERB: Mapping[str, Words] = {
    **matter_words.VERB,
    deeds.RECEIVED: _("deed", "Request received"),
    deeds.ADDED: _("deed", "Requester added something"),
    deeds.ACCEPTED: _("deed", "Accepted"),
    deeds.ANSWERED: _("deed", "Answered at once"),
    deeds.HANDED_OFF: _("deed", "Handed to an emergency line"),
    deeds.DECLINE_PROPOSED: _("deed", "Proposed not to accept"),
    deeds.DECLINED: _("deed", "Not accepted"),
    deeds.DECLINE_REFUSED: _("deed", "Second check: to be accepted"),
    deeds.DISPATCHED: _("deed", "Dispatched"),
    deeds.SIGNED: _("deed", "Signed in"),
    deeds.RETURN_ASKED: _("deed", "Asked to return it"),
    deeds.RETURN_GRANTED: _("deed", "Return agreed, dispatched anew"),
    deeds.RETURN_REFUSED: _("deed", "Return refused, unit designated"),
    deeds.CONTACTED: _("deed", "First contact"),
    deeds.EXTENSION_ASKED: _("deed", "Asked for more time"),
    deeds.EXTENDED: _("deed", "More time granted"),
    deeds.EXTENSION_REFUSED: _("deed", "No more time granted"),
    deeds.MEETING_CALLED: _("deed", "Meeting called before dispatch"),
    deeds.CO_HANDLING_BEGUN: _("deed", "Handling together begun"),
    deeds.STAGE_REPORTED: _("deed", "Assisting unit reported"),
    deeds.CO_HANDLING_ENDED: _("deed", "Handling together ended"),
    deeds.WHISTLED: _("deed", "Whistled: other units called"),
    deeds.WHISTLE_ANSWERED: _("deed", "What came of the whistle"),
    deeds.REPLIED: _("deed", "Reply written"),
    deeds.AUDIT_PASSED: _("deed", "Reply passed on"),
    deeds.AUDIT_FAILED: _("deed", "Reply sent back"),
    deeds.CALL_TRIED: _("deed", "Called, nobody answered"),
    deeds.GIVEN_UP: _("deed", "Closed: unreachable"),
    deeds.CONFIRMED: _("deed", "Confirmed and closed"),
    deeds.DISPUTED: _("deed", "Requester not satisfied"),
    deeds.SENT_BACK: _("deed", "Handed out again after escalation"),
    deeds.EXPLAINED: _("deed", "Closed with an explanation"),
    deeds.RATED: _("deed", "Rated"),
    deeds.OBJECTED: _("deed", "Objection raised"),
    deeds.UPHELD: _("deed", "Objection upheld"),
    deeds.DISMISSED: _("deed", "Objection dismissed"),
    deeds.WITHDRAWN: _("deed", "Withdrawn"),
    deeds.RECOMPUTED: _("deed", "Promise recomputed after the calendar was announced"),
    deeds.JOINED: _("deed", "Joined a matter"),
    deeds.LEFT: _("deed", "Left the matter"),
    deeds.REPLIED_BY_MATTER: _("deed", "Replied to, with all of the matter"),
    deeds.MOVED: _("deed", "Moved: the unit was closed, and another takes its work over"),
    deeds.CLOSED_AT_SOURCE: _("deed", "Closed in the other system"),
    deeds.CONTACT_OPENED: _("deed", "Contact opened"),
    deeds.CONTACT_CORRECTED: _("deed", "Contact corrected by the requester"),
    deeds.CORRECTED: _("deed", "Corrected by the requester"),
    deeds.WORDS_ERASED: _("deed", "Earlier words erased"),
    deeds.ERASURE_PROMISED: _("deed", "Erasure promised"),
    deeds.CONSENT_GIVEN: _("deed", "Separate consent given"),
    deeds.CONSENT_WITHDRAWN: _("deed", "Consent taken back; what rested on it is gone"),
    deeds.COPIED: _("deed", "Requester took a copy"),
    deeds.RIGHT_ASKED: _("deed", "Question about personal data"),
    deeds.RIGHT_ANSWERED: _("deed", "Question about personal data answered"),
    deeds.ORDERED: _("deed", "Put under supervision"),
    deeds.ORDER_ANSWERED: _("deed", "Supervision order answered"),
    deeds.NOTED: _("deed", "Internal note"),
    deeds.NOTE_READ: _("deed", "Note read"),
    deeds.CONTACT_ERASED: _("deed", "Contact erased"),
    deeds.ARCHIVED: _("deed", "De-identified and archived"),
}

NEARER = _("deed", "The time limit of its category is shorter.")
