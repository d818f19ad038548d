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
    "consent-missing": gettext_noop(
        "This tells of somebody's health, or exactly where they live. Leave it out, or agree separately that it is kept."
    ),
    "guardian-missing": gettext_noop(
        "For a child under fourteen the guardian has to agree, and to say how to be reached. If there is danger, call 110."
    ),
    "no-assessment": gettext_noop("An assessment needs a title, and its text or a document."),
    "not-yet-done": gettext_noop("What is recorded has been done, by %(on)s at the latest."),
    "opening-over": gettext_noop(
        "You opened this contact more than %(minutes)s minutes ago. Please open it again."
    ),
}
