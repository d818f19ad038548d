"""Big letters in a real browser: one tap, 18 px and more, targets of 60 px, nothing cut off, and read aloud."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_resident_browser import (
    chromium,
    phone,
    pytestmark,
    site,
    sound,
)

__all__ = ["chromium", "phone", "pytestmark", "site"]  # what these journeys stand on
SMALL = """() => [...document.querySelectorAll("main p, main label, main li, main a, main button")]
    .filter(one => one.offsetParent && !one.closest(".govuk-visually-hidden") && parseFloat(getComputedStyle(one).fontSize) < 18).map(one => one.outerHTML)"""
LOW = """() => [...document.querySelectorAll("main .govuk-button, .lx-letters__button")]
    .filter(one => one.offsetParent && one.getBoundingClientRect().height < 60).map(one => one.outerHTML)"""
WIDTH = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.usefixtures("site")
def test_one_tap_makes_everything_large_on_a_phone(phone: Page):
    phone.goto("/")
    phone.locator("header .lx-letters button").click()
    expect(phone.locator("header a[href^='tel:']")).to_be_visible()
    expect(phone.locator(".lx-aloud-bar button")).to_have_attribute("aria-pressed", "false")
    for url in ("/", "/report/", "/progress/", "/matters/", "/grids/"):
        phone.goto(url)
        sound(phone)
        assert phone.evaluate(SMALL) == [], url
        assert phone.evaluate(LOW) == [], url
        assert phone.evaluate(WIDTH) == 0, url
    phone.locator("header .lx-letters button").click()
    expect(phone.locator("html.lx-big")).to_have_count(0)
