"""Big letters in a real browser: one tap, 18 px and more, targets of 60 px, nothing cut off, and read aloud."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lianxin.registers.orgs import actions
from tests.journeys.test_resident_browser import (
    chromium,
    onward,
    phone,
    pytestmark,
    site,
    sound,
)
from tests.registers.orgs import city

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


@pytest.fixture
def buildings(site: str) -> None:
    """Let a community of the small city have a building."""
    rows = "code,name,grid_code\nlu-1,芦花苑1号楼,990101001001001\n"
    actions.import_buildings(
        rows=city.table(rows), sha256=city.SHA, by=city.SYSTEM, at=timezone.now(), key="buildings"
    )


# what is asked, page after page, and which answer is taken; "" leaves it as it stands
ASKED = (
    ("/report/", "textarea[name=what]", "电梯坏了，老人要去透析"),
    ("/report/?ask=kind", "", ""),
    ("/report/?ask=photos", "", ""),
    ("/report/where/", "", ""),
    ("/report/where/?ask=town", "select[name=town]", "990101001000"),
    ("/report/place/", "[name=place][value='990101001001']", ""),
    ("/report/building/", "select[name=building]", "lu-1"),
    ("/report/building/?ask=place_kept", "[name=place_kept][value=home]", ""),
    ("/report/contact/", "[name=privacy][value=anonymous]", ""),
    ("/report/contact/?ask=child", "", ""),
    ("/report/sure/", "[name=health][value=keep]", ""),
)


def answered(page: Page, field: str, answer: str) -> None:
    """Answer the one thing that a page asks, and go on."""
    assert page.locator("main form").last.locator("fieldset, select, textarea").count() <= 1
    if field.startswith("select"):
        page.select_option(field, answer)
    elif answer:
        page.fill(field, answer)
    elif field:
        page.locator(field).check()
    onward(page)


@pytest.mark.usefixtures("buildings")
def test_one_thing_is_asked_at_a_time_up_to_the_building_and_to_words_on_health(phone: Page):
    phone.goto("/")
    phone.locator("header .lx-letters button").click()
    phone.goto("/report/")
    for path, field, answer in ASKED:
        phone.wait_for_url(f"**{path}")
        sound(phone)
        assert phone.evaluate(LOW) == [], path
        answered(phone, field, answer)
    phone.wait_for_url("**/report/check/")
    sound(phone)
    expect(phone.locator("main dl")).to_contain_text("芦花苑1号楼")
    onward(phone)
    expect(phone.locator(".govuk-panel--confirmation")).to_be_visible()
