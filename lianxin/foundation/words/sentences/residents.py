"""Sentences of the refusals about contacts, consents and mandates."""

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
    "nothing-mandated": gettext_noop("Please choose what the mandate is for."),
    "mandate-day": gettext_noop(
        "A mandate ends on a day that is still to come, and lasts %(days)s days at most."
    ),
    "mandate-over": gettext_noop(
        "The mandate was given until %(until)s. Ask whoever you help for a new one; what you wrote is still here."
    ),
    "mandate-revoked": gettext_noop(
        "The mandate was taken back on %(at)s. Nothing more can be done under it; what you wrote is still here."
    ),
    "not-mandated": gettext_noop("The mandate does not allow this."),
    "not-a-mandate": gettext_noop(
        "There is no mandate with this code. Please look at the slip again."
    ),
    "no-assessment": gettext_noop("An assessment needs a title, and its text or a document."),
    "not-yet-done": gettext_noop("What is recorded has been done, by %(on)s at the latest."),
    "opening-over": gettext_noop(
        "You opened this contact more than %(minutes)s minutes ago. Please open it again."
    ),
}
