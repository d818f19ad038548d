"""The tasks of a matter, as the ledger tells them."""

from dataclasses import dataclass, replace
from datetime import date

from lianxin.casework.matters import rules
from lianxin.casework.matters.models import Matter
from lianxin.foundation.ledger import queries as ledger


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is to be done by which unit and when; without `ended_on` it is not done yet."""

    number: int
    words: str
    unit_id: int
    due_on: date
    ended_on: date | None = None
    result: str = ""


def tasks(matter: Matter, *, public: bool = False) -> list[Task]:
    """Return the tasks of a matter as they stand, or as they stood when it was published last."""
    found: dict[int, Task] = {}
    shown: list[Task] = []
    told = ledger.about(matter).filter(verb__in=[*rules.TASKS, rules.PUBLISHED])
    for entry in told:
        if entry.verb == rules.PUBLISHED:
            shown = list(found.values())
            continue
        words, number = ledger.words(entry), entry.facts["task"]
        if entry.verb == rules.TASK_SET:
            found[number] = Task(
                number=number,
                words=words.get("task") or "",
                unit_id=entry.facts["task_unit_id"],
                due_on=date.fromisoformat(entry.facts["due_on"]),
            )
        else:
            ended = date.fromisoformat(entry.facts["ended_on"])
            result = words.get("result") or ""
            found[number] = replace(found[number], ended_on=ended, result=result)
    return shown if public else list(found.values())
