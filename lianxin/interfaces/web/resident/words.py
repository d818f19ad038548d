"""Where a request stands and what was done, in words that a child understands."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import Attempt, Obstacle, Outcome, Right, State, deeds
from lianxin.foundation.actor import Role
from lianxin.registers.residents.rules import Reason
from lianxin.registers.residents.rules.consents import Consent

Said = str | Promise


@dataclass(frozen=True)
class Standing:
    """How a state is told: a headline, what it means, and the stage of four that it belongs to."""

    title: Said
    text: Said
    stage: int = 0  # 0: no stages to show


STAGES = (_("It has arrived"), _("Being worked on"), _("You have an answer"), _("All done"))

ACCEPTED = Standing(
    _("We have taken your request on"),
    _("We are finding who has to deal with it and will hand it to them."),
    1,
)
STANDINGS = {
    State.RECEIVED: Standing(
        _("We have received your request"), _("Somebody of ours is reading it now."), 1
    ),
    State.TRIAGE_MEETING: Standing(
        _("We are settling who is responsible"),
        _("Several units might be. We decide it among ourselves; you need do nothing."),
        1,
    ),
    State.ANSWERED: Standing(_("We have answered you"), _("You can read the answer below."), 4),
    State.EMERGENCY_HANDOFF: Standing(
        _("We handed it to the emergency line at once"),
        _("Somebody there has taken it. If there is danger, call them yourself as well."),
    ),
    State.NOT_ACCEPTED: Standing(
        _("We cannot take this on"),
        _("Below you can read why, and where to turn instead. You can object to this."),
    ),
    State.DISPATCHED: Standing(
        _("It is with %(unit)s"), _("They have not confirmed it yet. You need do nothing."), 2
    ),
    State.SIGNED: Standing(
        _("%(unit)s has it"), _("They will get in touch with you first, then deal with it."), 2
    ),
    State.HANDLING: Standing(
        _("%(unit)s is working on it"), _("You will be told as soon as there is a result."), 2
    ),
    State.CO_HANDLING: Standing(
        _("%(unit)s and others are working on it"),
        _("Several units are needed. %(unit)s answers for it."),
        2,
    ),
    State.WAITING_RESIDENT: Standing(
        _("%(unit)s has a question for you"),
        _("Please answer below: until then the clock stands still."),
        2,
    ),
    State.HOLD: Standing(
        _("It has to wait for now"),
        _(
            "It cannot be solved yet. Below you can read why, what is planned, and when we look at it again."
        ),
        2,
    ),
    State.REPLIED: Standing(
        _("%(unit)s has replied"), _("We check the reply before we pass it on to you."), 2
    ),
    State.FOLLOW_UP: Standing(
        _("Here is the answer. Is it solved?"),
        _("Please read the answer and tell us. What you say counts."),
        3,
    ),
    State.REWORK: Standing(
        _("You said that it is not solved"), _("%(unit)s has to deal with it once more."), 2
    ),
    State.ESCALATED: Standing(
        _("A supervisor is looking at it"),
        _("It was not solved at the second try either. Somebody higher up decides now."),
        2,
    ),
    State.CLOSED: Standing(_("It is closed"), _("You can read the answer below."), 4),
    State.WITHDRAWN: Standing(
        _("You have withdrawn it"), _("Nobody works on it any more. You can report it again.")
    ),
    State.ARCHIVED: Standing(
        _("It is in the archive"), _("What could identify you has been removed."), 4
    ),
}

OUTCOMES = {
    Outcome.RESOLVED: _("solved"),
    Outcome.PARTLY: _("partly solved"),
    Outcome.EXPLAINED: _("not solved for now, but explained"),
    Outcome.UNREACHABLE: _("closed, because we could not reach you"),
}
BESIDE = {"plan": _("What is planned:")}  # what is said beside the reason
ATTEMPTS = {
    Attempt.REACHED: _("we spoke with you"),
    Attempt.NO_ANSWER: _("nobody answered"),
    Attempt.WRONG_NUMBER: _("the number or the address is not right"),
    Attempt.LATER: _("you asked us to come back to it later"),
}
RATINGS = {
    5: _("Very satisfied"),
    4: _("Satisfied"),
    3: _("Mostly satisfied"),
    2: _("Not satisfied"),
    1: _("Not satisfied at all"),
}

RIGHTS = {
    Right.ACCESS: _("I want to know more about what you keep of me"),
    Right.CORRECTION: _("Something that others wrote about me is wrong"),
    Right.ERASURE: _("A part of it should be erased"),
    Right.EXPLANATION: _("I want to know how and by what rules it was decided"),
    Right.MACHINE: _("A person should explain, or decide anew, what a machine suggested"),
}
# What still needs the words of a request that somebody wants erased.
OBSTACLES = {
    Obstacle.AT_WORK: _("Somebody is dealing with it, and needs what you told us."),
    Obstacle.ON_HOLD: _(
        "It has to wait for now; when it is taken up again, what you told us is needed."
    ),
    Obstacle.UNDER_REVIEW: _("A decision on it is still to come, and rests on what was said."),
    Obstacle.OBJECTION: _("You can still object, and then somebody has to read what was said."),
}

HELD = {
    Consent.LOCATION: _("that the exact place where you live or often are is kept"),
    Consent.HEALTH: _("that what is said about health is kept"),
    Consent.GUARDIAN: _("as the guardian, that the child's data is kept"),
}
WITHDRAWALS = {
    Consent.LOCATION: _("Take back: the exact place"),
    Consent.HEALTH: _("Take back: what is said about health"),
    Consent.GUARDIAN: _("Take back: the guardian's consent"),
}
AGREEMENTS = {
    Consent.LOCATION: _("Agree that the exact place where I live is kept"),
    Consent.HEALTH: _("Agree that words about health are kept"),
}
# What follows when a consent is given or taken back, by the name of its page.
FOLLOWS = {
    "withdraw-location": _(
        "The place in words is erased at once; the community is left. The unit may have to ask you where it is."
    ),
    "withdraw-health": _(
        "The words about health are hidden at once, wherever they were written on this request. What we did not recognise as such you can correct, or erase with everything."
    ),
    "withdraw-guardian": _(
        "Name and phone are erased at once, and nobody calls any more. To have everything erased, choose “Erase everything”."
    ),
    "agree-location": _(
        "The place that you write is then kept with this request, for the hotline and the unit in charge, and goes with it."
    ),
    "agree-health": _(
        "What you write about somebody's health is then kept with this request, for the hotline and the unit in charge, and goes with it."
    ),
}

# What each deed is called in the story that its requester reads.
TITLES = {
    deeds.RECEIVED: _("You told us"),
    deeds.ADDED: _("You added something"),
    deeds.HURRIED: _("You asked to hurry; you are answered %(hurry_by)s"),
    deeds.HURRY_ANSWERED: _("They told you how far it is"),
    deeds.ACCEPTED: _("We took it on"),
    deeds.SPLIT: _("You told us of two matters; the second one has a number of its own"),
    deeds.SPLIT_OFF: _("You told us of this together with another matter"),
    deeds.ANSWERED: _("We answered"),
    deeds.HANDED_OFF: _("We handed it to the emergency line %(line)s"),
    deeds.DECLINE_PROPOSED: _("We are not sure that we can take it on; a second person checks"),
    deeds.DECLINED: _("We cannot take it on"),
    deeds.DECLINE_REFUSED: _("The second person decided: we take it on"),
    deeds.DISPATCHED: _("We handed it to %(unit)s"),
    deeds.SIGNED: _("They confirmed that they have it"),
    deeds.RETURN_ASKED: _("They think that another unit is responsible; we check"),
    deeds.RETURN_GRANTED: _("We handed it to %(unit)s instead"),
    deeds.TAKEN_BACK: _("We took it back from the machine; a person decides"),
    deeds.RETURN_REFUSED: _("We checked: it stays where it is"),
    deeds.CONTACTED: _("They got in touch with you"),
    deeds.EXTENSION_ASKED: _("They asked for more time; we check"),
    deeds.EXTENDED: _("We gave them more time: %(promise)s"),
    deeds.EXTENSION_REFUSED: _("We gave them no more time"),
    deeds.MEETING_CALLED: _("We meet with several units to settle who is responsible"),
    deeds.CO_HANDLING_BEGUN: _("They called in other units to work on it together"),
    deeds.STAGE_REPORTED: _("A unit that helps reported how far it is"),
    deeds.CO_HANDLING_ENDED: _("The other units have done their part"),
    deeds.WHISTLED: _("They called the units that have to come for this"),
    deeds.WHISTLE_ANSWERED: _("They settled with the other units what happens now"),
    deeds.HOLD_ASKED: _("They think that it has to wait; we check"),
    deeds.HELD: _("It has to wait. We look at it again on %(next)s at the latest"),
    deeds.HOLD_REFUSED: _("We checked: it does not have to wait"),
    deeds.HOLD_RELEASED: _("It goes on; the new date: %(promise)s"),
    deeds.RESIDENT_ASKED: _("They asked you something; the clock stands still"),
    deeds.REMINDED: _("We reminded you of the question"),
    deeds.RESIDENT_ANSWERED: _("You answered; the new date: %(promise)s"),
    deeds.WAITING_ENDED: _("No answer came. It goes on; the new date: %(promise)s"),
    deeds.TERMINATION_ASKED: _("They think that it cannot go on without you; we check"),
    deeds.TERMINATED: _("We closed it with an explanation: it could not go on without you"),
    deeds.TERMINATION_REFUSED: _("We checked: it goes on"),
    deeds.REPLIED: _("They replied"),
    deeds.AUDIT_PASSED: _("We passed the reply on to you"),
    deeds.AUDIT_FAILED: _("We sent the reply back: it does not answer you yet"),
    deeds.CALL_TRIED: _("We tried to reach you: %(attempt)s"),
    deeds.GIVEN_UP: _("We closed it, because we could not reach you"),
    deeds.CONFIRMED: _("You told us the result: %(outcome)s"),
    deeds.DISPUTED: _("You said that it is not solved"),
    deeds.SENT_BACK: _("A supervisor handed it to %(unit)s"),
    deeds.EXPLAINED: _("A supervisor closed it with an explanation"),
    deeds.RATED: _("You rated it: %(rating)s"),
    deeds.OBJECTED: _("You objected"),
    deeds.UPHELD: _("Your objection was right: it is open again"),
    deeds.DISMISSED: _("Your objection was reviewed and not upheld"),
    deeds.WITHDRAWN: _("You withdrew it"),
    deeds.REVISITED: _("Another office asked you how it ended"),
    deeds.RESULT_QUESTIONED: _(
        "You told another office that it is not as we noted; a supervisor looks at it again"
    ),
    deeds.RECOMPUTED: _("The holidays were announced; the new date: %(promise)s"),
    deeds.JOINED: _("We put it together with what others reported about the same problem"),
    deeds.LEFT: _("We found that it is another problem, and deal with it by itself"),
    deeds.LET_GO: _("We deal with it by itself from now on"),
    deeds.REPLIED_BY_MATTER: _("Here is the reply to all who reported this problem"),
    deeds.MOVED: _("The offices were reorganised. %(unit)s answers for it now"),
    deeds.CLOSED_AT_SOURCE: _("It was closed where it came from"),
    deeds.CONTACT_OPENED: _("Your contact was opened, to reach you"),
    deeds.CONTACT_CORRECTED: _("You gave us another contact"),
    deeds.HEARD: _("The hotline heard your recording"),
    deeds.WRITTEN_DOWN: _("The hotline wrote down what you said"),
    deeds.SOUND_ERASED: _("Your recording was erased"),
    deeds.CORRECTED: _("You corrected what you had told us"),
    deeds.WORDS_BLANKED: _("We blanked what identified somebody else"),
    deeds.WORDS_ERASED: _("What you had told us before was erased"),
    deeds.ERASURE_PROMISED: _("Everything is erased as soon as it is needed no more: %(erase_by)s"),
    deeds.CONSENT_GIVEN: _("You agreed separately"),
    deeds.CONSENT_WITHDRAWN: _("You took a consent back, and what rested on it is gone"),
    deeds.CODE_ASKED: _("Somebody asked for a new way in; we send it to your e-mail address only"),
    deeds.CODE_RENEWED: _("You got a new query code"),
    deeds.COPIED: _("You took a copy of your data"),
    deeds.RIGHT_ASKED: _("You asked about your data; we answer %(answer_by)s"),
    deeds.RIGHT_ANSWERED: _("We answered your question about your data"),
    deeds.EXCLUSION_PROPOSED: _("The unit asked not to be assessed by it; two supervisors check"),
    deeds.EXCLUSION_APPROVED: _(
        "A supervisor agreed that the unit is not assessed by it; it stays in the public figures"
    ),
    deeds.EXCLUSION_REFUSED: _("A supervisor decided: the unit is assessed by it"),
    deeds.ORDERED: _("The hotline supervises it: %(unit)s has to report %(order_due_at)s"),
    deeds.ORDER_ANSWERED: _("The unit reported to the hotline's supervisor"),
    deeds.CONTACT_ERASED: _("Your name, phone and e-mail were erased"),
    deeds.ARCHIVED: _("What was said was erased, and it went to the archive"),
}

# What staff say to each other stands in no story of the requester's, not even that it was said.
UNTOLD = frozenset({deeds.NOTED, deeds.NOTE_READ})

ROLES = {
    Role.PUBLIC: _("You"),
    Role.REQUESTER: _("You"),
    Role.HELPER: _("Somebody who helps you"),
    Role.AGENT: _("Hotline, intake"),
    Role.DISPATCHER: _("Hotline, dispatch"),
    Role.SUPERVISOR: _("Hotline, supervisor"),
    Role.CALLER: _("Hotline, follow-up calls"),
    Role.HANDLER: _("The person in charge"),
    Role.UNIT_LEAD: _("The head of the unit"),
    Role.GRID_WORKER: _("The grid worker"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.SYSTEM: _("Automatically"),
}
REASONS = {
    Reason.FIRST_CONTACT: _("to get in touch with you"),
    Reason.CLARIFY: _("to ask you something"),
    Reason.FOLLOW_UP: _("to ask whether it is solved"),
    Reason.DELIVER_RESULT: _("to tell you the result"),
    Reason.EMERGENCY: _("because of an emergency"),
    Reason.RECOVER_CODE: _("because you had lost your query code"),
}
