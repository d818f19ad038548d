"""Sentences of the refusals of the policies."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "impossible-span": gettext_noop(
        "A limit is a whole number that is not negative and not above 100,000."
    ),
    "incomplete-profile": gettext_noop("The profile %(profile)s says nothing about %(step)s."),
    "said-twice": gettext_noop("The profile %(profile)s says two things about %(step)s."),
    "weights-do-not-add-up": gettext_noop(
        "The weights of the three rates in the profile %(profile)s add up to %(total)s, not to 1."
    ),
    "not-a-profile-code": gettext_noop(
        "The code of a profile has 2 to 32 small letters, digits and hyphens, a letter first."
    ),
    "no-limit": gettext_noop(
        "The profile %(profile)s does not say how long %(step)s may take. "
        "Please ask the administrator to load it again."
    ),
    "no-profiles": gettext_noop("Name at least one profile."),
    "no-profile-in-force": gettext_noop(
        "No profile of time limits is in force here on %(on)s. "
        "Please ask the administrator to adopt one."
    ),
    "not-a-division": gettext_noop(
        "A division is given by the first 2, 4, 6, 9 or 12 digits of its code."
    ),
    "in-the-past": gettext_noop(
        "On %(valid_from)s other limits were already in force. Please choose today or a later day."
    ),
    "unknown-word": gettext_noop("The column %(column)s cannot say “%(text)s”."),
    "profile-in-use": gettext_noop(
        "The profile %(profile)s has been adopted, so what it says about %(step)s stays. "
        "Please give the new limits a code of their own and adopt them from a day on."
    ),
}
