"""Sentences of the refusals on schemes and evaluations of units."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "scheme-word": gettext_noop("The column “%(column)s” does not take “%(text)s”."),
    "scheme-without": gettext_noop("The file needs a line “%(what)s” (of “scheme” exactly one)."),
    "scheme-doubled": gettext_noop("The code “%(code)s” stands in the file twice."),
    "scheme-unknown": gettext_noop("The file has no domain or dimension “%(code)s”."),
    "scheme-unnamed": gettext_noop(
        "The line “%(code)s” has no name, or the indicator no definition."
    ),
    "forbidden-indicator": gettext_noop(
        "Units are evaluated, never what members do, believe or give, nor anybody's pay: “%(word)s” (%(about)s) has no place in a scheme."
    ),
    "unknown-figure": gettext_noop(
        "The catalogue has no figure “%(code)s” by which units can be compared. A mere volume is none."
    ),
    "no-threshold": gettext_noop("A figure needs exactly one threshold: at least, or at most."),
    "too-little-service": gettext_noop(
        "In the domain “%(domain)s” what residents get weighs %(percent)s per cent; it weighs at least %(least)s."
    ),
    "dimension-empty": gettext_noop(
        "The dimension “%(dimension)s” has no indicator in the domain “%(domain)s”."
    ),
    "bands-unsound": gettext_noop(
        "The bands go down step by step to 0 good dimensions, and the highest asks for no more than there are."
    ),
    "scheme-unchanged": gettext_noop("The newest version of this scheme says the same already."),
    "no-units": gettext_noop("A round needs at least one unit and takes at most %(most)s."),
    "not-evaluated": gettext_noop(
        "A unit in force that handles requests is named here, not a hotline, and one that you may see."
    ),
    "period-wrong": gettext_noop(
        "The period ends on or after the day it begins, is over, and began at most two years ago."
    ),
    "reviews-itself": gettext_noop(
        "The unit that reviews is neither evaluated nor does it carry out the plan."
    ),
    "figures-fixed": gettext_noop("The figures of this round are kept already."),
    "figures-not-fixed": gettext_noop("Keep the figures of the round first."),
    "evaluation-moved-on": gettext_noop(
        "This step does not fit any more: the evaluation has moved on. Look at where it stands now."
    ),
    "not-evaluated-unit": gettext_noop("Only the unit that is evaluated takes this step."),
    "not-reviewer": gettext_noop("Only the unit that reviews takes this step."),
    "had-a-part": gettext_noop("You had a part in what is looked at here. Somebody else decides."),
    "not-evidence": gettext_noop("The scheme has no line “%(code)s” here that people judge."),
    "appeal-too-late": gettext_noop("The time to appeal ended %(until)s."),
    "appeal-still-open": gettext_noop(
        "The unit can appeal until %(until)s. Until then only the unit itself accepts the result."
    ),
    "appealed-already": gettext_noop("This result was appealed and reviewed already."),
    "nothing-to-improve": gettext_noop(
        "Nothing in this result is not good: there is nothing to plan."
    ),
    "not-improved": gettext_noop("A re-check names only what was found not good."),
    "plan-day-wrong": gettext_noop("Name a day that is still to come, until %(until)s."),
}
