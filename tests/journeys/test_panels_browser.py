"""A panel in a real browser: its chart, its table, its files, its keys, its map, and the requests behind a number."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.insight import actions as insight
from lianxin.followers.insight.rules.suppression import FEWEST
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.jobs.demo import city
from lianxin.interfaces.web.demo import people
from lianxin.registers.orgs import queries as orgs
from tests.journeys.looking import CHROMIUM, in_a_browser, sound

# a machine without a graphics card draws the map by itself
DRAWN_BY_ITSELF = ["--no-sandbox", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"]
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}

pytestmark = in_a_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the browser that the machine has."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=DRAWN_BY_ITSELF)
        yield started
        started.close()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """Serve the demo city with two requests that were counted."""
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    at = timezone.now()
    for _ in city.build(at=at):
        pass
    asked(range(2), settings.LIANXIN_INSIGHT)
    return str(live_server.url)


def asked(numbers: range, folder: Path) -> None:
    """Take in some requests, and count them."""
    at, by = timezone.now(), Actor.public("panels")
    grid = orgs.grids(timezone.localdate())[0]
    for number in numbers:
        request = Request(what="路灯坏了，晚上看不见路。", grid_id=grid.pk)
        actions.receive(request=request, contact=None, by=by, at=at, key=f"panels-browser-{number}")
    while ledger.seal():
        pass
    while insight.keep(folder=folder, at=at):
        pass


def opened(chromium: Browser, site: str, size: str, *, script: bool = True) -> Page:
    """Return a supervisor's browser, which says nothing wrong while it is used."""
    context = chromium.new_context(
        locale="zh-CN",
        viewport=SIZES[size],  # type: ignore[arg-type]
        base_url=site,
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/staff/")
    page.fill("[name=login]", "supervisor1")
    page.fill("[name=password]", people.PASSWORD)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("h1")).to_be_visible()
    return page


def taken_along(page: Page) -> None:
    """Download a chart's table and its picture."""
    loop = page.locator("#plot-loop")
    with page.expect_download() as table:
        loop.locator("a[download]").click()
    written = Path(table.value.path()).read_text(encoding="utf-8-sig")
    assert next(csv.DictReader(io.StringIO(written)))["到此环节"] == "2"
    with page.expect_download() as picture:
        loop.locator("[data-plot-png]").click()
    assert picture.value.suggested_filename == "loop.png"
    with Image.open(picture.value.path()) as image:
        assert image.width > 300


def drawn_on_the_map(page: Page) -> None:
    """Open the map, which is loaded only then."""
    page.locator("[data-map] > summary").click()
    expect(page.locator("[data-map] canvas")).to_be_visible()
    expect(page.locator("[data-map-state]")).to_be_hidden()
    sound(page)


def walked_by_keys(page: Page) -> None:
    """Read a chart by keys, and follow one of its numbers to the requests behind it."""
    towns = page.locator("#plot-towns [data-plot-drawing]")
    towns.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#plot-towns [data-plot-told]")).to_have_text("河湾街道: 接收 2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/panels/requests/**")
    expect(page.locator("main tbody tr")).to_have_count(2)
    sound(page)


@pytest.mark.parametrize("size", SIZES)
def test_a_panel_is_read_downloaded_walked_by_keys_and_followed(
    chromium: Browser, site: str, size: str
):
    page = opened(chromium, site, size)
    said: list[str] = []
    page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.goto("/staff/panels/loop/")
    loop = page.locator("#plot-loop")
    expect(loop.locator("canvas")).to_be_visible()
    sound(page)

    loop.locator("summary").first.click()
    assert loop.locator("tbody tr").first.inner_text().split() == ["已接收", "2", "2", "0"]

    taken_along(page)
    drawn_on_the_map(page)
    walked_by_keys(page)
    assert said == []
    page.context.close()


def test_without_a_script_the_tables_say_it_all(chromium: Browser, site: str):
    page = opened(chromium, site, "phone", script=False)
    page.goto("/staff/panels/loop/")
    expect(page.locator("#plot-loop tbody")).to_be_visible()
    expect(page.locator("#plot-loop [data-plot]")).to_be_hidden()
    expect(page.locator("#plot-loop [data-plot-png]")).to_be_hidden()
    page.locator("#plot-loop tbody a").first.click()
    expect(page.locator("main tbody tr")).to_have_count(2)
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_everybody_reads_what_was_asked_and_done(
    chromium: Browser, site: str, settings: Any, size: str
):
    asked(range(2, FEWEST), settings.LIANXIN_INSIGHT)  # everybody is told no smaller number
    context = chromium.new_context(
        locale="zh-CN",
        viewport=SIZES[size],  # type: ignore[arg-type]
        base_url=site,
    )
    page = context.new_page()
    page.goto("/asked-and-done/")
    expect(page.locator("#plot-months canvas")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    sound(page)
    context.close()
