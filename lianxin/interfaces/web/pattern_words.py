"""Patterns in words: what is asked, and with what it was compared."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.followers.insight.rules.patterns import Pattern
from lianxin.interfaces.web.labels import Words

NAME: Mapping[Pattern, Words] = {
    Pattern.LATE_EXCLUSIONS: _("pattern", "Exclusions just before the month ends"),
    Pattern.REPEATED_CALLS: _("pattern", "Satisfied after several calls"),
    Pattern.JUST_BEFORE_DUE: _("pattern", "Replies just before the limit"),
    Pattern.CONTACTED_AT_ONCE: _("pattern", "Contacted within minutes of signing"),
    Pattern.HOLDS_BEFORE_DUE: _("pattern", "Holds asked on the last day"),
    Pattern.WITHDRAWN_AFTER_CALLS: _("pattern", "Withdrawn after calls"),
}
ASKED: Mapping[Pattern, Words] = {
    Pattern.LATE_EXCLUSIONS: _(
        "pattern",
        "In %(month)s, %(hits)s of %(cases)s exclusions were asked on the last two days; %(expected)s would be expected. Is there a reason?",
    ),
    Pattern.REPEATED_CALLS: _(
        "pattern",
        "In %(month)s, %(hits)s of %(cases)s who rated after two or more calls were satisfied; %(expected)s would be expected. Is there a reason?",
    ),
    Pattern.JUST_BEFORE_DUE: _(
        "pattern",
        "In %(month)s, %(hits)s of %(cases)s replies of the last eight hours came within two hours of the limit; %(expected)s would be expected. Is there a reason?",
    ),
    Pattern.CONTACTED_AT_ONCE: _(
        "pattern",
        "In %(month)s, %(hits)s of %(cases)s first contacts were marked within two minutes of signing; %(expected)s would be a lot. Is there a reason?",
    ),
    Pattern.HOLDS_BEFORE_DUE: _(
        "pattern",
        "In %(month)s, %(hits)s of %(cases)s holds were asked on the last day; %(expected)s would be expected. Is there a reason?",
    ),
    Pattern.WITHDRAWN_AFTER_CALLS: _(
        "pattern",
        "In %(month)s, %(hits)s of %(cases)s withdrawals came within a day of a call of the unit; %(expected)s would be expected. Is there a reason?",
    ),
}
COMPARED: Mapping[Pattern, Words] = {
    Pattern.LATE_EXCLUSIONS: _(
        "pattern", "Compared with how many of the unit's other steps fell on these two days."
    ),
    Pattern.REPEATED_CALLS: _(
        "pattern", "Compared with who rated at the first call, for the same unit."
    ),
    Pattern.JUST_BEFORE_DUE: _(
        "pattern", "Compared with the same hours of the days before, for the same unit."
    ),
    Pattern.CONTACTED_AT_ONCE: _(
        "pattern", "Compared with twice the share that all other units have."
    ),
    Pattern.HOLDS_BEFORE_DUE: _(
        "pattern", "Compared with holds that are asked on any working day alike."
    ),
    Pattern.WITHDRAWN_AFTER_CALLS: _(
        "pattern", "Compared with what requesters added or hurried, for the same unit."
    ),
}


def sentence(pattern: str, *, month: str, hits: int, cases: int, expected: int) -> str:
    """Return a question as people ask it; `expected` is in hundredths."""
    said = {"month": month, "hits": hits, "cases": cases, "expected": f"{expected / 100:.1f}"}
    return str(ASKED[Pattern(pattern)]) % said
