"""Sentences of the contact vault's refusals."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "phone-not-valid": gettext_noop(
        "This cannot be a phone number. A landline needs its area code, a foreign number its +."
    ),
    "email-not-valid": gettext_noop("This cannot be an e-mail address."),
    "longer-than-kept": gettext_noop("At most %(most)s characters can be kept of this."),
    "empty-contact": gettext_noop("Please give at least one way to reach you."),
    "contact-unreadable": gettext_noop(
        "This contact cannot be read: it was changed, or its key is gone. Please tell your administrator."
    ),
    "opening-over": gettext_noop(
        "You opened this contact more than %(minutes)s minutes ago. Please open it again."
    ),
}
