"""Themes that are taken up as a whole, as every page says of them: what they are called, and their tasks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy as _

from lianxin.casework.matters.queries import Task
from lianxin.casework.matters.rules import Kind
from lianxin.interfaces.web.labels import Words
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.matters.models import Matter

KIND: Mapping[Kind, Words] = {
    Kind.PROBLEM: _("matter", "Problem at a place"),
    Kind.MONTHLY_TOPIC: _("matter", "Monthly topic"),
    Kind.PROACTIVE_ACTION: _("matter", "Proactive action"),
}


def called(found: "Matter") -> Words:
    """Return what kind of theme a matter is, "" where it is a problem at a place."""
    kind = Kind(found.kind)
    return "" if kind is Kind.PROBLEM else KIND[kind]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A task as a page shows it."""

    task: Task
    unit: str
    late: bool


def tasks(found: Iterable[Task], on: date) -> list[Shown]:
    """Return tasks with the names of their units; one query, whatever their number."""
    listed = list(found)
    names = orgs.unit_names({task.unit_id for task in listed}) if listed else {}
    return [
        Shown(
            task=task,
            unit=names.get(task.unit_id, ""),
            late=task.ended_on is None and task.due_on < on,
        )
        for task in listed
    ]
