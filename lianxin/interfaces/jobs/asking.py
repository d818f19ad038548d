"""Once a month: what chance hardly explains in the figures is asked of the units, by the worker."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from lianxin.casework.oversight import actions as oversight
from lianxin.casework.oversight.queries import questions as asked
from lianxin.casework.oversight.rules.questions import HUNDREDTHS, SYSTEM
from lianxin.followers.insight import manifest
from lianxin.followers.insight.queries import patterns
from lianxin.followers.insight.rules.refusals import (
    RecordDamaged,
    RecordMissing,
    RecordOfAnotherShape,
)
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.time import day_of, month_before, month_of


@dataclass
class Asking:
    """Asks what is to be asked of the month that is over, once the record has read all of it."""

    month: date | None = None  # the last one that was asked about
    size: int | None = None  # of the log when the next one was first looked at; it only grows

    def __call__(self, at: datetime) -> int:
        """Ask, and return how many questions there were."""
        end = month_of(day_of(at))
        first = month_before(end)
        if self.month == first:
            return 0
        self.size = ledger.size() if self.size is None else self.size
        if _read() < self.size:
            return 0
        count = 0
        for found in patterns.questions(first, end, on=day_of(at)):
            one = found.question.counted
            if asked.asked(first, one.unit_id, one.pattern):
                continue
            oversight.ask_unit(
                pattern=one.pattern,
                month=first,
                unit_id=one.unit_id,
                cases=one.cases,
                hits=one.hits,
                against=one.against,
                marked=one.marked,
                expected=round(found.question.expected * HUNDREDTHS),
                tests=found.tests,
                ticket_ids=found.tickets,
                by=SYSTEM,
                at=at,
                key=f"question:{first:%Y-%m}:{one.unit_id}:{one.pattern}",
            )
            count += 1
        self.month, self.size = first, None
        return count


def _read() -> int:
    """Return how far the record has read the log: nowhere, while there is none or it is made anew."""
    try:
        return manifest.read(Path(settings.LIANXIN_INSIGHT)).position
    except (RecordMissing, RecordDamaged, RecordOfAnotherShape):
        return -1
