"""The tasks of a matter: what is to be done by which unit and when, and what came of it."""

from datetime import date, datetime

from lianxin.casework.matters import queries, rules
from lianxin.casework.matters.actions import frame
from lianxin.casework.matters.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import WordsMissing
from lianxin.foundation.text import says_anything
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs


@ledger.deed
def set_task(
    *,
    matter_id: int,
    words: str,
    unit_id: int,
    due_on: date,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Set a task with the unit that does it and the day by which it is done."""
    matter, _ = frame.begin(Step.SET_TASK, matter_id, by, seen)
    rules.to_come(due_on, None, at=at, on=day_of(at))
    if not orgs.handling_units(day_of(at)).filter(pk=unit_id).exists():
        raise rules.NotAnOwner
    facts = {"task": len(queries.tasks(matter)) + 1, "task_unit_id": unit_id, "due_on": due_on}
    return frame.finish(
        rules.TASK_SET, matter, _said("task", words), by=by, at=at, key=key, **facts
    )


@ledger.deed
def end_task(
    *,
    matter_id: int,
    task: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Say that a task is done, and what came of it."""
    matter, _ = frame.begin(Step.END_TASK, matter_id, by, seen)
    if task not in {one.number for one in queries.tasks(matter) if one.ended_on is None}:
        raise rules.NoSuchTask
    facts = {"task": task, "ended_on": day_of(at)}
    said = _said("result", words)
    return frame.finish(rules.TASK_ENDED, matter, said, by=by, at=at, key=key, **facts)


def _said(name: str, words: str) -> dict[str, str]:
    if not says_anything(words):
        raise WordsMissing
    return rules.line(name, words)
