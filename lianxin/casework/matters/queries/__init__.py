"""Reads of matters."""

from lianxin.casework.matters.queries.following import by_link, following, link, unconfirmed
from lianxin.casework.matters.queries.matters import (
    NEAR,
    PAGE,
    faults,
    find,
    gathering,
    listed,
    near,
    newest_news,
    public_categories,
    published,
    standing,
    steps,
    visible_to,
)
from lianxin.casework.matters.queries.places import Place, places
from lianxin.casework.matters.queries.telling import (
    News,
    Shown,
    for_all,
    shown,
    story,
    texts,
    would_show,
    wrote,
)

__all__ = [
    "by_link",
    "following",
    "link",
    "unconfirmed",
    "newest_news",
    "public_categories",
    "published",
    "NEAR",
    "PAGE",
    "News",
    "Place",
    "Shown",
    "faults",
    "find",
    "for_all",
    "gathering",
    "listed",
    "near",
    "places",
    "shown",
    "standing",
    "steps",
    "story",
    "texts",
    "visible_to",
    "would_show",
    "wrote",
]
