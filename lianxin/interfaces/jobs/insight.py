"""The columnar record, as the worker keeps it and as a person has it made anew."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from lianxin.followers.insight import actions as insight
from lianxin.followers.insight.rules.refusals import (
    RecordDamaged,
    RecordOfAnotherLog,
    RecordOfAnotherShape,
)


def keep(at: datetime) -> int:
    """Read on in the log, and go on with a record that is being made anew; return how much was done.

    A record that cannot be read, or is of another version or another log, is made anew by itself.
    """
    folder = Path(settings.LIANXIN_INSIGHT)
    try:
        done = insight.keep(folder=folder, at=at)
    except (RecordDamaged, RecordOfAnotherLog, RecordOfAnotherShape):
        insight.begin(folder=folder)
        return insight.go_on(folder=folder, at=at)
    counting = insight.go_on, insight.count, insight.count_back
    return done or next((many for step in counting if (many := step(folder=folder, at=at))), 0)


def catch_up(at: datetime, done: Callable[[int], object] = lambda _many: None) -> None:
    """Read all that there is to read, and say of each part how much it was.

    A record made anew holds what there was when that began, so what came since is looked for once more.
    """
    while many := keep(at) or keep(at):
        done(many)
