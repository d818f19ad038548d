"""Speaking instead of writing, in a real browser with a microphone that beeps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.files import queries as files
from tests.foundation.files import test_sounds as sounds
from tests.interfaces.web.resident import town
from tests.journeys.looking import CHROMIUM, for_everybody, in_a_browser

PHONE: ViewportSize = {"width": 390, "height": 844}
LENGTH = """
(audio) => new Promise((done) => audio.readyState
  ? done(audio.duration)
  : audio.addEventListener("loadedmetadata", () => done(audio.duration)))
"""
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]

pytestmark = in_a_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the browser that the machine has, with a microphone that beeps."""
    with sync_playwright() as playwright:
        args = ["--no-sandbox", *MICROPHONE]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        yield started
        started.close()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """Serve the pages of the small city."""
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    town.built()
    return str(live_server.url)


def opened(chromium: Browser, site: str, **more: Any) -> Page:
    context = chromium.new_context(locale="en", viewport=PHONE, base_url=site, **more)
    return context.new_page()


@pytest.fixture
def phone(chromium: Browser, site: str) -> Iterator[Page]:
    """Return a page on a phone whose microphone may be used; a fault in its console is a fault."""
    page = opened(chromium, site, permissions=["microphone"])
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Policy" in said.text else None,
    )
    yield page
    page.context.close()
    assert faults == []


def well(page: Page) -> None:
    """Hold a page to what everybody needs."""
    for_everybody(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url


def onward(page: Page) -> None:
    """Press the main button of the page."""
    page.locator("main form .govuk-button:not([name]):not([type=button])").last.click()


def to_the_end(page: Page) -> Ticket:
    """Go from the second step to the receipt."""
    page.wait_for_url("**/report/where/")
    onward(page)
    page.wait_for_url("**/report/contact/")
    page.fill("[name=phone]", "138 0000 0000")
    onward(page)
    page.wait_for_url("**/report/check/")
    onward(page)
    expect(page.locator(".govuk-panel")).to_be_visible()
    return Ticket.objects.get()


def test_somebody_speaks_listens_speaks_again_and_sends_it(phone: Page):
    phone.goto("/report/")
    expect(phone.locator("#sound")).to_be_hidden()
    record, stop = phone.locator("[data-speak-start]"), phone.locator("[data-speak-stop]")
    record.click()
    expect(phone.locator("[data-speak-left]")).to_contain_text("118 seconds left")
    well(phone)
    stop.click()
    audio = phone.locator("[data-speak-list] audio")
    expect(audio).to_be_visible()
    expect(phone.locator("[data-speak-said]")).to_contain_text("You can listen to it here")
    first = audio.get_attribute("src")
    assert 1 < audio.evaluate(LENGTH) < 5
    well(phone)
    expect(record).to_have_text("Record again")
    record.click()
    expect(phone.locator("[data-speak-left]")).to_contain_text("119")
    stop.click()
    expect(phone.locator("[data-speak-list] audio")).not_to_have_attribute("src", str(first))
    onward(phone)
    heard_again(phone, to_the_end(phone))


def heard_again(phone: Page, ticket: Ticket) -> None:
    """Hear on the progress page what was said."""
    assert ticket.to_write_down
    phone.goto(f"/progress/{ticket.number}/")
    expect(phone.locator("main audio")).to_be_visible()
    assert 0.5 < phone.locator("main audio").evaluate(LENGTH) < 5
    well(phone)


def test_who_goes_on_while_recording_takes_along_what_was_said(phone: Page):
    phone.goto("/report/")
    phone.locator("[data-speak-start]").click()
    expect(phone.locator("[data-speak-left]")).to_contain_text("118")
    onward(phone)
    assert to_the_end(phone).to_write_down


def test_a_recording_is_deleted_and_nothing_is_left_but_the_question(phone: Page):
    phone.goto("/report/")
    phone.locator("[data-speak-start]").click()
    expect(phone.locator("[data-speak-left]")).to_contain_text("119")
    phone.locator("[data-speak-stop]").click()
    phone.locator("[name=remove][value=sound]").click()
    expect(phone.locator("[data-speak-list] audio")).to_have_count(0)
    onward(phone)
    expect(phone.locator(".govuk-error-summary")).to_be_visible()


def test_without_a_script_a_file_is_sent(chromium: Browser, site: str, tmp_path: Path):
    page = opened(chromium, site, java_script_enabled=False)
    recording = tmp_path / "recording.mp3"
    recording.write_bytes(sounds.sound(1, "MP3"))
    page.goto("/report/")
    expect(page.locator("[data-speak-start]")).to_be_hidden()
    page.locator("[data-speak-file] summary").click()
    expect(page.locator("#sound")).to_be_visible()
    page.set_input_files("#sound", recording)
    onward(page)
    ticket = to_the_end(page)
    assert files.spoken("ticket", ticket.pk) is not None
    page.context.close()


def test_whoever_keeps_the_microphone_shut_chooses_a_file(
    chromium: Browser, site: str, tmp_path: Path
):
    page = opened(chromium, site)
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('shut'))"
    )
    recording = tmp_path / "recording.ogg"
    recording.write_bytes(sounds.sound(1, "OGG", subtype="VORBIS"))
    page.goto("/report/")
    page.locator("[data-speak-start]").click()
    expect(page.locator("[data-speak-said]")).to_contain_text("microphone is not open")
    page.set_input_files("#sound", recording)
    expect(page.locator("[data-speak-list] audio")).to_be_visible()
    well(page)
    page.context.close()
