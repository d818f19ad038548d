"""A few people who write and approve articles in the town of the duties' tests."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.duties import queries as duties
from lianxin.registers.knowledge import actions
from lianxin.registers.knowledge.models import Article, Version
from lianxin.registers.knowledge.rules import Wording
from tests.make import MONDAY
from tests.registers.duties import town

TODAY = MONDAY.date()
NEXT_YEAR = TODAY + timedelta(days=365)
AGENT = Actor(role=Role.AGENT, staff_id=1, unit_id=1, division="9901")
WRITER = Actor(role=Role.SUPERVISOR, staff_id=2, unit_id=1, division="9901")
APPROVER = Actor(role=Role.SUPERVISOR, staff_id=3, unit_id=1, division="9901")
PLAIN = {
    "title": "路灯不亮怎么报修",
    "public": "市政路灯由城市管理局维修，一般三天内修复。",
    "internal": "先查是否为小区庭院灯，小区灯由物业负责。",
    "legal_basis": "《城市照明管理规定》",
}


def wording(**other: Any) -> Wording:
    """Return what an article about lamps says, but for what is said otherwise."""
    lamps = Wording(
        **PLAIN,
        keywords=("路灯", "灯坏"),
        owner_id=town.unit("lamps"),
        category_id=duties.category("lighting.lamp").pk,
        review_by=NEXT_YEAR,
    )
    return replace(lamps, **other)


def seen(article_id: int) -> int:
    """Return where an article stands."""
    return Article.objects.get(pk=article_id).seq


def newest(article_id: int) -> Version:
    """Return the newest version of an article."""
    return Version.objects.filter(article=article_id).latest("number")


def did(action: Any, article_id: int, by: Actor, *, at: datetime = MONDAY, **given: Any) -> Entry:
    """Take one step on an article."""
    now = seen(article_id)
    key = f"{action.__name__}:{article_id}:{now}"
    entry: Entry = action(article_id=article_id, by=by, at=at, key=key, seen=now, **given)
    return entry


def drafted(
    by: Actor = AGENT, *, at: datetime = MONDAY, key: str = "shelf:new", **other: Any
) -> int:
    """Write an article, and return its id."""
    return actions.write(wording=wording(**other), by=by, at=at, key=f"write:{key}").about_id


def proposed(
    *, by: Actor = AGENT, valid_from: date = TODAY, at: datetime = MONDAY, **other: Any
) -> int:
    """Write and propose an article, and return its id."""
    article_id = drafted(by, at=at, **other)
    did(actions.propose, article_id, by, at=at, valid_from=valid_from)
    return article_id


def approved(*, at: datetime = MONDAY, **other: Any) -> int:
    """Return the id of an article that is in force."""
    article_id = proposed(at=at, **other)
    did(actions.approve, article_id, APPROVER, at=at)
    return article_id


def many(count: int, *, first: int = 0) -> None:
    """Put many articles in force, from a file."""
    rows = [
        (
            number + 2,
            {
                "code": f"many-{number}",
                "title": f"第{number}种路灯",
                "public": "报修",
                "owner_code": "lamps",
                "category_code": "lighting.lamp",
                "review_by": f"{NEXT_YEAR}",
            },
        )
        for number in range(first, first + count)
    ]
    actions.import_articles(
        rows=rows, sha256=town.SHA, by=town.SYSTEM, at=MONDAY, key=f"shelf:many:{first}"
    )
