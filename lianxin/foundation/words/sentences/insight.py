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
    "not-a-month": gettext_noop("%(month)s is not a month. Write it as 2026-10."),
    "month-unfinished": gettext_noop(
        "%(month)s is not over yet. A month is published once it is over."
    ),
    "nothing-received": gettext_noop(
        "No request came in in %(month)s, so there is nothing to publish."
    ),
    "publication-moved-on": gettext_noop(
        "This version stands elsewhere by now, or its files were made anew. Look at it again."
    ),
    "publication-damaged": gettext_noop(
        "The files of this version are gone or not those that were entered in the ledger. Make it anew."
    ),
    "checked-by-yourself": gettext_noop(
        "You have checked this version, so another person has to release it."
    ),
    "note-missing": gettext_noop(
        "This month is published already. Say with --note what the correction corrects."
    ),
    "chinese-font-missing": gettext_noop(
        "No font named “%(font)s” was found, so no PDF in Chinese can be made. Install one (on Debian: fonts-noto-cjk), or name another with LIANXIN_FONT and its folder with LIANXIN_FONTS."
    ),
    "not-whole-city": gettext_noop(
        "This tells of the whole city. Somebody who answers for all of it decides on it."
    ),
}
