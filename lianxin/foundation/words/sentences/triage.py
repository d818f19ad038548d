"""Sentences of the refusals of triage."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "nothing-to-learn": gettext_noop(
        "There is nothing to learn from: at least two labels with two texts each are needed, and %(rows)d rows can be used."
    ),
    "model-missing": gettext_noop("There is no model in the folder %(path)s. Train one first."),
    "model-damaged": gettext_noop(
        "The model in the folder %(path)s is damaged: it is not as it was written. Train it again, or bring back its files."
    ),
    "model-of-another-version": gettext_noop(
        "The model in the folder %(path)s has the version %(version)s, which this program does not read. Train it again."
    ),
    "no-such-version": gettext_noop(
        "There is no version %(version)s of the classifier in the data folder."
    ),
    "in-use-already": gettext_noop("The version %(version)s is the one in use."),
    "threshold-out-of-range": gettext_noop(
        "A threshold lies between %(least)s and %(most)s per cent."
    ),
    "too-few-weeks": gettext_noop(
        "There are not yet confirmed decisions of two weeks: the newest weeks are held back to judge what was learnt from the others."
    ),
    "confidence-out-of-range": gettext_noop(
        "A machine may dispatch from %(least)s to %(most)s per cent of confidence on."
    ),
    "not-allowed-yet": gettext_noop("A machine does not dispatch this category."),
}
