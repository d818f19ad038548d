"""A report in big letters in a real browser: one question a page, by keyboard, with and without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.files.models import StoredFile
from tests.interfaces.web.resident import town
from tests.journeys.test_letters_browser import LOW, SMALL
from tests.journeys.test_resident_browser import (
    PHONE,
    chromium,
    plain_phone,
    pytestmark,
    site,
    sound,
)

__all__ = ["chromium", "plain_phone", "pytestmark", "site"]  # what these journeys stand on
QUESTIONS = """() => document.querySelectorAll("main fieldset").length
    + [...document.querySelectorAll("main :is(input, textarea, select)")]
        .filter(one => !one.closest("fieldset, details:not([open])"))
        .filter(one => !["hidden", "radio"].includes(one.type) && one.offsetParent).length"""


@pytest.fixture
def old_phone(chromium: Browser, site: str) -> Iterator[Page]:
    """Return a page on a phone, in Chinese."""
    context = chromium.new_context(locale="zh-CN", viewport=PHONE, base_url=site)
    yield context.new_page()
    context.close()


def looked_at(page: Page) -> None:
    """Hold a page to big letters, to what everybody needs, and to one question."""
    sound(page)
    assert page.evaluate(SMALL) == [], page.url
    assert page.evaluate(LOW) == [], page.url
    assert page.evaluate(QUESTIONS) == 1, page.url
    expect(page.locator("main h1")).to_have_count(1)


def next_button(page: Page) -> Locator:
    """Return the button that leads to the next question."""
    return page.locator(".lx-onward .govuk-button:not([name])")


def by_keys(page: Page, name: str, *, pressed: str = "", typed: str = "") -> None:
    """Reach a field by the Tab key, answer, and press Enter: the way on without a mouse."""
    looked_at(page)
    field = page.locator(f"[name={name}]:is(:checked, :not([type=radio]))")
    page.locator("main h1").evaluate("(one) => { one.tabIndex = -1; one.focus(); }")
    for _step in range(12):
        page.keyboard.press("Tab")
        if field.evaluate("(one) => one === document.activeElement"):
            break
    expect(field).to_be_focused()
    if pressed:
        page.keyboard.press(pressed)
    page.keyboard.insert_text(typed)
    here = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != here)


def told_what(page: Page, photo: Path) -> None:
    """Say what it is about, and add a photo."""
    page.fill("[name=what]", town.TOLD)
    looked_at(page)
    next_button(page).click()
    by_keys(page, "kind", pressed="ArrowDown")
    page.set_input_files("[name=photos]", photo)
    expect(page.locator(".lx-files li")).to_have_count(1)
    looked_at(page)
    next_button(page).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/where/")


def told_where(page: Page) -> None:
    """Say where it is, and take the place that is offered."""
    page.fill("[name=where]", "河湾街道幸福社区第1网格门口")
    looked_at(page)
    next_button(page).click()
    page.locator("[name=place_kept][value=public]").check()
    by_keys(page, "place_kept")
    expect(page.locator("[name=place]:checked")).to_have_value("990101001001001")
    page.locator("main form .govuk-button:not([name])").last.click()
    page.wait_for_url("**/report/contact/")


def test_one_question_a_page_by_keyboard_and_nothing_is_lost(old_phone: Page, tmp_path: Path):
    photo = tmp_path / "lamp.jpg"
    photo.write_bytes(town.photo().read())
    old_phone.goto("/report/")
    old_phone.locator("header .lx-letters button").click()
    told_what(old_phone, photo)
    told_where(old_phone)
    by_keys(old_phone, "privacy")
    by_keys(old_phone, "child", pressed="Space")
    by_keys(old_phone, "guardian", pressed="Space")
    by_keys(old_phone, "phone", typed="138 0000 0000")
    by_keys(old_phone, "name", typed="老王")
    by_keys(old_phone, "email")
    sound(old_phone)
    old_phone.locator("main form .govuk-button").last.click()
    expect(old_phone.locator(".govuk-panel")).to_be_visible()
    ticket = Ticket.objects.get()
    assert ticket.kind == "complaint"
    assert StoredFile.objects.filter(about="ticket", about_id=ticket.pk).count() == 1


@pytest.mark.usefixtures("site")
def test_without_a_script_back_and_next_lose_nothing(plain_phone: Page):
    page = plain_phone
    onward = next_button(page)
    back = page.locator(".lx-onward [name=back]")
    page.goto("/report/")
    page.locator("header .lx-letters button").click()
    onward.click()
    expect(page.locator(".govuk-error-summary a")).to_have_count(1)
    page.fill("[name=what]", town.TOLD)
    onward.click()
    page.locator("[name=kind][value=inquiry]").check()
    back.click()
    expect(page.locator("[name=what]")).to_have_value(town.TOLD)
    onward.click()
    expect(page.locator("[name=kind][value=inquiry]")).to_be_checked()
    onward.click()
    onward.click()
    onward.click()  # no place
    onward.click()  # no town
    page.locator("[name=privacy][value=anonymous]").check()
    onward.click()
    onward.click()  # no child: nothing more is asked
    page.locator("main form .govuk-button").last.click()
    expect(page.locator(".govuk-panel")).to_be_visible()
    assert Ticket.objects.get().privacy == "anonymous"
