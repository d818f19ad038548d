"""What each message says: a template, the facts of its deed, and the words that the deed binds."""

from datetime import date, datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override, pgettext

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Decline, Hold, Privacy, code, deeds
from lianxin.followers.notifications import rules
from lianxin.followers.notifications.bulletins import Letter, bulletin
from lianxin.followers.notifications.models import Message
from lianxin.followers.notifications.rules import Template
from lianxin.foundation import codes
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import rules as payload
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import deadline
from lianxin.registers.orgs import queries as orgs

HIDDEN = "****"  # stands for a query code where it must not be seen

SUBJECTS = {
    Template.RECEIVED: gettext_noop("We have received your request %(number)s"),
    Template.WRITTEN_DOWN: gettext_noop("What you said is written down, request %(number)s"),
    Template.ANSWERED: gettext_noop("The answer to your request %(number)s"),
    Template.HANDED_OFF: gettext_noop(
        "Your request %(number)s went to the emergency line %(line)s"
    ),
    Template.DECLINED: gettext_noop("We cannot take on your request %(number)s"),
    Template.DISPATCHED: gettext_noop("Who deals with your request %(number)s"),
    Template.QUESTION: gettext_noop("A question about your request %(number)s"),
    Template.EXTENDED: gettext_noop("Your request %(number)s takes longer"),
    Template.WAY_IN: gettext_noop("A way into your request %(number)s"),
    Template.HURRIED: gettext_noop("How far your request %(number)s is"),
    Template.HELD: gettext_noop("Your request %(number)s has to wait"),
    Template.GOES_ON: gettext_noop("Your request %(number)s is being worked on again"),
    Template.ASKED: gettext_noop("A question about your request %(number)s"),
    Template.REMINDED: gettext_noop("Your request %(number)s waits for your answer"),
    Template.UNANSWERED: gettext_noop("Your request %(number)s goes on without your answer"),
    Template.TERMINATED: gettext_noop("Your request %(number)s is closed with an explanation"),
    Template.REPLIED: gettext_noop("Is your request %(number)s solved?"),
    Template.REWORK: gettext_noop("Your request %(number)s is dealt with once more"),
    Template.ESCALATED: gettext_noop("A supervisor looks at your request %(number)s"),
    Template.CLOSED: gettext_noop("Your request %(number)s is closed"),
    Template.UNREACHABLE: gettext_noop("Your request %(number)s is closed: we could not reach you"),
    Template.EXPLAINED: gettext_noop("Your request %(number)s is closed with an explanation"),
    Template.OBJECTED: gettext_noop("We have received your objection on request %(number)s"),
    Template.UPHELD: gettext_noop("Your objection was right: request %(number)s is open again"),
    Template.DISMISSED: gettext_noop("Your objection on request %(number)s was reviewed"),
    Template.WITHDRAWN: gettext_noop("You have withdrawn your request %(number)s"),
    Template.RECOMPUTED: gettext_noop("The date of your request %(number)s is settled"),
    Template.HELPED: gettext_noop("Somebody acted for you on your request %(number)s"),
    Template.RIGHT_ANSWERED: gettext_noop("The answer about your data, request %(number)s"),
}
OBJECT = gettext_noop("If you do not agree, you can object on its page.")
TEXTS = {
    Template.RECEIVED: (
        gettext_noop("You will have an answer %(promise)s."),
        gettext_noop("Number: %(number)s\nQuery code: %(code)s"),
        gettext_noop("Number and query code together open your request. Give them to nobody."),
    ),
    Template.WRITTEN_DOWN: (
        gettext_noop("The hotline has heard your recording and written down what you said."),
        gettext_noop("Please read it on its page. If something is wrong, correct it there."),
    ),
    Template.ANSWERED: (gettext_noop("We could answer at once."), "%(words)s", OBJECT),
    Template.HANDED_OFF: (
        gettext_noop(
            "Somebody there has taken it. If there is danger, call %(line)s yourself too."
        ),
    ),
    Template.DECLINED: ("%(reason)s", "%(words)s", OBJECT),
    Template.DISPATCHED: (
        gettext_noop("%(unit)s deals with it now. You will have an answer %(promise)s."),
    ),
    Template.QUESTION: (
        gettext_noop("%(unit)s asks:"),
        "%(words)s",
        gettext_noop("Please answer on its page."),
    ),
    Template.EXTENDED: (
        gettext_noop("You will have an answer %(promise)s."),
        gettext_noop("The reason:"),
        "%(words)s",
    ),
    Template.WAY_IN: (
        gettext_noop("Somebody who knows your contact says that the query code was lost."),
        gettext_noop("If it was you: %(way)s\nIt opens for a day, once, and gives you a new code."),
        gettext_noop("If it was not you, do nothing. Only this address has received the way in."),
    ),
    Template.HURRIED: (
        gettext_noop("You asked to hurry. This is how far it is:"),
        "%(words)s",
    ),
    Template.HELD: (
        gettext_noop("It cannot be solved yet. The reason:"),
        "%(reason)s",
        "%(words)s",
        gettext_noop(
            "We look at it again %(due)s. Until then the clock stands still; the time is added to the "
            "promised date, and no more."
        ),
    ),
    Template.GOES_ON: (
        gettext_noop("The clock goes on. You will have an answer %(promise)s."),
        "%(words)s",
    ),
    Template.ASKED: (
        gettext_noop("%(unit)s asks:"),
        "%(words)s",
        gettext_noop("Please answer on its page %(due)s. Until then the clock stands still."),
    ),
    Template.REMINDED: (
        gettext_noop("%(unit)s has asked you something and has no answer yet."),
        gettext_noop("Please answer on its page %(due)s. Then they go on with what they know."),
    ),
    Template.UNANSWERED: (
        gettext_noop("The time to answer is over. %(unit)s goes on with what is known."),
        gettext_noop("You will have an answer %(promise)s."),
    ),
    Template.TERMINATED: (
        gettext_noop("It could not go on without you. The explanation:"),
        "%(words)s",
        OBJECT,
    ),
    Template.REPLIED: (
        gettext_noop(
            "There is a reply. Please read it on its page and tell us whether it is solved."
        ),
    ),
    Template.REWORK: (
        gettext_noop("You said that it is not solved. %(unit)s deals with it again %(due)s."),
    ),
    Template.ESCALATED: (
        gettext_noop("It was not solved at the second try either. A supervisor decides %(due)s."),
    ),
    Template.CLOSED: (gettext_noop("Thank you for telling us what came of it."), OBJECT),
    Template.UNREACHABLE: (gettext_noop("The reply stands on its page."), OBJECT),
    Template.EXPLAINED: (gettext_noop("It cannot be solved for now."), "%(words)s", OBJECT),
    Template.OBJECTED: (
        gettext_noop("Somebody who had no part in it reviews it and decides %(decide)s."),
    ),
    Template.UPHELD: ("%(words)s", gettext_noop("We deal with it %(due)s.")),
    Template.DISMISSED: (gettext_noop("It was not upheld. The reason:"), "%(words)s"),
    Template.WITHDRAWN: (
        gettext_noop("Nobody works on it any more. If that was not you, call us."),
    ),
    Template.RIGHT_ANSWERED: ("%(words)s",),
    Template.HELPED: (
        gettext_noop("Somebody to whom you gave a mandate added something in your name."),
        gettext_noop(
            "You read on its page what they wrote. There you can also take the mandate back."
        ),
    ),
    Template.RECOMPUTED: (
        gettext_noop("The holidays were announced. You will have an answer %(promise)s."),
    ),
}
FOOT = gettext_noop(
    "Your request: %(link)s\nThe hotline: %(hotline)s\n"
    "This message was sent automatically; please do not reply to it."
)
HOLDS = {
    Hold.PROJECT: gettext_noop("It needs a project or building work first."),
    Hold.PROCEDURE: gettext_noop("The law asks for a procedure first."),
    Hold.DISPUTE: gettext_noop("Who owns it, or a dispute about it, has to be settled first."),
    Hold.CONSENT: gettext_noop("Owners or others have to agree first."),
    Hold.SEASON: gettext_noop("Season or weather do not allow it now."),
    Hold.RULES: gettext_noop("The rules for it are not settled yet."),
    Hold.OTHER: gettext_noop("There is another reason that the unit cannot change."),
}
DECLINES = {
    Decline.EMERGENCY: gettext_noop("It belongs to an emergency line."),
    Decline.LEGAL_CHANNEL: gettext_noop(
        "The law has a way of its own for it: a court, arbitration, an appeal, or disclosure."
    ),
    Decline.PETITION: gettext_noop("It is already being dealt with as a petition."),
    Decline.SAME_MATTER: gettext_noop("It was answered before, and there is nothing new in it."),
    Decline.SECRETS: gettext_noop("It touches secrets or somebody's privacy."),
    Decline.MARKET: gettext_noop(
        "It is not for public bodies but between you and a business or a person."
    ),
    Decline.UNLAWFUL: gettext_noop("It asks for something that is against the law or good morals."),
    Decline.ELSEWHERE: gettext_noop("It belongs to another place."),
    Decline.OTHER_LAW: gettext_noop("Another law does not allow it."),
}


