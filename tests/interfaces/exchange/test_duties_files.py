"""Files of the duty registers: the demo city's own, and those that people get wrong."""

from pathlib import Path

import pytest
from django.utils import translation

import lianxin.interfaces.jobs
from lianxin.foundation.actor import Actor
from lianxin.interfaces.exchange import duties, registers
from lianxin.interfaces.exchange.shipped import TEMPLATES
from lianxin.registers.duties import queries
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
CITY = Path(lianxin.interfaces.jobs.__file__).parent / "demo_city"
SYSTEM = Actor.system("tests")


@pytest.fixture
def city() -> None:
    """Stand in the demo city, before its duty registers were imported."""
    for kind in ["divisions", "units"]:
        assert registers.run(kind, CITY / f"{kind}.csv", by=SYSTEM, at=MONDAY).taken


@pytest.mark.usefixtures("city")
def test_the_demo_city_s_registers_fit_together():
    for kind in ["categories", "duties", "catalogue"]:
        folder = TEMPLATES if kind == "categories" else CITY
        report = duties.run(kind, folder / f"{kind}.csv", by=SYSTEM, at=MONDAY)
        assert report.refused == ()
        assert report.rows == report.added
    assert len(queries.leaves()) >= 60
    assert queries.unowned(MONDAY.date()) == []
    for leaf in queries.leaves():
        found = queries.owner_of(leaf.pk, "990101001001", MONDAY.date())
        assert found is not None
        assert found.lead_unit_id is not None


@pytest.mark.usefixtures("city")
def test_every_bad_row_is_told_by_line_in_words(tmp_path: Path):
    file = tmp_path / "职责.csv"
    file.write_bytes(
        "code,title,unit_code,list_kind\nX-1,路灯,nobody,basic\nX-2,井盖,police,basic\n".encode(
            "gbk"
        )
    )
    with translation.override("en"):
        report = duties.run("duties", file, by=SYSTEM, at=MONDAY)
    assert not report.taken
    [(line, reason)] = report.refused
    assert line == 2
    assert "nobody" in reason
