"""Every no of the knowledge register; what orgs and duties say too is said with their refusals."""

from lianxin.foundation.refusal import Refusal


class ArticleSaysNothing(Refusal):
    """An article that is proposed has a public or an internal part."""


class ArticleMoved(Refusal):
    """The article stands at `state`, from where this step does not lead on."""


class AnotherApproves(Refusal):
    """Whoever wrote or proposed an article does not approve it."""


class BeginsInThePast(Refusal):
    """An article cannot come into force before the day on which it is proposed."""


class ReviewTooEarly(Refusal):
    """The day of the next review lies after the day on which the article comes into force."""


class VersionWaits(Refusal):
    """Somebody is writing a newer version of the article `code`: it is approved or dropped first."""


class ReasonMissing(Refusal):
    """Who sends a proposal back or retires an article says why."""


class ArticleNotInForce(Refusal):
    """Only what is in force is used for an answer."""


class BlankBroken(Refusal):
    """A blank of a template is a name between 【 and 】."""


class BlanksLeft(Refusal):
    """An answer fills in every blank of the template that it rests on."""
