"""The columnar record, as the worker keeps it and as a person has it made anew."""

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
        done = 0
    return done or insight.go_on(folder=folder, at=at)
