"""Typical cases of a month: public matters, in the words that two people have published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.casework.matters import queries as matters
from lianxin.followers.insight.rules.figures import Period
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import end_of

MOST = 5
DAY = timedelta(days=1)
PUBLIC = Actor.public("")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case, told in words that are public already."""

    title: str
    place: str
    category: str
    done: str
    matter_id: int


def of_month(period: Period, *, on: date) -> list[Case]:
    """Return the cases whose newest words were published in a month, the newest first."""
    over = end_of(period.end - DAY)
    found = list(matters.news_between(end_of(period.first - DAY), over, MOST))
    shown = matters.shown(found)
    said: Mapping[int, dict[str, str]] = {pk: {"place": one.place} for pk, one in shown.items()}
    places = matters.places(found, dict(said), on)
    return [
        Case(
            title=shown[one.pk].title,
            place=shown[one.pk].place or places[one.pk].coarse,
            category=one.category.name,
            done=_done(shown[one.pk]),
            matter_id=one.pk,
        )
        for one in found
    ]


def _done(shown: matters.Shown) -> str:
    """Return the newest words for the public, else the plan."""
    news = shown.news[0].notice if shown.news else ""
    return news or shown.plan
