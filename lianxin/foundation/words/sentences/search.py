"""Sentences of the refusals of a search."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "personal-search": gettext_noop(
        "This looks like a phone number, an identity number, an e-mail address or a plate: "
        "nobody is searched for here. Please search for words."
    ),
    "search-too-short": gettext_noop("Please give at least two characters side by side."),
    "search-too-long": gettext_noop("Please search with at most %(limit)s characters."),
}
