"""Confirmed decisions of a city: the invented city's requests, closed week after week before the Monday."""

from datetime import datetime, timedelta

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.rules import State
from lianxin.casework.tickets.rules.importing import ImportedTicket
from lianxin.foundation.actor import Actor
from lianxin.registers.duties import queries as duties
from tests.followers.triage.decided import KINDS, decided
from tests.make import MONDAY, time_limits
from tests.once import once
from tests.registers.duties.town import categories

HEADER = "code,name,parent_code,description,keywords,public\n"
NAMES = dict(zip(KINDS, ("消费", "环境", "交通", "水电", "劳动"), strict=True))
FIVE = "".join(f"{kind},{NAMES[kind]},,,,yes\n" for kind in KINDS)


@once
def city() -> None:
    """Make a city with five categories and nothing decided."""
    time_limits()
    categories(HEADER + FIVE, key="five-categories")


def closed(ref: str, what: str, kind: str, ended_at: datetime) -> ImportedTicket:
    """Return a closed ticket under a category."""
    return ImportedTicket(
        ref=ref,
        what=what,
        received_at=ended_at - timedelta(days=2),
        category_id=duties.category(kind).pk,
        state=State.CLOSED,
        ended_at=ended_at,
    )


@once
def decisions(weeks: int = 10) -> None:
    """Make the city, and spread its decisions over some weeks before the Monday."""
    city()
    rows = [
        closed(str(place), what, kind, MONDAY - timedelta(weeks=place % weeks, days=1))
        for place, (what, kind) in enumerate(decided())
    ]
    actions.import_chunk(source="hall", rows=rows, by=Actor.system("import"), at=MONDAY)
