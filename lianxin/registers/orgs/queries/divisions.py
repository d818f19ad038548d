"""Reads of the administrative divisions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from lianxin.foundation.memory import while_unchanged
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Division, Register


class Term(NamedTuple):
    """The id and code of a division or a grid, and when it is in force."""

    pk: int
    code: str
    valid_from: date
    valid_to: date | None


def lasting(on: date, prefix: str = "") -> Q:
    """Return the condition that something is in force on a day; `prefix` leads to it ("post__")."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def divisions_in_force(on: date, within: str = "") -> QuerySet[Division]:
    """Return the divisions of a day by code, all or those within a scope prefix."""
    found = Division.objects.filter(lasting(on))
    if within:
        found = found.filter(code__range=rules.span(within))
    return found.order_by("code")


def division(code: str, on: date) -> Division | None:
    """Return the division that has a code on a day."""
    return Division.objects.filter(lasting(on), code=code).first()


def division_names(codes: Iterable[str], on: date) -> dict[str, str]:
    """Return the names that several divisions have on a day, by their codes."""
    found = Division.objects.filter(lasting(on), code__in=list(codes))
    return dict(found.values_list("code", "name"))


def stamps() -> dict[str, str]:
    """Return each register's stamp: another text after every change, in any process."""
    return dict(Register.objects.values_list("kind", "stamp"))


def _stamp() -> str | None:
    return stamps().get(rules.Kept.DIVISIONS)


@while_unchanged(_stamp)
def division_terms() -> Mapping[str, list[Term]]:
    """Return the times of every division by its code: one small query, and all only when they changed."""
    terms: dict[str, list[Term]] = defaultdict(list)
    for row in Division.objects.values_list("pk", "code", "valid_from", "valid_to"):
        term = Term(*row)
        terms[term.code].append(term)
    return dict(terms)
