"""Narrow screens, text at twice its size, very long words, and a language from right to left: nothing breaks."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.interfaces.web.resident import town
from tests.journeys.looking import sound
from tests.journeys.test_resident_browser import chromium, pytestmark, site

__all__ = ["chromium", "pytestmark", "site"]  # what these journeys stand on
LONG = "路" * 90 + "Donaudampfschifffahrtsgesellschaft" * 6
RIGHT_TO_LEFT = "المصباح مطفأ منذ ثلاثة أيام والشارع مظلم"
SIZES = {"narrow": (320, 1), "at twice the size": (640, 2)}  # at twice the size half as much fits
THEMES = ("light", "dark")


@pytest.fixture
def reported(site: str) -> tuple[str, str]:
    """Report something in words that no page expects; return its session and the address of its page."""
    client = Client()
    answer = town.report(client, what=f"{LONG} {RIGHT_TO_LEFT}", where=LONG[:150])
    assert answer.status_code == 303
    return client.cookies[settings.SESSION_COOKIE_NAME].value, str(answer["Location"])


def opened(chromium: Browser, site: str, size: str, theme: Any, session: str) -> Page:
    """Return a page of somebody who has just reported."""
    width, zoom = SIZES[size]
    context = chromium.new_context(
        locale="zh-CN",
        base_url=site,
        color_scheme=theme,
        viewport={"width": width // zoom, "height": 640},
        device_scale_factor=zoom,
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    return context.new_page()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_the_main_forms_keep_strange_words_on_a_narrow_screen(
    chromium: Browser, site: str, reported: tuple[str, str], size: str, theme: str
):
    session, receipt = reported
    page = opened(chromium, site, size, theme, session)
    for url in ("/", "/report/", "/progress/", "/matters/", "/accounts/login/", receipt):
        page.goto(url)
        sound(page)
    page.goto(receipt.removesuffix("receipt/"))
    expect(page.get_by_text(RIGHT_TO_LEFT).first).to_be_visible()
    sound(page)
    page.goto("/progress/")
    page.locator("main form .govuk-button").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    sound(page)
    page.context.close()
