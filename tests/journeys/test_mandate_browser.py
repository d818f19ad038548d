"""Acting for somebody else in a real browser: a slip, its code, a report that is theirs, and an end to it."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_resident_browser import (
    PHONE,
    chromium,
    onward,
    phone,
    pytestmark,
    site,
    sound,
)

__all__ = ["chromium", "phone", "pytestmark", "site"]  # what these journeys stand on


def slip(page: Page) -> str:
    """Let a neighbour report; return the code on the slip, which the page then shows."""
    page.goto("/helping/new/")
    page.locator("[name=helper][value=neighbour]").check()
    sound(page)
    onward(page)
    sound(page)
    return page.locator(".govuk-panel .lx-codes dd").first.inner_text()


def helped(page: Page, code: str) -> str:
    """Type the code in, report something for whoever gave it, and return the number."""
    page.goto("/helping/")
    page.fill("[name=code]", code)
    sound(page)
    onward(page)
    sound(page)
    page.locator("form[action$='/report/'] button").click()
    page.fill("[name=what]", "王阿姨家的楼道灯坏了。")
    sound(page)
    onward(page)
    onward(page)
    page.fill("[name=phone]", "138 0000 0000")
    page.fill("[name=name]", "王阿姨")
    onward(page)
    sound(page)
    onward(page)
    expect(page.locator(".lx-path")).to_be_visible()
    sound(page)
    found = re.search(r"/progress/(\d+)/$", page.url)
    assert found, page.url
    return found[1]


def test_a_neighbour_reports_with_a_slip_and_whoever_gave_it_sees_it_and_takes_it_back(
    phone: Page, chromium: Browser, site: str
):
    code, own = slip(phone), phone.url.replace("slip", "given")
    neighbour = chromium.new_context(base_url=site, locale="zh-CN", viewport=PHONE).new_page()
    number = helped(neighbour, code)
    phone.goto(own)
    sound(phone)
    phone.goto(f"/progress/{number}/")
    expect(phone.locator(".lx-path")).to_contain_text(re.compile("neighbour|邻居"))
    phone.goto(f"/progress/{number}/helpers/")
    sound(phone)
    phone.goto(own)
    phone.locator("main form button").first.click()
    expect(phone.locator("[role=alert]")).to_be_visible()
    neighbour.goto(f"/progress/{number}/")
    expect(neighbour.locator("main")).not_to_contain_text("楼道灯")
