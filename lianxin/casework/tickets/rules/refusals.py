"""Why a step on a ticket may be declined."""

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.refusal import WordsMissing as WordsMissing
from lianxin.foundation.refusal import WordsTooLong as WordsTooLong


class WrongMoment(Refusal):
    """The ticket is not in a state from which this step leads on."""


class NotYourUnit(Refusal):
    """Only the lead unit takes this step."""


class ProposalPending(Refusal):
    """A proposal already waits for a decision."""


class NothingProposed(Refusal):
    """There is no such proposal to decide."""


class SecondPersonNeeded(Refusal):
    """Whoever proposed it does not decide it."""


class ReviewerTookPart(Refusal):
    """Whoever had a part in the ticket decides no objection to it and no exclusion of it."""


class NotWrittenDown(Refusal):
    """What came as a recording is written down before anything is decided on it."""


class NothingToHear(Refusal):
    """There is no recording, or not any more."""


class DispatchedByPerson(Refusal):
    """Only what a machine dispatched by itself is taken back."""


class Designated(Refusal):
    """A designated unit cannot return the ticket again."""


class ReturnTooLate(Refusal):
    """The window for returning has closed."""


class SameUnit(Refusal):
    """The ticket is to go to another unit than the one that returns it."""


class ExtensionUsed(Refusal):
    """A ticket is extended only so often."""


class ExtensionTooLate(Refusal):
    """An extension is asked before the promise runs out, not after."""


class ExtensionTooLong(Refusal):
    """An extension is longer than the profile allows."""


class NotANextDay(Refusal):
    """A hold is looked at again on a day that is still to come, and before the profile's limit."""


class NotAStretch(Refusal):
    """What is to be blanked is a few words: not one sign, and not a whole text."""


class NotSaidHere(Refusal):
    """What is to be blanked stands nowhere on the ticket."""


class WayInOver(Refusal):
    """A way in opens for a day, and once."""


class NotCalledBack(Refusal):
    """A code is told on the phone only to the number that was given, after calling it back."""


class AlreadyAccepted(Refusal):
    """A ticket is accepted once: accepting it again would begin the time to dispatch anew."""


class HurryWaits(Refusal):
    """A ticket is hurried once at a time: the answer to the last time is still to come."""


class HurriedLately(Refusal):
    """A ticket is not hurried again so soon after the last time."""


class NobodyHurries(Refusal):
    """There is nothing to answer where nobody asked to hurry."""


class WaitingUsed(Refusal):
    """The clock stands still for questions only so long in all."""


class NeverAsked(Refusal):
    """Nobody fails to help who was never asked."""


class TimeNotOver(Refusal):
    """The system takes a step when its time is over, and not before."""


class TriesNotEnough(Refusal):
    """Nobody is unreachable before the tries that the profile asks for."""


class NotSilentYet(Refusal):
    """The time to answer on the page is not over, or somebody could call."""


class NoWhistle(Refusal):
    """It stands here because a rework failed, not because its unit called for help."""


class UnitsMissing(Refusal):
    """Units are to be named, other than the one that leads."""


class ConflictOfInterest(Refusal):
    """The unit complained of, and what stands under it, does not handle the complaint."""


class NotCalled(Refusal):
    """Only units that were called can have come."""


class NotAnOutcome(Refusal):
    """Whoever answers was reached."""


class NotARating(Refusal):
    """A rating is 1 to 5."""


class ObjectionTooLate(Refusal):
    """The time to object has passed."""


class ObjectionUsed(Refusal):
    """This result was objected to and reviewed already."""


class AlreadyRated(Refusal):
    """This result was rated already."""


class NeedsCategory(Refusal):
    """A ticket is accepted and dispatched under a category."""


class NeedsReason(Refusal):
    """A unit other than the catalogue's needs a reason."""


class NeedsPlace(Refusal):
    """The responsible unit follows from the place, which is not known yet."""


class NoOwner(Refusal):
    """The dispatch catalogue names nobody for this category and place."""


class WrongCode(Refusal):
    """Number and query code do not belong together."""


class KeptToObject(Refusal):
    """What was said is kept while somebody can object to the result."""


class NothingAgainstErasure(Refusal):
    """Nothing needs the words any more: they can be erased at once."""


class ErasurePromised(Refusal):
    """It is promised already by when the words are erased."""


class RightAsked(Refusal):
    """A question about the data waits for its answer already."""


class NothingAsked(Refusal):
    """Nobody has asked for this."""


class InArchive(Refusal):
    """The request was de-identified: its number and code open nothing any more."""


class ExcludedAlready(Refusal):
    """The ticket does not count in the assessment already."""


class ExclusionTooLate(Refusal):
    """An exclusion is proposed within its window after the end."""


class OrderStands(Refusal):
    """An order to the unit waits for its answer already."""


class NoOrder(Refusal):
    """No order waits for an answer of the unit."""


class OrderTooLate(Refusal):
    """An order is answered by a day to come, within the profile's limit."""


class NotAReader(Refusal):
    """A note names colleagues and desks that may see the ticket, and no others."""


class NothingToRead(Refusal):
    """No note names whoever acts, or the desk of their unit, or it was read."""


class AlreadyJoined(Refusal):
    """A ticket joins one matter at a time."""


class NotHeld(Refusal):
    """The ticket is no longer with the unit that was closed."""


class ChosenByAPerson(Refusal):
    """A person decided, with a reason, that this unit has the ticket: no catalogue takes it away."""


class StillTheirs(Refusal):
    """The dispatch catalogue names nobody else for the ticket."""


class NotJoined(Refusal):
    """The ticket has joined no matter, or left it."""


class NothingChosen(Refusal):
    """A list without tickets is nothing to decide on."""


class TooManyAtOnce(Refusal):
    """So many tickets join in one decision, and no more."""


class TooManyFiles(Refusal):
    """A ticket takes only so many files at a time."""


class ReachedHasItsStep(Refusal):
    """Whoever was reached is noted by the step for it: first contact, or what they say of the result."""


class OnlyThroughThePlatform(Refusal):
    """The requester can be reached only by a question on the progress page."""


class AnonymousContact(Refusal):
    """An anonymous ticket keeps no contact."""


class UnknownPlace(Refusal):
    """There is no such grid or division in force."""


class NotAHandlingUnit(Refusal):
    """A ticket is given to a unit in force, and not to a hotline."""
