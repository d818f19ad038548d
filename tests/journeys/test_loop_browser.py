"""The whole loop in a real browser: a resident, the hotline and a unit, from the photo to the proof."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.interfaces.jobs.demo import city
from lianxin.interfaces.web.demo import people
from tests.journeys.looking import CHROMIUM, in_a_browser, sound

PEOPLE = {
    "agent": "agent1",
    "dispatcher": "dispatcher1",
    "supervisor": "supervisor1",
    "caller": "caller1",
    "handler": "handler-urban-management",
    "lead": "lead-urban-management",
}
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

pytestmark = in_a_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the browser that the machine has."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """Serve the pages of the demo city's registers, without its requests."""
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    for _ in city.build(at=timezone.now()):
        pass
    return str(live_server.url)


@pytest.fixture
def someone(chromium: Browser, site: str) -> Iterator[Callable[[str], Page]]:
    """Return a browser for a person: signed in where they are staff, each with their own window."""
    pages: dict[str, Page] = {}

    def page(who: str) -> Page:
        if who not in pages:
            size = PHONE if who == "resident" else DESKTOP
            context = chromium.new_context(locale="zh-CN", viewport=size, base_url=site)  # type: ignore[arg-type]
            pages[who] = context.new_page()
            if who in PEOPLE:
                sign_in(pages[who], PEOPLE[who])
        return pages[who]

    yield page
    for open_page in pages.values():
        open_page.context.close()


def sign_in(page: Page, username: str) -> None:
    """Sign in as a person does."""
    page.goto("/staff/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", people.PASSWORD)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("h1")).to_be_visible()


def onto(page: Page, step: str) -> None:
    """Go to the form of a step by the step's own link, and be there."""
    page.locator(f"main a.govuk-button[href$='/{step}/']").click()
    page.wait_for_url(f"**/{step}/")


def take(page: Page, number: str, step: str, **fields: str) -> None:
    """Take one step on a ticket: from its page by the step's own link, through its form."""
    page.goto(f"/staff/tickets/{number}/")
    sound(page)
    onto(page, step)
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"main [name={name}][value='{value}']").check()
        else:
            field.fill(value)
    sound(page)
    page.locator("main form[method=post] button[type=submit]:not([name])").click()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def reported(page: Page, photo: Path) -> str:
    """Report a dark street with a photo, and return the number."""
    page.goto("/report/")
    page.fill("[name=what]", "长堤路的路灯坏了三盏，晚上接孩子看不见路。")
    page.set_input_files("[name=photos]", photo)
    submit(page)
    page.fill("[name=where]", "河湾街道长堤路轮胎店门口")
    page.locator("[name=place_kept][value=public]").check()
    submit(page)
    if page.locator("[name=place]").count():
        page.locator("[name=place]").first.check()
        submit(page)
    page.fill("[name=phone]", "19900009999")
    submit(page)
    submit(page)
    expect(page.locator(".govuk-panel--confirmation")).to_be_visible()
    return page.url.split("/progress/")[1].split("/")[0]


def submit(page: Page) -> None:
    """Press the main button of the page."""
    page.locator("main form .govuk-button:not([name])").last.click()


def answered(page: Page, number: str, outcome: str, words: str, rating: str = "") -> None:
    """Say on the progress page whether it is solved."""
    page.goto(f"/progress/{number}/")
    page.locator(f"[name=outcome][value={outcome}]").check()
    page.fill("[name=words]", words)
    if rating:
        page.locator(f"[name=rating][value='{rating}']").check()
    page.locator(".lx-asked .govuk-button").click()


def a_photo(folder: Path) -> Path:
    path = folder / "lamp.jpg"
    Image.new("RGB", (800, 600), "midnightblue").save(path, exif=_gps())
    return path


def _gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    return exif


