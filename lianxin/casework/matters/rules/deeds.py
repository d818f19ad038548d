"""The verbs of a matter and the facts of each; a fact that bears a column's name changes the column."""

from datetime import date, datetime

from lianxin.foundation.ledger.rules import declare

NOW: dict[str, type] = {"state": str}
ABOUT: dict[str, type] = {
    "category_id": int,
    "place_kind": str,
    "grid_id": int,
    "division_code": str,
    "unit_id": int,
}
SHOWN: dict[str, type] = {"public": bool, "announced": bool, "published_at": datetime}
PLAN: dict[str, type] = {"next_on": date, "expected_end_at": datetime}

OPENED = declare(
    "matter.opened",
    **NOW,
    **ABOUT,
    **PLAN,
    kind=str,
    topic_id=int,
    public=bool,
    opened_at=datetime,
)
REVISED = declare("matter.revised", **ABOUT)
PLANNED = declare("matter.planned", **PLAN)
ANNOUNCED = declare("matter.announced", announced=bool)
PUBLISHED = declare("matter.published", **SHOWN)
HIDDEN = declare("matter.hidden", public=bool)
GATHERED = declare("matter.gathered", ticket_ids=list)
SCATTERED = declare("matter.scattered", ticket_ids=list, gathered=int)
TASK_SET = declare("matter.task_set", task=int, task_unit_id=int, due_on=date)
TASK_ENDED = declare("matter.task_ended", task=int, ended_on=date)
DRAFTED = declare("matter.reply_drafted", drafted=bool)
REPLIED = declare("matter.replied", **NOW, replied_at=datetime, drafted=bool, tickets=int)
CLOSED = declare("matter.closed", **NOW, closed_at=datetime)
REOPENED = declare("matter.reopened", **NOW, replied_at=datetime, closed_at=datetime)

COLUMNS = frozenset(
    {
        *NOW,
        *ABOUT,
        *PLAN,
        *SHOWN,
        "kind",
        "topic_id",
        "drafted",
        "opened_at",
        "replied_at",
        "closed_at",
    }
)

NAMING = frozenset({GATHERED, SCATTERED})  # their facts name thousands of tickets
TASKS = frozenset({TASK_SET, TASK_ENDED})
SAYING = TASKS | {OPENED, REVISED, PLANNED, ANNOUNCED, REPLIED, CLOSED, REOPENED}  # publicly

ASKED = declare("subscription.asked", matter_id=int, language=str, asked_at=datetime)
CONFIRMED = declare("subscription.confirmed", confirmed_at=datetime)
ENDED = declare("subscription.ended", ended_at=datetime)
FOLLOWING = frozenset({"matter_id", "language", "asked_at", "confirmed_at", "ended_at"})
