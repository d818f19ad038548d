"""The registers as their keeper reads them: page by page, whole, and what does not fit together."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.registers.orgs import actions as orgs
from tests.casework.tickets import town
from tests.interfaces.web.staff.scene import browser, text
from tests.make import MONDAY
from tests.registers.duties.town import SHA, SYSTEM, table

pytestmark = pytest.mark.django_db


def more_units(count: int) -> None:
    lines = [
        f"more-{number:03},第{number}科,department,city,990100000000," for number in range(count)
    ]
    rows = table("\n".join(["code,name,kind,parent_code,division_code,phone", *lines]) + "\n")
    orgs.import_units(rows=rows, sha256=SHA, by=SYSTEM, at=MONDAY, key="more-units")


def test_units_are_paged_by_their_codes():
    more_units(60)
    client = browser("admin")
    first = client.get("/staff/registers/units/")
    second = client.get("/staff/registers/units/" + first.context["next_url"])
    codes = [line[0][1] for line in [*first.context["lines"], *second.context["lines"]]]
    assert codes == sorted(codes)
    assert len(codes) == len(set(codes)) == 67
    assert second.context["next_url"] == ""


def test_a_register_costs_the_same_however_long_it_is():
    client = browser("admin")

    def cost() -> int:
        client.get("/staff/registers/units/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/staff/registers/units/")
        return len(captured)

    few = cost()
    more_units(60)
    assert cost() == few


def test_a_unit_shows_who_works_there():
    said = text(browser("admin").get("/staff/registers/units/lamps/"))
    assert "辛 handler handler" in said
    assert "壬 unit lead lead" in said
    assert browser("admin").get("/staff/registers/units/nowhere/").status_code == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("grids", "芦花第一网格"),
        ("catalogue", "《物业管理条例》"),
        ("catalogue", "the subdistrict or town of the place"),
        ("calendar", "2026"),
        ("limits", "Promise to the requester"),
        ("limits", "7 days"),
        ("limits", "Hour of the daily report (nothing here goes by it yet)"),
        ("", "Grid without a grid worker"),
    ],
)
def test_each_register_can_be_read(name: str, expected: str):
    if not name:  # a second grid, in which nobody works
        square = {"type": "Polygon", "coordinates": [town.SQUARE]}
        grid = {**town.GRID, "code": "990101001001002", "name": "芦花第二网格"}
        given: dict[str, Any] = {"by": SYSTEM, "at": MONDAY, "key": "second-grid", "sha256": SHA}
        orgs.import_grids(features=[(1, grid, square)], **given)
    url = f"/staff/registers/{name}/" if name else "/staff/"
    assert expected in text(browser("admin").get(url))


@pytest.mark.parametrize("after", ["x", "-1", "1 OR 1", "9" * 5000, "9" * 20, "²", "1\x00"])
def test_a_page_that_nobody_linked_leads_nowhere(after: str):
    assert browser("admin").get("/staff/registers/catalogue/", {"after": after}).status_code == 404


@pytest.mark.parametrize("name", ["units", "grids"])
def test_a_code_that_no_row_can_have_leads_nowhere(name: str):
    assert browser("admin").get(f"/staff/registers/{name}/", {"after": "a\x00"}).status_code == 404
    assert browser("admin").get("/staff/registers/units/a%00b/").status_code == 404
