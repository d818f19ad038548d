"""Every no on a matter; the sentences stand in `foundation/words/sentences/matters.py`."""

from lianxin.foundation.refusal import Refusal


class MatterMovedOn(Refusal):
    """The matter is not in a state from which this step leads on."""


class MatterNotOpen(Refusal):
    """Nothing joins or leaves a matter that was replied to or closed."""


class NotYourMatter(Refusal):
    """Only the unit that owns the matter takes this step."""


class MatterHasNoPlace(Refusal):
    """The matter's place is not in the register any more, or never was."""


class PlaceUnnamed(Refusal):
    """A building, a compound or a stretch of street is named in words."""


class NobodyJoined(Refusal):
    """A matter without tickets has nobody to reply to."""


class StillUnderWay(Refusal):
    """What was decided on the matter before is still being carried out, ticket by ticket."""


class NamesADwelling(Refusal):
    """A matter is about a place that many share, never about a dwelling."""


class NamesAPerson(Refusal):
    """A phone number, an identity number, an e-mail or a plate stands in a matter's words."""


class InsultsSomebody(Refusal):
    """Words of abuse are to become public, and nobody says to have looked at them."""


class NothingAnnounced(Refusal):
    """Nothing was written for the public since the matter was published last."""


class SecondLookNeeded(Refusal):
    """Whoever wrote words for the public does not publish them."""


class CategoryNotPublic(Refusal):
    """What is in this category is not shown publicly."""


class NoSuchTask(Refusal):
    """The task was never set, or is ended already."""


class NotAnOwner(Refusal):
    """The owner is a unit in force, and no hotline."""


class DayTooFar(Refusal):
    """A plan looks at most two years ahead; `until` is the last day it may name."""


class DayPassed(Refusal):
    """A plan names a day that is still to come."""


class NothingToFollow(Refusal):
    """What is over, or not public, has no news."""


class FollowedAlready(Refusal):
    """The address follows this matter already, or was asked to confirm it."""


class LinkOver(Refusal):
    """The link leads nowhere any more: it was not confirmed in time, ended, or never was one."""
