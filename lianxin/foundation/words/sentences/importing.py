"""Sentences of the refusals of a mapping, and of rows that come from another system."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "map-missing": gettext_noop(
        "Tickets need a mapping that says which column is what: --map MAP.yaml"
    ),
    "map-unreadable": gettext_noop(
        "The mapping cannot be read at line %(line)d: it is not YAML there, or says a key twice."
    ),
    "map-not-a-section": gettext_noop("In the mapping, “%(key)s” needs keys of its own below it."),
    "map-key-unknown": gettext_noop(
        "The mapping has a key “%(key)s” that means nothing; there are: %(known)s"
    ),
    "map-key-missing": gettext_noop("The mapping lacks the key “%(key)s”, or it has no text."),
    "map-not-a-text": gettext_noop("In the mapping, “%(key)s” needs one text."),
    "map-not-a-list": gettext_noop("In the mapping, “%(key)s” needs a text or a list of texts."),
    "map-wrong-value": gettext_noop(
        "In the mapping, “%(key)s” cannot be “%(value)s”; it takes for example: %(allowed)s"
    ),
    "map-unknown-code": gettext_noop(
        "In the mapping, “%(key)s” names “%(code)s”, which our registers do not have today."
    ),
    "bad-source": gettext_noop(
        "A source is named by 1 to 32 small letters, digits, points, dashes and underlines."
    ),
    "bad-reference": gettext_noop(
        "The id “%(ref)s” is not one: it has 1 to 96 letters without accents, digits and _.:@/+-"
    ),
    "nothing-told": gettext_noop("The row does not say what it is about: its texts are empty."),
    "missing-cell": gettext_noop("The column “%(column)s” is empty."),
    "doubled-id": gettext_noop("The id “%(id)s” stands at line %(first)d already."),
    "bad-moment": gettext_noop(
        "“%(value)s” in the column “%(column)s” is no day or moment that can be understood."
    ),
    "bad-point": gettext_noop(
        "“%(value)s” is no point: longitude first, then latitude, both in degrees."
    ),
    "unknown-value": gettext_noop(
        "“%(value)s” in the column “%(column)s” has no meaning in the mapping or our registers."
    ),
    "end-without-moment": gettext_noop(
        "The row says that the ticket has ended, but neither when it was closed nor when answered."
    ),
    "out-of-order": gettext_noop("It came in on %(began)s, but something followed on %(ended)s."),
    "not-yet": gettext_noop("It happened on %(at)s: that is still to come."),
}
