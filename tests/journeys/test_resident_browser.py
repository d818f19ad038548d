"""A resident's way in a real browser: on a phone, with and without a script, readable for everybody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from lianxin.casework.tickets.models import Ticket
from tests.interfaces.web.resident import town
from tests.journeys.looking import CHROMIUM, for_everybody, in_a_browser

PHONE: ViewportSize = {"width": 390, "height": 844}
TARGET = 44  # pixels that a finger hits

pytestmark = in_a_browser

# What is lower than a finger needs: neither hidden, nor a link whose whole tile answers, nor a choice
# whose label does.
LOW = """
(least) => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")]
  .filter((e) => !e.closest(".govuk-visually-hidden, .govuk-skip-link, .lx-tile"))
  .filter((e) => !["radio", "checkbox"].includes(e.type))
  .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 100)])
  .filter(([box]) => box.height > 1 && box.height < least).map(([box, html]) => html)
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the browser that the machine has."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """Serve the pages of the small city."""
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    town.built()
    return str(live_server.url)


@pytest.fixture(params=["zh-CN", "en"])
def phone(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """Return a page on a phone, in either language; a fault in its console is a fault."""
    context = chromium.new_context(locale=request.param, viewport=PHONE, base_url=site)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Security Policy" in said.text else None,
    )
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def plain_phone(chromium: Browser, site: str) -> Iterator[Page]:
    """Return a page on a phone that runs no scripts."""
    context: BrowserContext = chromium.new_context(
        locale="en",
        viewport=PHONE,
        base_url=site,
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def sound(page: Page) -> None:
    """Hold a page to what everybody needs: axe finds nothing, nothing sticks out, targets are large."""
    for_everybody(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
    assert page.evaluate(LOW, TARGET) == [], page.url


def onward(page: Page) -> None:
    """Press the main button of the page."""
    page.locator("main form .govuk-button:not([name])").last.click()


def with_photo(page: Page, photo: Path) -> None:
    """Add a photo and go on at once: the page does as soon as the photo is there."""
    page.set_input_files("[name=photos]", photo)
    onward(page)
    page.wait_for_url("**/report/where/")


def reported(page: Page, photo: Path) -> str:
    """Report something with a photo, looking at every page on the way, and return the number."""
    page.goto("/")
    sound(page)
    page.locator("main .lx-tile__link").first.click()
    sound(page)
    onward(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    sound(page)
    page.fill("[name=what]", town.TOLD)
    with_photo(page, photo)
    sound(page)
    page.fill("[name=where]", "河湾街道幸福社区第1网格门口")
    page.locator("[name=place_kept][value=public]").check()
    onward(page)
    expect(page.locator("[name=place]:checked")).to_have_value("990101001001001")
    sound(page)
    onward(page)
    sound(page)
    page.fill("[name=phone]", "138 0000 0000")
    onward(page)
    sound(page)
    onward(page)
    expect(page.locator(".govuk-panel")).to_be_visible()
    sound(page)
    return page.url.split("/progress/")[1].split("/")[0]


def test_from_the_first_word_to_the_closed_request_on_a_phone(phone: Page, tmp_path: Path):
    photo = tmp_path / "lamp.jpg"
    photo.write_bytes(town.photo().read())
    number = reported(phone, photo)
    desk = town.latest()
    assert number == desk.number
    phone.goto(f"/progress/{number}/")
    sound(phone)
    asked_and_answered(phone, desk)
    phone.locator("[name=outcome][value=resolved]").check()
    phone.locator("[name=rating][value='5']").check()
    phone.locator(".lx-asked .govuk-button").click()
    expect(phone.locator(".govuk-notification-banner--success")).to_be_visible()
    sound(phone)
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.outcome, ticket.rating) == ("closed", "resolved", 5)
    for page in ("object/", "looked/", "receipt/"):
        phone.goto(f"/progress/{number}/{page}")
        sound(phone)


def asked_and_answered(phone: Page, desk: town.Desk) -> None:
    """Let the unit ask and reply, and its question be answered on the page."""
    desk.dispatched()
    desk.asked()
    phone.reload()
    sound(phone)
    phone.fill("[name=words]", "轮胎店门口那一盏")
    phone.locator(".lx-asked .govuk-button").click()
    sound(phone)
    desk.ticket.refresh_from_db()
    desk.replied()
    phone.reload()
    sound(phone)


def told(page: Page) -> None:
    """Go through the steps with nothing but what is needed, up to the page that sends it."""
    page.goto("/report/")
    page.fill("[name=what]", town.TOLD)
    for _step in range(3):
        onward(page)


def test_a_double_click_sends_it_once(phone: Page):
    told(phone)
    phone.locator("main form .govuk-button").last.dblclick()
    expect(phone.locator(".govuk-panel")).to_be_visible()
    assert Ticket.objects.count() == 1


def test_the_receipt_is_found_to_hold_on_the_public_page(phone: Page):
    told(phone)
    onward(phone)
    with phone.expect_download() as download:
        phone.locator("a[download][href$=json]").click()
    phone.goto("/ledger/")
    sound(phone)
    phone.goto("/ledger/check/")
    sound(phone)
    phone.set_input_files("[name=file]", download.value.path())
    onward(phone)
    expect(phone.locator(".govuk-notification-banner--success")).to_be_visible()
    sound(phone)


def test_everything_works_without_a_script_and_back_loses_nothing(plain_phone: Page):
    page = plain_phone
    page.goto("/report/")
    page.fill("[name=what]", town.TOLD)
    onward(page)
    page.fill("[name=where]", "说不清")
    page.locator("[name=place_kept][value=public]").check()
    onward(page)
    page.fill("[name=name]", "老王")
    page.locator("[name=back]").click()
    expect(page.locator("[name=where]")).to_have_value("说不清")
    page.locator("[name=back]").click()
    expect(page.locator("[name=what]")).to_have_value(town.TOLD)
    onward(page)
    onward(page)
    expect(page.locator("[name=name]")).to_have_value("老王")
    onward(page)
    onward(page)
    expect(page.locator(".govuk-panel")).to_be_visible()
    page.locator("main .lx-close button").click()
    page.goto(f"/progress/{town.latest().number}/")
    expect(page.locator("[name=code]")).to_be_visible()


def test_the_keyboard_alone_is_enough(phone: Page):
    phone.goto("/progress/")
    phone.keyboard.press("Tab")
    expect(phone.locator(".govuk-skip-link")).to_be_focused()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    expect(phone.locator("[name=number]")).to_be_focused()
    phone.keyboard.type("1")
    phone.keyboard.press("Tab")
    phone.keyboard.type("x")
    phone.keyboard.press("Enter")
    expect(phone.locator(".govuk-error-summary")).to_be_focused()


def test_the_language_is_switched_where_one_stands(phone: Page):
    phone.goto("/report/")
    other = phone.locator(".lx-languages__other")
    language = other.get_attribute("lang")
    other.click()
    assert phone.locator("html").get_attribute("lang") == language
    assert phone.url.endswith("/report/")
