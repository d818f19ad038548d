"""Sentences of the duty registers' refusals."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "not-a-code": gettext_noop(
        "The column %(column)s needs a code: letters, digits, dots, hyphens or underscores, "
        "at most %(limit)s."
    ),
    "category-loop": gettext_noop("The category stands under itself."),
    "unknown-category": gettext_noop("There is no category %(code)s in force."),
    "not-yes-or-no": gettext_noop("The column %(column)s takes yes or no."),
    "unknown-list-kind": gettext_noop(
        "%(kind)s is not one of the three duty lists: basic, assist, withdrawn."
    ),
    "unknown-duty": gettext_noop("There is no duty %(code)s in force."),
    "unknown-tier": gettext_noop("%(tier)s is not a tier: urgent, essential, general or complex."),
    "community-cannot-lead": gettext_noop(
        "The community %(unit)s may lead only what stands on its own list of basic duties."
    ),
    "category-without-owner": gettext_noop(
        "Nobody answers for the category %(category)s everywhere."
    ),
    "not-a-category": gettext_noop("Choose one of the categories in force."),
    "nothing-to-import": gettext_noop("The file has no rows."),
}
