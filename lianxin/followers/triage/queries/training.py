"""The city's own decisions, read to learn from: the newest weeks apart, to judge by what was learnt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.triage.classify import learning
from lianxin.followers.triage.rules import texts, trials
from lianxin.foundation.time import begin_of, day_of, last_day
from lianxin.registers.duties import queries as duties

JUDGED_BY = 5_000  # held-out decisions; of more, every n-th


@dataclass(kw_only=True)
class Decisions:
    """Texts as the classifier reads them, and the codes of the categories that people chose."""

    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What is learnt from, and what is held out: the decisions from a Monday on."""

    known: Decisions
    held: Decisions
    first: date
    held_from: date
    last: date


def count(weeks: Mapping[date, int]) -> int:
    """Return how many decisions some weeks have."""
    return sum(weeks.values())


def gathered(
    weeks: Mapping[date, int],
    *,
    since: datetime,
    until: datetime,
    advance: Callable[[int], None],
) -> Gathered:
    """Read the decisions of a time whose weeks were counted, or refuse where there are too few weeks.

    At most as many are kept as are learnt from, so that memory stays bounded; categories that are
    not in force any more are left out.
    """
    first = trials.held_from(weeks)
    cut = begin_of(first)
    held = count({week: some for week, some in weeks.items() if week >= first})
    known = count(weeks) - held
    return Gathered(
        known=_read(since, cut, -(-known // learning.MOST), advance),
        held=_read(max(cut, since), until, -(-held // JUDGED_BY), advance),
        first=max(min(weeks), day_of(since)),
        held_from=first,
        last=min(max(weeks) + timedelta(days=6), last_day(until)),
    )


def described() -> list[tuple[str, str]]:
    """Return each word by which the register describes a category, with the category's code."""
    return [
        (texts.compact([word]), leaf.code)
        for leaf in duties.leaves()
        for word in (leaf.name, *leaf.keywords, leaf.description)
        if word
    ]


def _read(
    since: datetime, until: datetime, every: int, advance: Callable[[int], None]
) -> Decisions:
    codes = {leaf.pk: leaf.code for leaf in duties.leaves()}
    found = Decisions()
    for one in tickets.decided(since=since, until=until, every=max(every, 1), advance=advance):
        if one.category_id in codes:
            found.texts.append(texts.compact([one.told]))
            found.labels.append(codes[one.category_id])
    return found
