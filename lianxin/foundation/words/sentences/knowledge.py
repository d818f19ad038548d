"""Sentences of the knowledge register's refusals."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "article-says-nothing": gettext_noop(
        "Write a public part, an internal part or a reply template."
    ),
    "article-moved": gettext_noop(
        "This step is not possible now: somebody has taken the article further. Look at it again."
    ),
    "another-approves": gettext_noop(
        "You wrote or proposed this yourself: somebody else approves it."
    ),
    "begins-in-the-past": gettext_noop("The first day cannot lie in the past."),
    "review-too-early": gettext_noop(
        "The review is due before the article comes into force: set a later day for it first."
    ),
    "version-waits": gettext_noop(
        "A newer version of the article %(code)s is being written: approve or drop it first."
    ),
    "blank-broken": gettext_noop(
        "A blank is a name between 【 and 】, at most 30 characters long: 【date】. Every bracket needs its other half."
    ),
    "blanks-left": gettext_noop("Fill in what the template leaves open: %(blanks)s."),
    "reason-missing": gettext_noop("Please give the reason."),
    "article-not-in-force": gettext_noop(
        "The article is not in force any more, or there is a newer version. Please choose again."
    ),
}
