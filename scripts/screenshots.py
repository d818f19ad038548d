"""Make the pictures of the handbook and the documentation from a running demo (`make screenshots`).

Each is a page of the product as it is now, so that none can lie. The demo must run on this data folder.
"""

import argparse
import io
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

PICTURES = Path("docs/pictures")
PHONE, DESK = (390, 844), (1280, 900)
LARGEST = 100_000  # bytes: a page that shows one stays light
PATIENCE = 120_000  # milliseconds, on a machine that is busy with other things
LEAD = "lead-urban-management"
TOLD = "小区东门外的路灯坏了三盏，晚上放学的孩子看不清路，麻烦来修一下。"


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture: its name, whose page it is ("" is a resident's), where that is, what is done before."""

    name: str
    address: (
        str  # {number} is a request that its resident follows, {ticket} one at work in the unit
    )
    who: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""  # what to scroll to

    @property
    def size(self) -> tuple[int, int]:
        """Return how large the window is: residents have a phone."""
        return DESK if self.who or self.name == "demo" else PHONE


SHOTS = (
    Shot(name="demo", address="/demo/"),
    Shot(name="home", address="/"),
    Shot(name="report", address="/report/", typed={"what": TOLD}),
    Shot(name="speaking", address="/report/", shown="[data-speak]"),
    Shot(name="places", address="/places/"),
    Shot(name="progress", address="/progress/{number}/"),
    Shot(name="matters", address="/matters/"),
    Shot(name="inbox", address="/staff/desks/incoming/", who="dispatcher1"),
    Shot(name="ticket", address="/staff/tickets/{ticket}/", who=LEAD),
    Shot(name="overview", address="/staff/panels/", who="supervisor1"),
    Shot(name="figures", address="/staff/figures/", who="supervisor1", shown="main table"),
    Shot(name="tables", address="/staff/tables/", who="lead-hewan"),
    Shot(name="registers", address="/staff/registers/", who="admin1"),
)


def main() -> None:
    """Take every picture, each as the person whose page it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="port of the running demo")
    parser.add_argument("--only", nargs="*", help="names of the pictures to take; else all")
    given = parser.parse_args()
    site = f"http://127.0.0.1:{given.port}"
    numbers = _of_the_demo()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        sandbox = [] if os.getuid() else ["--no-sandbox"]  # root has none
        browser = player.chromium.launch(executable_path=chromium, args=sandbox)
        for shot in [one for one in SHOTS if given.only is None or one.name in given.only]:
            with _page(browser, site, shot) as page:
                _take(page, shot, shot.address.format(**numbers))
        browser.close()


def _of_the_demo() -> Mapping[str, str]:
    """Return the numbers of a request to follow and of one at work, from the demo's data."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    django.setup()
    from lianxin.casework.tickets import queries  # needs Django's settings
    from lianxin.interfaces.web.demo import people

    unit = LEAD.removeprefix("lead-")
    at_work = queries.visible_to(people.BY).filter(state="handling", lead_unit__code=unit)
    ticket = at_work.exclude(privacy="anonymous").order_by("pk").first()
    if ticket is None:
        raise SystemExit("no demo city lies in this data folder")
    number, _code = people.number_and_code()
    return {"number": number, "ticket": ticket.number}


@contextmanager
def _page(browser: Browser, site: str, shot: Shot) -> Iterator[Page]:
    """Open a page in Chinese, as wide as a phone or a desk."""
    width, height = shot.size
    context = browser.new_context(
        base_url=site,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def _take(page: Page, shot: Shot, address: str) -> None:
    """Sign in as on the demo's first page, go to the page, and keep what is seen."""
    try:
        page.goto("/demo/")
    except Error:
        raise SystemExit("no demo answers there: run `make demo` first") from None
    if shot.who:
        page.click(f"button[value='{shot.who}']")
        page.wait_for_url("**/staff/**")
    elif "{number}" in shot.address:
        page.click("form[action$='/follow/'] button")
        page.wait_for_url("**/progress/**")
    answer = page.goto(address)
    if answer is None or not answer.ok or not page.url.endswith(address):
        raise SystemExit(f"{address} did not open for {shot.who or 'a resident'}")
    page.reload()  # without a greeting
    for name, said in shot.typed.items():
        page.fill(f"[name={name}]", said)
    if shot.shown:
        page.locator(shot.shown).first.scroll_into_view_if_needed()
    _keep(page, shot.name)


def _keep(page: Page, name: str) -> None:
    """Write the picture with few colours, which a page of text does not miss."""
    page.evaluate("document.activeElement && document.activeElement.blur()")
    page.wait_for_load_state("load")
    shot = Image.open(io.BytesIO(page.screenshot()))
    path = PICTURES / f"{name}.png"
    shot.convert("RGB").quantize(64).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path} has {size} bytes; at most {LARGEST} are kept")
    print(f"{path} {size // 1000} kB")


if __name__ == "__main__":
    main()
