"""Reads of what a machine may dispatch by itself."""

from lianxin.followers.triage.models import Automatic
from lianxin.followers.triage.rules import automatic


def allowed() -> list[Automatic]:
    """Return the categories that a machine may dispatch, by their place in the tree."""
    found = Automatic.objects.exclude(per_cent=automatic.OFF)
    return list(found.select_related("category__parent").order_by("category__position"))


def allowed_from(category_id: int) -> int:
    """Return from how many per cent of confidence a machine may dispatch a category; 0 is never."""
    found = Automatic.objects.filter(category=category_id).values_list("per_cent", flat=True)
    return found.first() or automatic.OFF
