"""Sentences of the refusals on re-visits."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "revisit-over": gettext_noop(
        "This re-visit is over: somebody has asked already, its time has passed, or the request was opened again."
    ),
    "revisit-not-yours": gettext_noop("Another unit asks again here."),
    "revisit-took-part": gettext_noop(
        "You had a part in this request: somebody else asks how it ended."
    ),
    "drawn-already": gettext_noop("This month is drawn already."),
    "month-not-over": gettext_noop("A month is drawn once it is over."),
    "not-sealed-yet": gettext_noop(
        "No signed head covers the list yet; the worker draws in a minute."
    ),
}
