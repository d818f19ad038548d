"""Sentences of the refusals on questions to units."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "question-closed": gettext_noop("A supervisor has closed this question already."),
    "question-not-yours": gettext_noop("The unit that was asked answers, and no other."),
}
