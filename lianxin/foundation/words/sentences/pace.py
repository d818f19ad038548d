"""Sentences of the pace at open doors."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "just-a-moment": gettext_noop(
        "Very many reports come from where you are just now. Please send it again in %(seconds)s "
        "seconds: all that you typed is kept."
    ),
    "not-your-turn": gettext_noop(
        "Many are asking from where you are. Please try again in %(minutes)s minutes: all that you "
        "typed is kept."
    ),
}
