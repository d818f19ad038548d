"""Sentences of the refusals of the calendars."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "no-calendar": gettext_noop(
        "There is no calendar of working days for the year %(year)s, so no deadline can be given."
    ),
    "day-does-not-fit": gettext_noop(
        "%(day)s cannot be a day of this kind: it falls on the wrong day of the week. "
        "Please compare it with the notice."
    ),
    "nothing-to-enter": gettext_noop("Name at least one day or one year."),
}
