"""What was solved lately, for everybody to see: by category near a place, and never a small number."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count

from lianxin.casework.matters import rules as matters
from lianxin.casework.tickets.models import IS_KEPT, Ticket
from lianxin.casework.tickets.queries.joined import TOLD_OPENLY
from lianxin.casework.tickets.rules import Outcome
from lianxin.registers.orgs.rules import significant

FEWEST = 5  # what is fewer is not told, as in the open data
Solved = Mapping[tuple[str, str], int]  # by division (12 digits) and name of the category


def solved(*, since: datetime, until: datetime) -> Solved:
    """Return how many requests were solved in a time, of the categories that policy makes public.

    Left out are those that complain of a unit, tip off, or ask for confidence.
    """
    ended = Ticket.objects.filter(IS_KEPT, TOLD_OPENLY, ended_at__gte=since, ended_at__lt=until)
    fine = ended.filter(outcome=Outcome.RESOLVED.value, category__public=True)
    counted = fine.order_by().values("division_code", "category__name")
    rows = counted.annotate(count=Count("pk"))
    return {(row["division_code"], row["category__name"]): row["count"] for row in rows}


def solved_near(found: Solved, division_code: str) -> list[tuple[str, int]]:
    """Return the categories of which something was solved within a place, and how many at least.

    In steps: a number that goes up by one would tell whose request was the last.
    """
    within, sums = significant(division_code), Counter[str]()
    for (code, category), count in found.items():
        if code.startswith(within):
            sums[category] += count
    told = [(category, matters.others(count)) for category, count in sums.most_common()]
    return [(category, least) for category, least in told if least >= FEWEST]
