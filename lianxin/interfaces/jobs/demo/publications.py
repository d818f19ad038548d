"""Last month's report of the demo city: made, checked by one person, released by another."""

from datetime import datetime

from lianxin.followers.insight import actions as insight
from lianxin.followers.insight.queries import publication as published
from lianxin.followers.insight.rules.refusals import ChineseFontMissing
from lianxin.foundation import words
from lianxin.foundation.actor import Role
from lianxin.foundation.time import day_of, month_before
from lianxin.interfaces.jobs.demo import story
from lianxin.interfaces.jobs.insight import catch_up
from lianxin.interfaces.web.publication import making
from lianxin.registers.orgs import queries as orgs


def play(*, now: datetime) -> str:
    """Publish last month where nobody has; return why not, where there is no font for Chinese."""
    month = f"{month_before(day_of(now)):%Y-%m}"
    if published.released(month) is not None:
        return ""
    catch_up(now)
    try:
        made = making.draft(month, note="", at=now, done=lambda _steps: None)
    except ChineseFontMissing as refusal:
        return words.of(refusal)
    hotline = orgs.unit("hotline").pk
    key = f"demo:{month}:{made.publication_id}"
    checker = story.colleagues(hotline, Role.DISPATCHER, day_of(now))[0]
    insight.check_publication(
        publication_id=made.publication_id, by=checker, at=now, key=f"{key}:check"
    )
    row = published.find(checker, made.publication_id)
    releaser = story.colleagues(hotline, Role.SUPERVISOR, day_of(now))[0]
    insight.release_publication(
        publication_id=row.pk, sha256=row.sha256, by=releaser, at=now, key=f"{key}:release"
    )
    return ""
