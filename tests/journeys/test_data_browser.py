"""A resident's say over the own data in a real browser: asked separately, taken back, corrected, erased."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_resident_browser import (
    chromium,
    onward,
    phone,
    pytestmark,
    site,
    sound,
)

__all__ = ["chromium", "phone", "pytestmark", "site"]  # what these journeys stand on
ILL = "我妈有糖尿病，楼道的灯坏了，晚上下不了楼。"


def reported(page: Page) -> str:
    """Report from home, with words about health, for a child; return the address of the own data."""
    page.goto("/report/")
    page.fill("[name=what]", ILL)
    onward(page)
    page.fill("[name=where]", "说不清")
    onward(page)
    expect(page.locator("[name=where]")).to_have_value("说不清")  # the kind of place is asked
    page.locator("[name=place_kept][value=home]").check()
    onward(page)
    page.fill("[name=phone]", "138 0000 0000")
    page.fill("[name=name]", "王女士")
    page.locator("[name=child]").check()
    page.locator("[name=guardian]").check()
    sound(page)
    onward(page)
    expect(page.locator("[name=health]").first).to_be_attached()
    sound(page)
    page.locator("[name=health][value=keep]").check()
    onward(page)
    found = re.search(r"/progress/(\d+)/", page.url)
    assert found, page.url
    return f"/progress/{found[1]}/data/"


@pytest.mark.usefixtures("site")
def test_what_was_agreed_to_is_taken_back_and_everything_is_erased_in_the_end(phone: Page):
    data = reported(phone)
    phone.goto(data)
    sound(phone)
    for name in ("words", "contact", "erase-contact", "ask", "withdraw-location", "erase"):
        phone.goto(f"{data}{name}/")
        sound(phone)
    for consent in ("health", "location", "guardian"):
        phone.goto(f"{data}withdraw-{consent}/")
        phone.locator("[name=sure]").check()
        onward(phone)
    phone.goto(data.removesuffix("data/"))
    expect(phone.locator("main")).not_to_contain_text("糖尿病")
    expect(phone.locator("main")).not_to_contain_text("说不清")
    phone.goto(data.replace("data/", "withdraw/"))
    onward(phone)
    phone.goto(f"{data}erase/")
    phone.locator("[name=sure]").check()
    onward(phone)
    assert phone.goto(data.removesuffix("data/")).status == 410  # type: ignore[union-attr]
    sound(phone)


@pytest.mark.usefixtures("site")
def test_everybody_reads_what_is_kept_and_why(phone: Page):
    phone.goto("/privacy/")
    sound(phone)
    expect(phone.locator("main h2")).to_have_count(11)
