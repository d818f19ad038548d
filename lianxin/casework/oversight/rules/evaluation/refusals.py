"""Every no on schemes and evaluations; the sentences stand in `foundation/words/sentences/evaluation.py`."""

from lianxin.foundation.refusal import Refusal


class SchemeWord(Refusal):
    """The column `column` of a scheme's line takes something else than `text`."""


class SchemeWithout(Refusal):
    """The scheme has no line of the kind `what`, or not one alone."""


class SchemeDoubled(Refusal):
    """Two lines of a kind have the same `code`."""


class SchemeUnknown(Refusal):
    """A line names a `code` of a domain or dimension that the file does not have."""


class SchemeUnnamed(Refusal):
    """A line has no name, or an indicator no definition."""


class ForbiddenIndicator(Refusal):
    """A line is `about` what no scheme may evaluate: what members do, believe or give, or anybody's pay."""


class UnknownFigure(Refusal):
    """The catalogue of figures has no comparable figure of this `code`."""


class NoThreshold(Refusal):
    """A figure needs exactly one threshold: at least, or at most."""


class TooLittleService(Refusal):
    """In a domain the indicators of resident service weigh `percent` per cent, less than `least`."""


class DimensionEmpty(Refusal):
    """A dimension has no indicator in a domain."""


class BandsUnsound(Refusal):
    """The bands do not go down step by step to none good, or ask for more dimensions than there are."""


class SchemeUnchanged(Refusal):
    """The newest version of this scheme says the same already."""


class NoUnits(Refusal):
    """A round needs at least one unit, and takes at most `most`."""


class NotEvaluated(Refusal):
    """A unit that is not in force, or a hotline, is not evaluated."""


class PeriodWrong(Refusal):
    """The period of a round ends before it begins, is not over yet, or began more than two years ago."""


class ReviewsItself(Refusal):
    """The unit that reviews is one of those evaluated."""


class FiguresFixed(Refusal):
    """The figures of this round are kept already."""


class FiguresNotFixed(Refusal):
    """The figures of this round are not kept yet."""


class EvaluationMovedOn(Refusal):
    """The evaluation is not in a state from which this step leads on."""


class NotEvaluatedUnit(Refusal):
    """Only the unit that is evaluated takes this step."""


class NotReviewer(Refusal):
    """Only the unit that reviews takes this step."""


class HadAPart(Refusal):
    """Whoever had a part in the result decides no appeal against it and checks no plan of their own."""


class NotEvidence(Refusal):
    """The scheme has no such indicator of evidence, or no such veto, for this domain."""


class AppealTooLate(Refusal):
    """The time to appeal ended at `until`."""


class AppealStillOpen(Refusal):
    """The unit can still appeal until `until`; only the unit itself accepts earlier."""


class AppealedAlready(Refusal):
    """This result was appealed and reviewed already."""


class NothingToImprove(Refusal):
    """Nothing in the result is not good."""


class NotImproved(Refusal):
    """A re-check names only what was found not good."""


class PlanDayWrong(Refusal):
    """A plan names a day that is still to come, until `until`."""
