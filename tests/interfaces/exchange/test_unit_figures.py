"""A unit's figures in a round and in a table: by its own place's profile, and untold where few people work."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lianxin.casework.oversight.actions.evaluation import Figure
from lianxin.casework.oversight.rules.evaluation import Measure
from lianxin.casework.paperwork import rules as paperwork
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import rules
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.exchange import evaluation
from lianxin.interfaces.web.staff import table_figures
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries as org_queries
from lianxin.registers.policies import actions as policies
from lianxin.registers.policies import queries as adopted
from lianxin.registers.policies.rules import Figure as Named
from lianxin.registers.policies.rules.shipped import BEIJING_LIKE
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.followers.insight.test_record import kept
from tests.make import MONDAY
from tests.registers.duties.town import SHA, SYSTEM, table

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
CITY = "990100000000"
LINES: Mapping[str, Measure] = {"content": Measure(figure="satisfaction_rate")}
HALF = Decimal("0.5")


@pytest.fixture(autouse=True)
def the_town() -> None:
    town.built()


def staffed(*units: str, each: int) -> None:
    """Let so many more people work at some units."""
    rows = [
        f"{unit}{number},工{number},{unit},handler,2020-01-01,\n"
        for unit in units
        for number in range(each)
    ]
    said = table("username,name,unit_code,role,valid_from,grid_codes\n" + "".join(rows))
    orgs.import_staff(rows=said, sha256=SHA, by=SYSTEM, at=MONDAY, key="more-staff")


def adopted_here(division: str) -> None:
    """Let what "basically satisfied" counts differ in a division."""
    numbers = tuple(
        replace(one, amount=HALF) if one.figure is Named.BASICALLY_SATISFIED else one
        for one in BEIJING_LIKE.numbers
    )
    ours = replace(BEIJING_LIKE, code="ours", numbers=numbers)
    given: dict[str, Any] = {"by": SYSTEM, "at": MONDAY}
    policies.load_profiles(profiles=[ours], key="ours-loaded", **given)
    given |= {"valid_from": MONDAY.date(), "seen": adopted.seq()}
    policies.adopt_profile(profile="ours", division=division, key="ours-adopted", **given)


def rated(folder: Any) -> None:
    """Let somebody be basically satisfied with what the lamps' unit did, and count it."""
    ticket = town.followed()
    outcome = rules.Outcome.RESOLVED
    did(ticket, tickets.confirm, "requester", rating=3, outcome=outcome, words="")
    while ledger.seal():
        pass
    kept(folder)


def figure(unit: str) -> Figure:
    row = org_queries.unit(unit)
    given: dict[str, Any] = {"first": FIRST, "last": LAST, "at": MONDAY}
    (found,) = evaluation.figures(LINES, units={row.pk: row.path}, **given)
    return found


def test_a_rounds_figures_are_weighed_by_the_profile_of_the_units_division(settings: Any):
    adopted_here(CITY)
    staffed("lamps", each=5)
    rated(settings.LIANXIN_INSIGHT)
    found = figure("lamps")
    assert (found.value, found.of, found.few_staff) == (50.0, 1, False)


def test_a_tables_figures_are_weighed_by_the_profile_of_the_units_division(settings: Any):
    adopted_here(CITY)
    staffed("lamps", each=5)
    rated(settings.LIANXIN_INSIGHT)
    asked = paperwork.Field(
        code="f1", name="满意率", kind=paperwork.Kind.NUMBER, figure="satisfaction_rate"
    )
    month = paperwork.Period(FIRST, LAST)
    assert table_figures.known([asked], town.unit("lamps"), month, MONDAY) == {"f1": "50.0"}


def test_where_every_unit_has_a_few_people_a_round_says_so_however_many_they_are_together(
    settings: Any,
):
    staffed("hewan", "luhua", each=2)
    rated(settings.LIANXIN_INSIGHT)
    found = figure("hewan")
    assert (found.value, found.few_staff) == (None, True)