def letter(message: Message) -> Letter:
    """Return what a message says, in its language."""
    with override(message.language):
        template = Template(message.template)
        if message.ticket is None:
            return bulletin(message)
        facts = _facts(message, message.ticket)
        said = [_said(text, facts) for text in (*TEXTS[template], FOOT)]
        text = "\n\n".join(part for part in said if part.strip())
        return Letter(subject=_said(SUBJECTS[template], facts), text=f"{text}\n")


def _said(text: str, facts: dict[str, str]) -> str:
    return (text if text == "%(words)s" else gettext(text)) % facts


def _facts(message: Message, ticket: Ticket) -> dict[str, str]:
    entry = message.entry
    facts = payload.decode(entry.verb, entry.facts)
    unit = facts.get("lead_unit_id") or ticket.lead_unit_id
    number = code.number(ticket.pk)
    return {
        "number": number,
        "code": _code(message, ticket),
        "way": _way(message, ticket, number),
        "link": f"{settings.LIANXIN_BASE_URL}/progress/{number}/",
        "hotline": settings.LIANXIN_HOTLINE,
        "unit": _unit(unit) or gettext("The unit in charge"),
        "line": str(facts.get("line") or ""),
        "reason": _reason(entry),
        "promise": _by_when(facts.get("current_promise_at")),
        "due": _by_when(facts.get("due_at")),
        "decide": _by_when(facts.get("decide_by")),
        "words": _words(entry, ticket),
    }


