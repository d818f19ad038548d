"""Sentences of the refusals of triage."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "nothing-to-learn": gettext_noop(
        "There is nothing to learn from: at least two labels with two texts each are needed, and %(rows)d rows can be used."
    ),
}
