"""The tree of categories."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from lianxin.foundation.memory import while_unchanged
from lianxin.foundation.refusal import NotFound
from lianxin.registers.duties import rules
from lianxin.registers.duties.models import (
    Category,
    DutyRegister,
)

Stamps = tuple[tuple[str, str], ...]  # another one after every change of a register here


def category(code: str) -> Category:
    """Return the category that has a code, or refuse."""
    found = Category.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise NotFound(code=code)
    return found


def categories_by_id(ids: Iterable[int]) -> dict[int, Category]:
    """Return several categories by their ids."""
    return Category.objects.in_bulk(list(ids))


def parents() -> dict[int, int | None]:
    """Return under which category each one stands."""
    return dict(Category.objects.values_list("pk", "parent_id"))


def with_all_under(category_id: int) -> list[int]:
    """Return a category and all that stand under it, by their ids."""
    above = parents()
    found = [category_id]
    for one in found:  # it grows by what stands under it
        found += [pk for pk, parent in above.items() if parent == one]
    return found


def tree() -> list[tuple[Category, rules.Node]]:
    """Return the categories in force, each followed by what stands under it, with depth and leaf."""
    found = {row.pk: row for row in in_force()}
    nodes = rules.arranged((row.pk, row.parent_id) for row in found.values())
    return [(found[node.pk], node) for node in nodes]


def stamps() -> Stamps:
    """Return what is another after every change of a register here."""
    return tuple(DutyRegister.objects.order_by("kind").values_list("kind", "stamp"))


@while_unchanged(stamps)
def leaves() -> Sequence[Category]:
    """Return the categories that can be chosen, in the order of the tree."""
    return tuple(row for row, node in tree() if node.leaf)


def in_force() -> QuerySet[Category]:
    """Return the categories in force, in the order of their file."""
    return Category.objects.select_related("parent").filter(in_force=True).order_by("position")


def category_names(codes: Iterable[str]) -> dict[str, str]:
    """Return several categories' names by their codes."""
    return dict(Category.objects.filter(code__in=list(codes)).values_list("code", "name"))
