"""What a report is made from: read once, told in each language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lianxin.followers.insight import publication
from lianxin.followers.insight.queries import publication as published
from lianxin.followers.insight.queries import publication_figures as figures
from lianxin.followers.insight.rules import opendata
from lianxin.followers.insight.rules.figures import Period, Result, Scope
from lianxin.followers.insight.rules.opendata import Month
from lianxin.interfaces.web.publication.cases import Case
from lianxin.interfaces.web.publication.data import DICTIONARY, Names

EARLIER = 5  # months that the report looks back to


@dataclass(frozen=True, kw_only=True)
class Material:
    """What the report of a month is made from; read once, told in each language."""

    month: Month
    version: int
    note: str
    period: Period
    at: datetime
    whole: Mapping[Scope, Mapping[str, Result]]
    channels: Mapping[str, int]
    exclusions: Mapping[str, int]
    decisions: Mapping[str, int]
    earlier: Sequence[tuple[str, int]]
    cases: Sequence[Case]
    names: Names


def gathered(
    month: Month, *, version: int, note: str, at: datetime, on: date, cases: Sequence[Case]
) -> Material:
    """Return what a report is made from."""
    period = opendata.period(month.month, on=on)
    return Material(
        month=month,
        version=version,
        note=note,
        period=period,
        at=at,
        whole=figures.whole(period, at=at),
        channels=figures.channels(period),
        exclusions=figures.exclusions(period),
        decisions=figures.decisions(period),
        earlier=_earlier(month.month),
        cases=cases,
        names=Names(month, on),
    )


def _earlier(month: str) -> list[tuple[str, int]]:
    """Return how many requests the months before had, as they were published; the oldest first."""
    found = []
    for row in published.before(month, limit=EARLIER):
        said = json.loads(publication.read(row.sha256, DICTIONARY))
        found.append((row.month, int(said["requests"])))
    return found[::-1]
