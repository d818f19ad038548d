"""A browser that looks at pages: given each by the process that it is in, by day and by night, at both widths."""

import mimetypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, ConsoleMessage, ViewportSize, sync_playwright

from tests.journeys.crawling import Page, Pages
from tests.journeys.looking import CHROMIUM

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
EVERYTHING, COLOURS_AND_SIZES, WIDTH = "everything", "colours and sizes", "width"
Glance = tuple[ViewportSize, str, str]  # a width, a theme, and how closely axe looks
# By letters: each width with each theme and each size of letters, the whole page once at each width.
CLOSELY: dict[bool, tuple[Glance, ...]] = {
    False: ((PHONE, "light", EVERYTHING), (DESK, "dark", COLOURS_AND_SIZES)),
    True: ((DESK, "light", EVERYTHING), (PHONE, "dark", COLOURS_AND_SIZES)),
}
# Of which each other page gets one in its turn.
BRIEFLY: tuple[tuple[Glance, ...], ...] = (
    ((PHONE, "dark", EVERYTHING), (DESK, "dark", WIDTH)),
    ((DESK, "dark", EVERYTHING), (PHONE, "dark", WIDTH)),
    ((PHONE, "light", EVERYTHING), (DESK, "light", WIDTH)),
    ((DESK, "light", EVERYTHING), (PHONE, "light", WIDTH)),
)
AXE = """async (only) => {
  const chosen = only.length ? {runOnly: {type: "rule", values: only}} : {rules: {"target-size": {enabled: true}}};
  const found = await axe.run(document, {
    ...chosen, resultTypes: ["violations"], selectors: false, iframes: false, preload: false,
  });
  return found.violations.map((one) => [one.id, one.nodes[0].html.slice(0, 200), (one.nodes[0].any[0] || {}).message]);
}"""
OF_COLOURS_AND_SIZES = [
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
]
WIDE = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) : []"""
Sight = tuple[Page, Sequence[Glance]]


def closely(pages: Pages) -> list[Sight]:
    """Return how a page is looked at that shows something new: in both letters and all that goes with them."""
    return [(one, CLOSELY[one.big]) for one in pages]


def sights(found: Iterable[tuple[Pages, bool]]) -> Iterator[Sight]:
    """Yield what to look at: closely, or once in one of the languages, letters, widths and themes."""
    turns = cycle((number, glances) for glances in BRIEFLY for number in (0, 1))
    for pages, new in found:
        if new:
            yield from closely(pages)
        else:
            number, glances = next(turns)
            yield pages[number], glances


class Given(ThreadingHTTPServer):
    """Gives the browser the page that it is to look at, and the site's styles and scripts to keep."""

    shown: Page | None = None
    daemon_threads = True


class Giving(BaseHTTPRequestHandler):
    """One request of the browser."""

    server: Given
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the page, with a file, or with nothing where the page's own script asks for more."""
        path, one = urlsplit(self.path).path, self.server.shown
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if self.headers.get("Sec-Fetch-Mode") == "navigate" and one is not None:
            self._say(one.status, one.body, one.headers)
        elif path == "/static/axe.js":
            self._say(200, AXE_SCRIPT.encode(), {"Content-Type": "text/javascript"}, kept=True)
        elif found:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            self._say(200, Path(str(found)).read_bytes(), {"Content-Type": kind}, kept=True)
        else:
            self._say(404 if path.startswith("/static/") else 204, b"", {})

    do_POST = do_GET  # noqa: N815  so the library asks for it

    def _say(
        self, status: int, body: bytes, headers: dict[str, str], *, kept: bool = False
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        if kept:
            self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Eyes:
    """One browser window for all pages."""

    def __init__(self, browser: Browser, server: Given) -> None:
        context = browser.new_context(service_workers="block", reduced_motion="reduce")
        self.page = context.new_page()
        self.server = server
        self.said: list[str] = []
        self.page.on("pageerror", lambda fault: self.said.append(f"fault: {fault}"))
        self.page.on("console", self._hear)

    def _hear(self, told: ConsoleMessage) -> None:
        if told.type == "error":
            self.said.append(told.text)

    def look(self, one: Page, glances: Sequence[Glance]) -> Iterator[str]:
        """Look at a page in sizes and themes, and yield what is wrong."""
        self.server.shown, self.said = one, []
        size, theme, _ = glances[0]
        self._as(size, theme)
        here = f"http://127.0.0.1:{self.server.server_port}"
        self.page.goto(f"{here}{one.url}")
        self.page.add_script_tag(url=f"{here}/static/axe.js")
        for size, theme, how in glances:
            self._as(size, theme)
            told = f"{one.told}, {size['width']} {theme}"
            for found in self.page.evaluate(WIDE):
                yield f"{told}: sticks out: {found}"
            if how is not WIDTH:
                only = OF_COLOURS_AND_SIZES if how is COLOURS_AND_SIZES else []
                for found in self.page.evaluate(AXE, only):
                    yield f"{told}: {found}"
        expected = f"status of {one.status}"
        yield from [f"{one.told}: {said}" for said in self.said if expected not in said]

    def _as(self, size: ViewportSize, theme: str) -> None:
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]


@contextmanager
def eyes() -> Iterator[Eyes]:
    """Start the browser that the machine has."""
    server = Given(("127.0.0.1", 0), Giving)
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield Eyes(started, server)
        started.close()
    server.shutdown()
    server.server_close()


def looked_at(pages: Iterable[Sight]) -> list[str]:
    """Return what a browser finds wrong with pages."""
    kept = list(pages)
    with eyes() as looking:
        return [found for one, glances in kept for found in looking.look(one, glances)]
