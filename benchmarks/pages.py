"""Residents' pages on a slow phone: what Lighthouse says, and how soon a press shows on the screen.

`lianxin bench pages`: the demo city runs beside headless Chromium; Lighthouse comes from npm for the
run. The phone has a quarter of this machine's speed, 400 kbit/s and 300 ms to the server; the scores
of Lighthouse's own phone (1.6 Mbit/s, 150 ms) stand beside it. Aims are those of docs/architecture.md.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import _stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIGHTHOUSE = "lighthouse@12"
PORT, BUILT = 8793, 240.0  # and seconds until the city is built
BASE = f"http://127.0.0.1:{PORT}"
KEPT = re.compile(r"number (\d+) and code ([0-9A-Z-]+)")
SLOW = {
    "cpuSlowdownMultiplier": 4,
    "requestLatencyMs": 300,
    "downloadThroughputKbps": 400,
    "uploadThroughputKbps": 400,
}
PAGES = {"home": "/", "report": "/report/", "progress": "", "matters": "/matters/"}
SCORES = ("performance", "accessibility", "best-practices")
FIGURES = {
    "largest-contentful-paint": ("LCP", "ms", 2500),
    "cumulative-layout-shift": ("CLS", "", 0.05),
    "total-byte-weight": ("bytes", "", 100 * 1024),
}
PRESSES = 12
# the time from a press to the next picture, as Interaction to Next Paint takes it
WATCH = """() => { window.seen = []; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (one.interactionId) window.seen.push(one.duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true }); }"""


def main() -> None:
    """Print scores and times of every page."""
    own = tempfile.TemporaryDirectory(prefix="lianxin-pages-")
    with own as folder, _demo(Path(folder)) as (number, code):
        cookie = _known(number, code)
        for name, path in PAGES.items():
            url = BASE + (path or f"/progress/{number}/")
            ours = _judged(url, cookie, Path(folder), slow=True)
            theirs = _judged(url, cookie, Path(folder), slow=False)
            _print(name, ours, theirs)
        print("from a press to the next picture, slow phone: " + _presses())


@contextmanager
def _demo(folder: Path) -> Iterator[tuple[str, str]]:
    """Run the demo city, and yield number and code of a request in it."""
    said, environment = (
        folder / "demo.log",
        {**os.environ, "LIANXIN_DATA_DIR": str(folder / "data")},
    )
    command = [sys.executable, "-m", "lianxin", "demo", "--port", str(PORT)]
    with said.open("w") as out:
        demo = subprocess.Popen(command, env=environment, cwd=_stage.ROOT, stdout=out, stderr=out)
    try:
        began, found = time.monotonic(), None
        while found is None and time.monotonic() - began < BUILT:
            time.sleep(0.5)
            found = KEPT.search(said.read_text())
        if found is None:
            raise SystemExit(f"the demo did not start:\n{said.read_text()}")
        yield found[1], found[2]
    finally:
        demo.terminate()
        demo.wait(timeout=60)


@contextmanager
def _phone() -> Iterator["Page"]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, locale="zh-CN", base_url=BASE, has_touch=True
        )
        yield context.new_page()
        browser.close()


def _chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        raise SystemExit("there is no chromium on this machine")
    return found


def _known(number: str, code: str) -> str:
    """Return the cookies of somebody who may follow a request."""
    with _phone() as page:
        page.goto("/progress/")
        page.fill("[name=number]", number)
        page.fill("[name=code]", code)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(f"**/progress/{number}/")
        return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())


def _judged(url: str, cookie: str, folder: Path, *, slow: bool) -> dict[str, float]:
    """Return Lighthouse's scores of a page (0 to 100) and its figures."""
    out = folder / "judged.json"
    given = ["--throttling-method=devtools", *(f"--throttling.{k}={v}" for k, v in SLOW.items())]
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={out}"]
    command += [f"--only-categories={','.join(SCORES)}", *(given if slow else [])]
    command += [f"--extra-headers={json.dumps({'Cookie': cookie, 'Accept-Language': 'zh-CN'})}"]
    command += ["--chrome-flags=--headless=new --no-sandbox"]
    environment = {**os.environ, "CHROME_PATH": _chromium()}
    subprocess.run(command, env=environment, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    told = json.loads(out.read_text())
    scores = {name: 100 * told["categories"][name]["score"] for name in SCORES}
    failed = [
        one["id"]
        for name in SCORES[1:]
        for one in told["categories"][name]["auditRefs"]
        if one["weight"] and told["audits"][one["id"]]["score"] == 0
    ]
    if failed:
        print(f"  {url}: {', '.join(failed)}")
    return scores | {name: told["audits"][name]["numericValue"] for name in FIGURES}


def _print(name: str, ours: dict[str, float], theirs: dict[str, float]) -> None:
    scores = ", ".join(f"{one} {ours[one]:.0f} (usual phone {theirs[one]:.0f})" for one in SCORES)
    figures = ", ".join(
        f"{short} {ours[one]:,.2f} {unit} (aim {aim})".replace(".00", "")
        for one, (short, unit, aim) in FIGURES.items()
    )
    print(f"{name}: {scores}\n  {figures}", flush=True)


def _presses() -> str:
    """Press and type on the first page of a report as slow phones do, and say what the slowest took."""
    with _phone() as page:
        page.goto("/report/")
        page.evaluate(WATCH)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        for number in range(PRESSES):
            page.locator("[name=what]").press_sequentially(f"路灯{number}", delay=120)
            page.locator("details summary").first.tap()
            page.locator("[name=kind]").nth(number % 3).locator("xpath=..").locator("label").tap()
            page.wait_for_timeout(300)
        seen = sorted(page.evaluate("() => window.seen"))
    if not seen:
        return "all under 16 ms"
    return f"{len(seen)} of 16 ms or more, the slowest {seen[-1]:.0f} ms (aim 200)"
