"""Sentences of the refusals that any area may raise."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "not-found": gettext_noop("There is nothing under this number, or it is not yours to see."),
    "not-allowed": gettext_noop("Your post does not do this."),
    "stale": gettext_noop(
        "Somebody else has acted on this in the meantime. What you typed is kept below: "
        "look at what changed, then decide again."
    ),
    "key-used": gettext_noop(
        "Something else was already sent with this form. Please open it again; copy what you typed first."
    ),
    "not-a-receipt": gettext_noop(
        "This is not a receipt of ours. Please take the file receipt-….json as you downloaded it."
    ),
    "not-a-key": gettext_noop("This form is damaged. Please load the page again."),
}