def test_the_whole_loop(someone: Callable[[str], Page], tmp_path: Path):
    resident = someone("resident")
    number = reported(resident, a_photo(tmp_path))
    place = {"category": "lighting.street-lamp", "grid": "990101001003003"}
    take(someone("agent"), number, "accept", **place)
    take(someone("dispatcher"), number, "dispatch")
    take(someone("handler"), number, "sign")
    take(someone("lead"), number, "ask_return", words="这条路还没有移交给我们。")
    take(someone("supervisor"), number, "refuse_return", words="移交手续已于去年办结，请继续办理。")
    take(someone("handler"), number, "contact", way="phone", words="已联系，约今晚到场。")
    take(someone("lead"), number, "ask_extension", days="3", words="缺一段电缆，周四到货。")
    take(someone("supervisor"), number, "grant_extension")
    take(someone("handler"), number, "reply", words="已换三盏灯，今晚亮。")
    take(someone("supervisor"), number, "pass_audit")
    take(someone("caller"), number, "call", result="disputed", words="只亮了两盏，第三盏还是黑的。")
    take(someone("handler"), number, "contact", way="visit", words="已到现场，接头进水。")
    take(someone("handler"), number, "reply", words="第三盏换了接头，已亮，值班电话见灯杆。")
    take(someone("supervisor"), number, "pass_audit")
    answered(resident, number, "resolved", "都亮了，谢谢。", rating="5")
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.outcome, ticket.rating) == ("closed", "resolved", 5)
    assert (ticket.rework_count, ticket.designated, ticket.extensions) == (1, True, 1)
    the_photo_is_clean(ticket)
    everything_is_proven(resident, number, tmp_path)


def the_photo_is_clean(ticket: Ticket) -> None:
    kept = files.of("ticket", [ticket.pk]).get()
    assert not Image.open(io.BytesIO(files.bytes_of(kept.pk))).getexif()


def everything_is_proven(resident: Page, number: str, folder: Path) -> None:
    """The receipt holds on the public page and on the console, and so does the whole ledger."""
    while ledger.seal():
        pass
    ledger.sign_head(at=timezone.now())
    ledger.witness()
    resident.goto(f"/progress/{number}/receipt/")
    with resident.expect_download() as download:
        resident.locator("main a[download][href$=json]").click()
    proof = folder / "receipt.json"
    download.value.save_as(proof)
    assert json.loads(proof.read_text())["proof"] is not None
    said = io.StringIO()
    call_command("verify", receipt=proof, stdout=said)
    call_command("verify", stdout=said)
    call_command("verify", ticket=number, stdout=said)
    assert said.getvalue().count("Everything is as it was written.") == 3
    resident.goto("/ledger/check/")
    resident.set_input_files("input[type=file]", proof)
    submit(resident)
    expect(
        resident.locator("main .govuk-panel, main .govuk-notification-banner--success").first
    ).to_be_visible()
    assert list(queries.faults()) == []


def written(page: Page) -> str:
    """Write an article, and return its address."""
    page.goto("/staff/knowledge/new/")
    page.fill("[name=title]", "公园里能不能喂鸽子")
    page.fill("[name=public]", "可以，请到西门的投喂点。")
    page.fill("[name=internal]", "投喂点由公园管理处每天清扫。")
    page.fill("[name=category]", "公园管理")
    sound(page)
    submit(page)
    return "/staff/" + page.url.split("/staff/")[1]


def moved(page: Page, address: str, step: str) -> None:
    """Take one step on an article."""
    page.goto(address)
    sound(page)
    onto(page, step)
    sound(page)
    submit(page)
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def read(page: Page) -> None:
    """Find an article from the home page by two characters, and read what is for everybody."""
    page.goto("/")
    page.locator("a.lx-tile__link[href='/knowledge/']").click()
    page.fill("[name=ask]", "喂鸽")
    sound(page)
    submit(page)
    page.get_by_role("link", name="公园里能不能喂鸽子").click()
    expect(page.locator("main")).to_contain_text("西门的投喂点")
    expect(page.locator("main")).not_to_contain_text("清扫")
    sound(page)


def answered_from_it(page: Page, number: str) -> None:
    """Find an article beside an answer, fill it in by its link, and send it."""
    page.goto(f"/staff/tickets/{number}/answer/")
    page.fill("[name=ask]", "鸽子")
    page.locator("main [role=search] button").click()
    page.locator("details summary", has_text="公园里能不能喂鸽子").click()
    sound(page)
    page.locator("details a[href*='use=']").click()
    expect(page.locator("[name=words]")).to_have_value("可以，请到西门的投喂点。")
    sound(page)
    page.locator("main form[method=post] button[type=submit]").click()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def test_an_article_from_its_draft_to_the_answer_that_rests_on_it(
    someone: Callable[[str], Page], tmp_path: Path
):
    address = written(someone("agent"))
    moved(someone("agent"), address, "propose")
    moved(someone("supervisor"), address, "approve")
    read(someone("resident"))
    number = reported(someone("resident"), a_photo(tmp_path))
    answered_from_it(someone("agent"), number)
    [answer] = Entry.objects.filter(verb="ticket.answered")
    cited = (answer.facts["article_id"], answer.facts["article_version"])
    assert cited == (int(address.strip("/").split("/")[-1]), 1)
