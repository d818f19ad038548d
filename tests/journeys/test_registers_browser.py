"""Registers in a real browser: every page at both widths, and a change by two people from form to history."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from lianxin.interfaces.jobs.demo import city
from lianxin.interfaces.web.demo import people
from tests.journeys.looking import CHROMIUM, in_a_browser, sound

SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
PAGES = (
    "start/",
    "start/catalogue/",
    "registers/",
    "registers/changes/",
    "registers/divisions/",
    "registers/units/",
    "registers/units/parks/",
    "registers/units/parks/change/",
    "registers/units/parks/end/",
    "registers/units/-/file/",
    "registers/grids/990101001001001/",
    "registers/catalogue/",
    "registers/catalogue/-/new/",
    "registers/calendar/",
    "registers/calendar/2026/",
    "registers/calendar/-/file/",
    "registers/profiles/",
    "registers/profiles/-/new/",
    "registers/limits/",
    "registers/staff/",
    "registers/staff/agent1/",
    "registers/staff/agent1/post/",
    "registers/staff/agent1/password/",
)

pytestmark = in_a_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the browser that the machine has."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """Serve the pages of the demo city's registers, without its requests."""
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    for _ in city.build(at=timezone.now()):
        pass
    return str(live_server.url)


def signed_in(chromium: Browser, site: str, username: str) -> Page:
    """Return a window in which somebody has signed in."""
    context = chromium.new_context(locale="zh-CN", viewport=SIZES[0], base_url=site)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/staff/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", people.PASSWORD)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("h1")).to_be_visible()
    return page


def test_every_page_of_the_registers_is_sound_at_both_widths(chromium: Browser, site: str):
    page = signed_in(chromium, site, "admin1")
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for address in PAGES:
            answer = page.goto(f"/staff/{address}")
            assert answer is not None
            assert answer.status == 200, address
            sound(page)
    page.context.close()


def test_a_row_is_changed_from_the_form_to_its_history_and_taken_back(chromium: Browser, site: str):
    page = signed_in(chromium, site, "admin1")
    page.goto("/staff/registers/units/parks/change/")
    page.fill("[name=phone]", "0999-5000999")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("ins")).to_have_text("0999-5000999")
    sound(page)
    page.locator("button[value=send]").click()
    change = page.url
    sound(page)
    page.goto("/staff/registers/units/parks/")
    expect(page.locator(".moj-timeline ins")).to_have_text("0999-5000999")
    page.set_viewport_size(SIZES[1])  # type: ignore[arg-type]
    sound(page)
    page.goto(change)
    page.locator("button[value=undo]").click()
    page.locator("button[value=send]").click()
    sound(page)
    page.goto("/staff/registers/units/parks/")
    expect(page.locator(".lx-facts")).to_contain_text("0999-5000115")
    page.context.close()
