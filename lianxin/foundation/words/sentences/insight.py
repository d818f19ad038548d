"""Sentences for figures."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "record-missing": gettext_noop(
        "Nothing was counted yet. The figures stand here once the worker has read the ledger."
    ),
    "record-of-another-shape": gettext_noop(
        "The figures are being counted anew after a change of the software. They are back once that is done."
    ),
    "record-damaged": gettext_noop(
        "The list of the files from which figures are counted cannot be read: %(path)s. The worker makes them anew from the ledger."
    ),
    "record-of-another-log": gettext_noop(
        "The figures were counted from another state of the ledger. They are being counted anew from the one that is there."
    ),
}
