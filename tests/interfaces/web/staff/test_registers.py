"""The registers as their keepers read them: page by page, found by words, with what was changed."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from lianxin.registers.duties import actions as duties
from lianxin.registers.orgs import actions as orgs
from tests.casework.tickets import town
from tests.interfaces.web.staff.scene import browser, text
from tests.make import MONDAY
from tests.registers.duties.town import CATALOGUE, CATEGORIES, DUTIES, SHA, SYSTEM, table

pytestmark = pytest.mark.django_db
GIVEN = {"sha256": SHA, "by": SYSTEM, "at": MONDAY}


def more_units(count: int) -> None:
    lines = [
        f"more-{number:03},第{number}科,department,city,990100000000," for number in range(count)
    ]
    rows = table("\n".join(["code,name,kind,parent_code,division_code,phone", *lines]) + "\n")
    orgs.import_units(rows=rows, sha256=SHA, by=SYSTEM, at=MONDAY, key="more-units")


def more(count: int) -> None:
    """Make every register longer."""
    more_units(count)
    people = [f"more{number:03},第{number}人,more-000,handler,," for number in range(count)]
    head = "username,name,unit_code,role,valid_from,grid_codes\n"
    orgs.import_staff(rows=table(head + "\n".join(people)), key="more-staff", **GIVEN)  # type: ignore[arg-type]
    leaves = "".join(f"noise.{number:03},第{number}类,noise,,,no\n" for number in range(count))
    duties.import_categories(rows=table(CATEGORIES + leaves), key="more-categories", **GIVEN)  # type: ignore[arg-type]
    listed = "".join(f"D-{number},第{number}项,lamps,basic,\n" for number in range(count))
    duties.import_duties(rows=table(DUTIES + listed), key="more-duties", **GIVEN)  # type: ignore[arg-type]
    rows = "".join(f"noise.{number:03},,lamps,,general,,\n" for number in range(count))
    duties.import_catalogue(
        rows=table(CATALOGUE + rows),
        valid_from=MONDAY.date(),
        key="more-catalogue",
        **GIVEN,  # type: ignore[arg-type]
    )


def paged(url: str) -> list[str]:
    """Return what names the rows of a register, page after page."""
    client, found, query = browser("admin"), [], ""
    while True:
        page = client.get(url + query)
        found += [row["url"] for row in page.context["rows"]]
        query = page.context["next_url"]
        if not query:
            return found


@pytest.mark.parametrize("name", ["units", "staff", "categories", "duties", "catalogue"])
def test_a_long_register_is_paged_and_every_row_stands_on_one_page(name: str):
    before = len(paged(f"/staff/registers/{name}/"))
    more(60)
    after = paged(f"/staff/registers/{name}/")
    assert len(after) == len(set(after)) == before + 60


@pytest.mark.parametrize(
    "name", ["units", "staff", "categories", "duties", "catalogue", "grids", "divisions", "changes"]
)
def test_a_register_costs_the_same_at_3_and_at_300_rows(name: str):
    client = browser("admin")

    def cost() -> int:
        client.get(f"/staff/registers/{name}/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/staff/registers/{name}/").status_code == 200
        return len(captured)

    more(3)
    few = cost()
    many_units_later(300)
    assert cost() == few


def many_units_later(count: int) -> None:
    lines = [
        f"late-{number:03},第{number}处,department,city,990100000000," for number in range(count)
    ]
    rows = table("\n".join(["code,name,kind,parent_code,division_code,phone", *lines]) + "\n")
    orgs.import_units(rows=rows, key="late-units", **GIVEN)  # type: ignore[arg-type]
    people = [f"late{number:03},第{number}人,late-000,handler,," for number in range(count)]
    head = "username,name,unit_code,role,valid_from,grid_codes\n"
    orgs.import_staff(rows=table(head + "\n".join(people)), key="late-staff", **GIVEN)  # type: ignore[arg-type]
    leaves = "".join(f"noise.{number:03},第{number}类,noise,,,no\n" for number in range(count))
    duties.import_categories(rows=table(CATEGORIES + leaves), key="late-categories", **GIVEN)  # type: ignore[arg-type]
    listed = "".join(
        f"E-{number},第{number}项,late-{number:03},basic,\n" for number in range(count)
    )
    duties.import_duties(rows=table(DUTIES + listed), key="late-duties", **GIVEN)  # type: ignore[arg-type]


def test_a_unit_shows_who_works_there():
    said = text(browser("admin").get("/staff/registers/units/lamps/"))
    assert "辛 handler handler" in said
    assert "壬 unit lead lead" in said
    assert browser("admin").get("/staff/registers/units/nowhere/").status_code == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("divisions/", "河湾街道"),
        ("grids/", "芦花第一网格"),
        ("grids/990101001001001/", "5 points"),
        ("categories/lighting.lamp/", "Stands under 照明"),
        ("duties/L-1/", "《城市照明管理规定》"),
        ("catalogue/", "the subdistrict or town of the place"),
        ("catalogue/lighting.yard~/", "《物业管理条例》"),
        ("catalogue/lighting.lamp~990101100000/", "白石镇人民政府"),
        ("calendar/", "2026"),
        ("calendar/2026/", "Public holiday"),
        ("profiles/", "Promise to the requester"),
        ("profiles/beijing-like~promise~general/", "7"),
        ("profiles/?words=daily", "Hour of the daily report (nothing here goes by it yet)"),
        ("limits/", "everywhere"),
        ("limits/-/", "北京式分级时限"),
        ("staff/handler/", "城市管理局 · handler"),
    ],
)
def test_each_register_can_be_read(name: str, expected: str):
    assert expected in text(browser("admin").get(f"/staff/registers/{name}"))


def test_what_does_not_fit_together_stands_on_the_first_page():
    square = {"type": "Polygon", "coordinates": [town.SQUARE]}
    grid = {**town.GRID, "code": "990101001001002", "name": "芦花第二网格"}
    orgs.import_grids(features=[(1, grid, square)], key="second-grid", **GIVEN)  # type: ignore[arg-type]
    assert "Grid without a grid worker" in text(browser("admin").get("/staff/"))


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("units", "lam", 1),
        ("units", "河湾", 1),
        ("divisions", "990101001", 3),
        ("staff", "子", 1),
        ("categories", "路灯", 1),
        ("catalogue", "照明", 1),
        ("units", "100%_", 0),
    ],
)
def test_a_register_is_searched_by_code_and_name(name: str, words: str, found: int):
    page = browser("admin").get(f"/staff/registers/{name}/", {"words": words})
    assert len(page.context["rows"]) == found


def test_a_district_sees_its_own_units_and_those_above():
    rows = table(
        "username,name,unit_code,role,valid_from,grid_codes\nadmin2,卯,hewan,administrator,2020-01-01,\n"
    )
    orgs.import_staff(rows=rows, key="district", **GIVEN)  # type: ignore[arg-type]
    client = browser("admin2")
    assert len(client.get("/staff/registers/units/").context["rows"]) == 3
    assert client.get("/staff/registers/units/baishi/").status_code == 404
    assert client.get("/staff/registers/units/luhua/").status_code == 200


@pytest.mark.parametrize("after", ["x", "-1", "1 OR 1", "9" * 5000, "²"])
def test_a_page_that_nobody_linked_is_empty_or_leads_nowhere(after: str):
    page = browser("admin").get("/staff/registers/catalogue/", {"after": after})
    assert page.context["rows"] == []
    assert browser("admin").get("/staff/registers/changes/", {"after": after}).status_code == 404


@pytest.mark.parametrize("name", ["units", "grids", "staff"])
def test_a_code_that_no_row_can_have_leads_nowhere(name: str):
    assert browser("admin").get(f"/staff/registers/{name}/", {"after": "a\x00"}).status_code == 404
    assert browser("admin").get(f"/staff/registers/{name}/", {"words": "a\x00"}).status_code == 404
    assert browser("admin").get(f"/staff/registers/{name}/a%00b/").status_code == 404


def test_a_register_is_given_out_as_the_file_that_it_takes():
    answer = browser("admin").get("/staff/registers/units/-/rows/")
    assert answer["Content-Disposition"] == 'attachment; filename="units.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == ("code", "name", "kind", "parent_code", "division_code", "phone")
    assert ("hotline", "12345热线", "hotline", "city", "990100000000", "12345") in rows
    grids = browser("admin").get("/staff/registers/grids/-/rows/").json()
    assert grids["features"][0]["geometry"]["coordinates"] == [town.SQUARE]


def test_what_a_workbook_would_carry_out_is_text():
    rows = table('code,name,parent_code\nx,"=HYPERLINK(""http://x"")",\n')
    duties.import_categories(rows=rows, key="a-formula", **GIVEN)  # type: ignore[arg-type]
    answer = browser("admin").get("/staff/registers/categories/-/rows/")
    cell = load_workbook(io.BytesIO(answer.content)).worksheets[0]["B2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("key", ["abc", "abcd", "0000", "-100", "-", "2026-02-30", "9" * 40, "😀"])
@pytest.mark.parametrize("step", ["", "change/", "end/"])
def test_a_day_that_is_none_leads_nowhere(key: str, step: str):
    answer = browser("admin").get(f"/staff/registers/calendar/{key}/{step}")
    assert answer.status_code == 404


def test_the_overview_leads_only_where_its_reader_may_go():
    for username in ("admin", "supervisor"):
        client = browser(username)
        urls = [tile["url"] for tile in client.get("/staff/registers/").context["tiles"]]
        assert ("/staff/registers/staff/" in urls) == (username == "admin")
        assert all(client.get(url).status_code == 200 for url in urls)
