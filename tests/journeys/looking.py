"""Pages of the town looked at in a real browser: each opens, at both widths, with nothing that axe finds."""

import os
import shutil
from collections.abc import Mapping, Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from tests.interfaces.web.staff.scene import browser

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
in_a_browser = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="THE BROWSER IS MISSING: no chromium"
    ),
]


def for_everybody(page: Page) -> None:
    """Hold a page, once it is there, to what everybody needs: axe finds nothing."""
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], page.url


def sound(page: Page) -> None:
    """Hold a page to what everybody needs, and nothing sticks out at its side."""
    for_everybody(page)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide), page.url


def look_at(site: str, pages: Mapping[str, Sequence[str]]) -> None:
    """Open each person's pages at both widths; "" is somebody who is not signed in."""
    cookies = {
        who: browser(who).cookies.get(settings.SESSION_COOKIE_NAME) if who else None
        for who in pages
    }  # before the browser's loop, in which the database is not to be asked
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for who, addresses in pages.items():
            context = chromium.new_context(locale="zh-CN", base_url=site)
            if (session := cookies[who]) is not None:
                name = settings.SESSION_COOKIE_NAME
                context.add_cookies([{"name": name, "value": session.value, "url": site}])
            page = context.new_page()
            for size in SIZES:
                page.set_viewport_size(size)  # type: ignore[arg-type]
                for address in addresses:
                    answer = page.goto(address)
                    assert answer is not None
                    assert (answer.status, page.url) == (200, f"{site}{address}")
                    sound(page)
            context.close()
        chromium.close()
