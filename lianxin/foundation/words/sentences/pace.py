"""Sentences of the pace at open doors."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "not-your-turn": gettext_noop(
        "Many are asking from where you are. Please try again in %(minutes)s minutes: all that you "
        "typed is kept."
    ),
}