def _code(message: Message, ticket: Ticket) -> str:
    """Return the query code where the letter goes to the requester's own mailbox."""
    if message.channel != rules.Channel.EMAIL or message.template != Template.RECEIVED:
        return HIDDEN
    return codes.grouped(tickets.query_code(ticket))


def _way(message: Message, ticket: Ticket, number: str) -> str:
    """Return the way in where the letter goes to the requester's own mailbox."""
    if message.channel != rules.Channel.EMAIL or message.template != Template.WAY_IN:
        return HIDDEN
    way = tickets.way_in(ticket, message.entry)
    return f"{settings.LIANXIN_BASE_URL}/progress/{number}/way/{way}/"


def _reason(entry: Entry) -> str:
    """Return the reason that a deed names by its code, as a sentence."""
    if entry.verb == deeds.DECLINED:
        return gettext(DECLINES[Decline(entry.facts["reason"])])
    return gettext(HOLDS[Hold(entry.facts["hold_reason"])]) if entry.verb == deeds.HELD else ""


def _unit(unit_id: object) -> str:
    return orgs.unit_names([unit_id]).get(unit_id, "") if isinstance(unit_id, int) else ""


def _words(entry: Entry, ticket: Ticket) -> str:
    """Return what was written for the requester; of a confidential ticket nothing goes by mail."""
    telling = rules.telling(entry.verb, entry.facts)
    if telling is None or ticket.privacy != Privacy.OPEN:
        return ""
    said = ledger.words(entry)
    return "\n\n".join(text for name in telling.words if (text := said.get(name)))


def _by_when(at: object) -> str:
    if not isinstance(at, datetime):
        return ""
    due = deadline(at)
    said = {"day": _day(due.day), "time": due.clock}
    if due.whole_day:
        return gettext("by the end of %(day)s") % said
    return gettext("by %(time)s on %(day)s") % said


def _day(day: date) -> str:
    return date_format(day, pgettext("day in a message", "l j F Y"))
