"""The worker asks once a month, of units with people enough, and of the same thing once."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lianxin.casework.oversight.models import Question
from lianxin.followers.insight.rules.patterns import Pattern
from lianxin.interfaces.jobs.asking import Asking
from lianxin.registers.orgs import actions as orgs
from tests.casework.tickets import town
from tests.followers.insight.years import Year
from tests.make import MONDAY
from tests.registers.duties.town import SHA, SYSTEM, table

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2026, 12, 1, 10, tzinfo=MONDAY.tzinfo)


@pytest.fixture
def record(tmp_path: Path, settings: Any) -> Path:
    """Write a month in which the subdistrict asks its holds on the last day."""
    town.built()
    units = [town.unit(code) for code in ("lamps", "power", "hewan", "baishi", "luhua")]
    settings.LIANXIN_INSIGHT = str(tmp_path)
    year = Year(7, units).clean().planted(Pattern.HOLDS_BEFORE_DUE)
    year.position += 10_000  # all of the ledger was read
    return year.written(tmp_path)


def five_people() -> None:
    rows = [f"new{n},新人,hewan,handler,2020-01-01," for n in range(5)]
    text = "\n".join(["username,name,unit_code,role,valid_from,grid_codes", *rows])
    orgs.import_staff(rows=table(text), sha256=SHA, by=SYSTEM, at=MONDAY, key="five-people")


def test_a_unit_with_people_enough_is_asked_once(record: Path):
    five_people()
    asking = Asking()
    assert asking(DECEMBER) == 1
    assert asking(DECEMBER) == 0
    assert Asking()(DECEMBER + timedelta(days=1)) == 0
    found = Question.objects.get()
    assert (found.pattern, found.unit_id) == ("holds_before_due", town.unit("hewan"))
    assert found.month == date(2026, 11, 1)
    assert found.hits > found.expected / 100


def test_a_unit_with_few_people_is_not_asked(record: Path):
    Asking()(DECEMBER)
    assert not Question.objects.exists()


def test_while_nothing_was_counted_nothing_is_asked_and_nothing_fails(
    tmp_path: Path, settings: Any
):
    town.built()
    settings.LIANXIN_INSIGHT = str(tmp_path)
    asking = Asking()
    assert asking(DECEMBER) == 0
    (tmp_path / "manifest.json").write_text("{}")
    assert asking(DECEMBER) == 0
    assert asking.month is None  # it is asked about once it is counted
