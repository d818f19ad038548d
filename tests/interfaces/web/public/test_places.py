"""Where people are served, and whether it is open now: for everybody to read, as the clock goes on."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.foundation import memory
from lianxin.interfaces.web.resident import community
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.places import actions
from tests.casework.tickets import town
from tests.make import MONDAY
from tests.registers.duties.town import SHA, SYSTEM, table

pytestmark = pytest.mark.django_db
PAGE = "/places/"
HEAD = (
    "code,name,kind,unit_code,division_code,address,phone,step_free,longitude,latitude,crs,"
    "hours,on_holidays,exceptions\n"
)
WEEK = "周一至周五 8:30-12:00 13:30-17:30; 周六 9:00-12:00"
ROWS = (
    f"hall,河湾政务大厅,政务服务大厅,hewan,990101001000,芦花路1号,0999-1,yes,100.01,40.04,WGS84,{WEEK},,\n"
    f"post,芦花便民服务站,便民服务站,luhua,990101001001,芦花路9号,,,,,,{WEEK},,"
    "2026-11-25 休息 停电检修\n"
    "self,自助服务区,政务服务大厅,city,990100000000,迎宾路1号,,yes,,,,每天 0:00-24:00,yes,\n"
    f"far,白石便民服务中心,便民服务中心,baishi,990101100000,老街1号,,yes,,,,{WEEK},,\n"
)


def taken(rows: str, key: str = "places-here") -> None:
    given: dict[str, Any] = {"sha256": SHA, "by": SYSTEM, "at": MONDAY, "key": key}
    actions.import_places(rows=table(HEAD + rows), **given)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Stand in the town on Monday at ten, and return what moves the clock."""
    town.built()
    calendars.load_years(years=[2026, 2027], by=SYSTEM, at=MONDAY, key="calendar-years")
    taken(ROWS)

    def move(days: int, hour: int, minute: int = 0) -> datetime:
        day = timezone.localtime(MONDAY) + timedelta(days=days)
        at = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
        monkeypatch.setattr(timezone, "now", lambda: at)
        return at

    move(0, 10)
    return move


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def text(client: Client, url: str, **asked: str) -> str:
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split("<main")[1].split())


def test_a_page_says_all_that_one_needs_to_go_there(client: Client):
    said = text(client, f"{PAGE}hall/")
    for expected in (
        "河湾政务大厅",
        "Open now, until 12:00",
        "芦花路1号",
        'href="tel:0999-1"',
        "Step-free",
        "Monday to Friday",
        "8:30–12:00, 13:30–17:30",
        "9:00–12:00",
        "closed on public holidays",
        "/grids/?town=990101001000",
    ):
        assert expected in said, expected


def test_the_line_follows_the_clock(client: Client, clock: Any):
    for days, hour, minute, expected in (
        (0, 12, 30, "Closed now; opens today at 13:30"),
        (0, 18, 0, "Closed now; opens tomorrow at 8:30"),
        (1, 18, 0, "Closed now; opens on Thursday 26 November 2026 at 8:30"),
        (2, 10, 0, "closed (停电检修)"),
    ):
        clock(days, hour, minute)
        shown = text(client, f"{PAGE}post/").replace('<span dir="auto">', "").replace("</span>", "")
        assert expected in shown, expected


def test_holidays_and_round_the_clock_are_said(client: Client, clock: Any):
    clock(39, 10)  # New Year's Day
    assert "Today is a public holiday." in text(client, f"{PAGE}hall/")
    assert "not announced yet" in text(client, f"{PAGE}hall/")
    assert "Open now, round the clock" in text(client, f"{PAGE}self/")


def test_a_community_s_place_shows_the_cards_of_its_grids(client: Client):
    assert "Who looks after the grids here" in text(client, f"{PAGE}post/")
    assert "Not step-free" in text(client, f"{PAGE}post/")


def test_the_list_is_that_of_a_town_and_of_what_it_is_part_of(client: Client):
    everywhere = text(client, PAGE)
    assert all(f"/places/{one}/" in everywhere for one in ("hall", "post", "self", "far"))
    hewan = text(client, PAGE, town="990101001000")
    assert all(f"/places/{one}/" in hewan for one in ("hall", "post", "self"))
    assert "/places/far/" not in hewan


def test_the_list_begins_where_the_device_remembers_somebody_to_live(client: Client):
    client.cookies[community.COOKIE] = "990101100001"
    assert "/places/hall/" not in text(client, PAGE)
    assert "/places/hall/" in text(client, PAGE, town="")


def test_what_is_no_place_is_not_there(client: Client):
    for code in ("nothing", "9" * 300, "%00", "<b>"):
        assert client.get(f"{PAGE}{code}/").status_code == 404
    for odd in ("99", "9" * 40, "٣", "x"):
        assert client.get(PAGE, {"town": odd}).status_code == 422
    assert client.post(PAGE).status_code == 405


def test_the_base_map_is_fetched_only_where_one_is_configured(
    client: Client, settings: LazySettings
):
    settings.LIANXIN_TILES = ""
    assert 'data-spot="100.010000,40.040000"' in text(client, PAGE)
    assert "data-spot" not in text(
        client, f"{PAGE}hall/"
    )  # a single mark on plain ground says nothing
    assert "https:" not in client.get(PAGE).headers["Content-Security-Policy"]
    settings.LIANXIN_TILES = "https://tiles.example/{z}/{x}/{y}.png"
    assert "https://tiles.example" in client.get(PAGE).headers["Content-Security-Policy"]


def test_points_are_shown_in_the_datum_of_the_base_map(client: Client, settings: LazySettings):
    settings.LIANXIN_TILES_DATUM = "gcj02"
    said = text(client, PAGE)
    assert "data-spot=" in said
    assert 'data-spot="100.010000,40.040000"' not in said


def test_it_is_found_by_search_and_linked_from_the_first_page_and_the_grids(client: Client):
    memory.forget()
    assert "/places/post/" in text(client, "/search/", ask="芦花 便民服务站")
    assert f'href="{PAGE}"' in text(client, "/")
    assert PAGE in text(client, "/grids/")


def test_it_speaks_chinese():
    client = Client(headers={"accept-language": "zh-hans"})
    said = text(client, f"{PAGE}hall/")
    for expected in ("现在开放，到12:00", "星期一至星期五", "8:30–12:00、13:30–17:30", "不开放"):
        assert expected in said, expected


def test_every_page_costs_the_same_at_3_and_at_300_places_and_is_paged(client: Client):
    def costs() -> list[int]:
        found = []
        for url in (PAGE, f"{PAGE}hall/"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    client.get(PAGE)
    few = costs()
    row = ROWS.splitlines()[0]
    taken("".join(f"{row.replace('hall', f'many-{n}')}\n" for n in range(296)), key="places-many")
    assert costs() == few
    assert "page=2" in text(client, PAGE)
    assert "page=14" in text(client, PAGE, page="15")
