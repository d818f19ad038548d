"""Make the pictures of the documentation from a running demo (`make pictures`).

Numbers and codes come from the demo's own data folder, so that it must be the one that the demo runs on.
"""

import argparse
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path("docs/pictures")
PHONE, DESK = (390, 844), (1280, 900)
LARGEST = 200_000  # bytes: a page of the documentation stays light
LEAD = "lead-urban-management"
AT_WORK = "办理中"  # the state whose page shows most


def main() -> None:
    """Look at five pages and keep each as a picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="port of the running demo")
    address = f"http://127.0.0.1:{parser.parse_args().port}"
    number, code, password = _of_the_demo()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        sandbox = [] if os.getuid() else ["--no-sandbox"]  # root has none
        browser = player.chromium.launch(executable_path=chromium, args=sandbox)
        with _page(browser, address, PHONE) as page:
            _resident(page, number, code)
        with _page(browser, address, DESK) as page:
            _staff(page, password)
        browser.close()


def _of_the_demo() -> tuple[str, str, str]:
    """Return number and code of a request to follow, and the password of the demo's staff."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    django.setup()
    from lianxin.interfaces.jobs.demo import city, story  # needs Django's settings

    number, code = story.a_ticket_to_follow()
    return number, code, city.PASSWORD


@contextmanager
def _page(browser: Browser, address: str, size: tuple[int, int]) -> Iterator[Page]:
    """Open a page in Chinese, as wide as a phone or a desk."""
    width, height = size
    context = browser.new_context(
        base_url=address,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
    )
    yield context.new_page()
    context.close()


def _resident(page: Page, number: str, code: str) -> None:
    page.goto("/")
    _keep(page, "home")
    page.goto("/report/")
    page.fill("[name=what]", "小区东门外的路灯坏了三盏，晚上放学的孩子看不清路，麻烦来修一下。")
    _keep(page, "report")
    page.goto("/progress/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")
    page.wait_for_url(f"**/progress/{number}/")
    _keep(page, "progress")


def _staff(page: Page, password: str) -> None:
    page.goto("/staff/")
    page.fill("[name=login]", LEAD)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/staff/")
    page.reload()  # without the greeting
    _keep(page, "inbox")
    row = page.locator("main tr", has_text=AT_WORK).first
    row.locator("a[href*='/staff/tickets/']").first.click()
    page.wait_for_url("**/staff/tickets/*/")
    _keep(page, "ticket")


def _keep(page: Page, name: str) -> None:
    """Write the picture with few colours, which a page of text does not miss."""
    page.evaluate("document.activeElement && document.activeElement.blur()")
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot()))
    path = PICTURES / f"{name}.png"
    shot.convert("RGB").quantize(128).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path} has {size} bytes; at most {LARGEST} are kept")
    print(f"{path} {size // 1000} kB")


if __name__ == "__main__":
    main()
