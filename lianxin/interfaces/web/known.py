"""What is known already where somebody is about to report: public matters there that the words may mean."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianxin.casework.matters import queries, rules
from lianxin.casework.matters.queries import Shown
from lianxin.casework.tickets import queries as tickets
from lianxin.followers.triage.rules.spelling import spelt
from lianxin.registers.orgs.rules.refusals import NotADivisionCode

if TYPE_CHECKING:
    from lianxin.casework.matters.models import Matter

MOST = 3


@dataclass(frozen=True, kw_only=True)
class Known:
    """A matter as everybody reads it, and how many others at least have reported it."""

    matter: "Matter"
    shown: Shown
    others: int


def known(said: str, *, division_code: str, grid_id: int | None) -> list[Known]:
    """Return the public matters that a report may be about, by its place and its words, however spelt."""
    try:
        found = list(queries.known(division_code=division_code, grid_id=grid_id))
    except NotADivisionCode:  # whoever types sends what they like
        return []
    shown, words = queries.shown(found), spelt(said)
    fitting = [one for one in found if _fits(words, one, shown[one.pk].title)][:MOST]
    counts = tickets.told_openly(one.pk for one in fitting)
    return [
        Known(matter=one, shown=shown[one.pk], others=rules.others(counts.get(one.pk, 0)))
        for one in fitting
    ]


def _fits(words: str, matter: "Matter", title: str) -> bool:
    return rules.fits(words, spelt(title), map(spelt, matter.category.keywords))
