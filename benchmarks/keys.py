"""How long a key takes at the desk of a running demo, in a browser: from the press to the next ticket's heading.

`lianxin bench keys http://127.0.0.1:8000`. Once with a moment to read between two presses, as people work, while the
next ticket is fetched ahead; once pressed as fast as tickets appear. Beside both stands what the server alone takes.
"""

import argparse
import os
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PRESSES, MOST = 30, 150  # and what a press may take, in milliseconds
READING = 1500  # milliseconds between two presses
WIDE = {"width": 1280, "height": 900}
# From the press until a frame with another number in the heading has been handed to the screen.
WATCH = """() => {
  window.taken = [];
  let began = 0;
  const number = () => document.querySelector("#ticket .lx-number").textContent.trim();
  let shown = number();
  addEventListener("keydown", () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (!document.querySelector("#ticket") || number() === shown) return;
    shown = number();
    requestAnimationFrame(() => setTimeout(() => window.taken.push(performance.now() - began)));
  }).observe(document.querySelector("[data-desk-ticket]"), { childList: true, subtree: true });
}"""
SERVER = """async () => {
  const url = document.querySelector("[rel=next]").href;
  const began = performance.now();
  await (await fetch(url, { headers: { "X-Part": "ticket" } })).text();
  return performance.now() - began;
}"""


def main() -> None:
    """Print the median and the p95 of both ways, and of what the server takes."""
    from playwright.sync_api import sync_playwright

    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("url", help="of a running demo")
    asked.add_argument("--desk", default="open")
    asked.add_argument("--who", default="dispatcher1")
    said = asked.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
        page.goto(f"{said.url}/demo/")
        page.locator(f"button[value={said.who}]").click()
        for name, pause in (("with a moment to read", READING), ("as fast as they appear", 0)):
            _show(name, _presses(page, f"{said.url}/staff/desks/{said.desk}/", pause))
        _show(
            "the server alone, asked from the page", [page.evaluate(SERVER) for _ in range(PRESSES)]
        )
        browser.close()
    print(f"aim: at most {MOST} ms")


def _presses(page: "Page", desk: str, pause: int) -> list[float]:
    """Go from ticket to ticket by key, and return how long each took."""
    page.goto(desk)
    page.goto(desk + page.locator(".lx-row__link .lx-number").first.inner_text().strip() + "/")
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH)
    for press in range(PRESSES):
        page.wait_for_timeout(pause)
        page.keyboard.press("j")
        page.wait_for_function("many => window.taken.length >= many", arg=press + 1)
    taken: list[float] = page.evaluate("window.taken")
    return taken


def _show(name: str, taken: list[float]) -> None:
    p95 = quantiles(taken, n=20)[-1]
    print(
        f"{name:40} median {median(taken):6.0f} ms, p95 {p95:6.0f} ms, longest {max(taken):6.0f} ms"
    )
