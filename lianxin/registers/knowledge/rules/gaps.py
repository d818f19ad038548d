"""Which article is missing: what is answered again and again, and stands nowhere."""

from collections.abc import Mapping
from datetime import timedelta

MANY = 10  # direct answers in one category
WITHIN = timedelta(days=30)


def often(answered: Mapping[int, int]) -> dict[int, int]:
    """Return the categories that were answered directly so often that an article is worth writing."""
    many = {category: count for category, count in answered.items() if count >= MANY}
    return dict(sorted(many.items(), key=lambda one: -one[1]))
