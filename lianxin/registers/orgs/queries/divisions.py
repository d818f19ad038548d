"""Reads of the administrative divisions."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Division, Register


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
