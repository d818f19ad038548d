"""A day outdoors in a real browser: the network goes in the middle of everything, and nothing is lost or doubled."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect, sync_playwright

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger.models import Entry
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff.scene import browser, verbs
from tests.journeys.looking import CHROMIUM, in_a_browser, sound

pytestmark = in_a_browser
PHONE = {"width": 390, "height": 844}
DEEDS = "**/field/tickets/**"
REPLY = "路灯坏了的三盏灯，电缆已于今天上午更换，晚上七点已经亮灯，请您放心。"
DAY = 24 * 60 * 60 * 1000  # milliseconds
SENT = "已全部上传"


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Start Playwright, which can open a browser again on what it kept."""
    with sync_playwright() as started:
        yield started


class Phone:
    """A phone of the handler's: its browser can be closed and opened again, and keeps what it keeps."""

    def __init__(self, playwright: Playwright, folder: Path, site: str, session: str) -> None:
        self.playwright, self.folder, self.site, self.session = playwright, folder, site, session
        self.context: BrowserContext | None = None

    def open(self, *, offline: bool = False) -> Page:
        """Open the browser, and the page in it."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            locale="zh-CN",
            base_url=self.site,
            viewport=PHONE,  # type: ignore[arg-type]
            offline=offline,
        )
        if not offline:
            self.sign_in()
        page = self.context.pages[0]
        page.set_default_timeout(60_000)
        page.goto("/field/")
        expect(page.locator("[data-field]")).to_be_visible()
        return page

    def sign_in(self) -> None:
        """Hold the session of somebody who has signed in."""
        assert self.context is not None
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": self.session, "url": self.site}])

    def network(self, *, there: bool) -> None:
        """Cut the network, or bring it back."""
        assert self.context is not None
        self.context.set_offline(not there)

    def close(self) -> None:
        """Close the browser, whatever it is doing."""
        if self.context is not None:
            self.context.close()
            self.context = None


@pytest.fixture
def phone(playwright: Playwright, live_server: Any, tmp_path: Path) -> Iterator[Phone]:
    """Return the phone of a handler of the town."""
    town.built()
    session = browser("handler").cookies[settings.SESSION_COOKIE_NAME].value
    one = Phone(playwright, tmp_path / "phone", live_server.url, session)
    yield one
    one.close()


KEPT = """async () => {
  while (!navigator.serviceWorker.controller || !(await caches.match("/field/"))) {
    await new Promise((done) => setTimeout(done, 50));
  }
}"""


def kept(page: Page) -> None:
    """Wait until the page is kept: the worker has taken over, and the list is there."""
    page.evaluate(KEPT)
    expect(page.locator("[data-rows] li").first).to_be_visible()


def do(page: Page, ticket: Ticket, step: str, *, words: str = "", way: str = "") -> None:
    """Do one step on a ticket as a person does, and be back on its page."""
    page.goto(f"/field/#{ticket.number}")
    form = page.locator("[data-forms] details").filter(has=page.locator(f"#field-{step}-words"))
    if step == "sign":
        form = page.locator("[data-forms] details").first
    if not form.evaluate("one => one.open"):
        form.locator("summary").click()
    if way:
        form.locator(f"[name=way][value={way}]").check()
    if words:
        form.locator("textarea").fill(words)
    form.locator("button[type=submit]").click()
    expect(page.locator("[data-head] h1")).to_be_focused()


def sent(page: Page) -> None:
    """Wait until nothing waits any more."""
    expect(page.locator("[data-state]")).to_contain_text(SENT)
    expect(page.locator("[data-waiting]")).to_be_hidden()


def count(ticket: Ticket) -> dict[str, int]:
    """Return how often each deed was done to a ticket."""
    done = verbs(ticket)
    return {verb.removeprefix("ticket."): done.count(verb) for verb in done}


def test_what_is_done_without_a_network_survives_the_browser_and_is_sent_in_order(phone: Phone):
    ticket = town.dispatched(town.received())
    page = phone.open()
    kept(page)
    sound(page)
    phone.network(there=False)
    page.reload()
    expect(page.locator("[data-state]")).to_contain_text("没有网络")
    do(page, ticket, "sign")
    do(page, ticket, "contact", words="今天下午三点到现场", way="phone")
    do(page, ticket, "note", words="钥匙在门卫")
    do(page, ticket, "reply", words=REPLY)
    sound(page)
    expect(page.locator("[data-waiting-list] li")).to_have_count(4)
    assert count(ticket).get("signed") is None
    phone.close()
    page = phone.open(offline=True)
    expect(page.locator("[data-waiting-list] li")).to_have_count(4)
    phone.network(there=True)
    phone.sign_in()
    page.reload()
    sent(page)
    assert verbs(ticket)[-4:] == [
        f"ticket.{verb}" for verb in ("signed", "contacted", "noted", "replied")
    ]
    assert set(count(ticket).values()) == {1}
    reply = Entry.objects.get(about="ticket", about_id=ticket.pk, verb="ticket.replied")
    assert reply.passages.get(name="reply").text == REPLY


def lost_answers(page: Page, *, many: int) -> list[int]:
    """Let the server do what is sent, and lose its answer, so many times; return what it answered."""
    answered: list[int] = []

    def lose(route: Route) -> None:
        if len(answered) < many:
            answered.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.fallback()

    page.context.route(DEEDS, lose)
    return answered


def test_an_answer_that_is_lost_on_the_way_doubles_nothing(phone: Phone):
    ticket = town.dispatched(town.received())
    page = phone.open()
    kept(page)
    answered = lost_answers(page, many=2)
    do(page, ticket, "sign")
    expect(page.locator("[data-state][data-kind=offline]")).to_be_visible()
    do(page, ticket, "contact", words="今天下午三点到现场", way="phone")
    phone.close()  # while it is being sent, or waits
    page = phone.open()
    sent(page)
    do(page, ticket, "reply", words=REPLY)
    sent(page)
    assert answered[0] == 200
    assert set(count(ticket).values()) == {1}
    assert verbs(ticket)[-3:] == [f"ticket.{verb}" for verb in ("signed", "contacted", "replied")]


def test_a_request_that_never_left_is_sent_later(phone: Phone):
    ticket = town.dispatched(town.received())
    page = phone.open()
    kept(page)
    page.context.route(DEEDS, lambda route: route.abort("internetdisconnected"), times=1)
    do(page, ticket, "sign")
    expect(page.locator("[data-state]")).to_contain_text("没有网络")
    assert count(ticket).get("signed") is None
    page.evaluate("dispatchEvent(new Event('online'))")
    sent(page)
    assert count(ticket)["signed"] == 1


def test_what_changed_meanwhile_is_shown_in_words_and_what_was_typed_is_kept(phone: Phone):
    ticket = town.handling()
    other = town.handling(key="received:other")
    page = phone.open()
    kept(page)
    phone.network(there=False)
    do(page, ticket, "reply", words=REPLY)
    do(page, other, "note", words="下午再去")
    did(ticket, actions.ask_extension, "lead", words="配件后天到", days=2)
    phone.network(there=True)
    conflict = page.locator("[data-conflicts-list] > li")
    expect(conflict).to_have_count(1)
    expect(conflict.locator("[data-said]")).not_to_be_empty()
    expect(conflict.locator("textarea")).to_have_value(REPLY)
    sound(page)
    sent(page)  # the other ticket does not wait for it
    assert count(other)["noted"] == 1
    assert "replied" not in count(ticket)
    page.reload()
    conflict.locator("textarea").fill(f"{REPLY}谢谢。")
    conflict.locator("[data-again]").click()
    expect(conflict).to_have_count(0)
    sent(page)
    assert count(ticket)["replied"] == 1
    assert (
        Entry.objects.get(verb="ticket.replied").passages.get(name="reply").text == f"{REPLY}谢谢。"
    )


def test_what_is_refused_can_be_thrown_away_and_a_warning_can_be_overruled(phone: Phone):
    ticket = town.handling()
    page = phone.open()
    kept(page)
    do(page, ticket, "reply", words="已收悉，已转相关部门处理。")
    conflict = page.locator("[data-conflicts-list] > li")
    expect(conflict).to_have_count(1)
    conflict.locator("[data-away]").click()
    expect(conflict).to_have_count(0)
    assert "replied" not in count(ticket)
    do(page, ticket, "reply", words="已收悉，已转相关部门处理。")
    conflict.locator("[data-as-it-is]").click()
    expect(conflict).to_have_count(0)
    sent(page)
    assert count(ticket)["replied"] == 1


STORED = """async () => {
  const names = (await indexedDB.databases()).map((one) => one.name);
  const found = [];
  for (const name of names) {
    const db = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll();
      found.push(...await new Promise((done) => { all.onsuccess = () => done(all.result); }));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    if (!name.startsWith("lianxin-field")) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(await (await cache.match(request)).text());
  }
  return JSON.stringify(found);
}"""


def test_the_device_keeps_no_name_and_no_contact_and_forgets_at_sign_out(phone: Phone):
    ticket = town.handling()
    page = phone.open()
    kept(page)
    found = page.evaluate(STORED)
    assert ticket.number in found
    for known in ("13900001234", "王阿姨", "辛"):
        assert known not in found
    phone.network(there=False)
    do(page, ticket, "note", words="下午再去")
    phone.network(there=True)
    sent(page)
    page.locator("[data-field-out] button").click()
    page.wait_for_url(lambda address: "/field/" not in address)
    assert json.loads(page.evaluate(STORED)) == []
    assert count(ticket)["noted"] == 1


def test_a_photo_taken_without_a_network_is_kept_small_and_sent_once(phone: Phone, tmp_path: Path):
    ticket = town.handling()
    taken = tmp_path / "taken.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Phone of somebody"
    Image.new("RGB", (4000, 3000), "navy").save(taken, exif=exif)
    page = phone.open()
    kept(page)
    page.locator("[data-map] summary").click()
    expect(page.locator("[data-map-state]")).to_be_hidden()
    expect(page.locator("[data-map-list] li")).to_contain_text(ticket.number)
    sound(page)
    phone.network(there=False)
    page.goto(f"/field/#{ticket.number}")
    page.locator("summary", has_text="备注").click()
    page.locator("#field-photo").set_input_files(taken)
    page.locator("#field-shot-after").check()
    page.locator("#field-note-words").fill("已更换")
    page.locator("[data-forms] button[type=submit]").last.click()
    expect(page.locator("[data-waiting-list] li")).to_have_count(1)
    phone.close()
    page = phone.open()
    sent(page)
    (photo,) = files.of("ticket", [ticket.pk])
    assert (photo.width, photo.height, photo.purpose) == (2048, 1536, "after")
    assert count(ticket)["noted"] == 1


def test_after_three_days_nothing_is_left_on_the_device(phone: Phone):
    ticket = town.handling()
    page = phone.open()
    kept(page)
    phone.network(there=False)
    do(page, ticket, "note", words="下午再去")
    page.clock.install()
    page.clock.fast_forward(3 * DAY - 60_000)
    page.reload()
    expect(page.locator("[data-waiting-list] li")).to_have_count(1)
    page.clock.fast_forward(2 * 60_000)
    page.reload()
    expect(page.locator("[data-state]")).to_contain_text("保存满三天")
    expect(page.locator("[data-rows] li")).to_have_count(0)
    assert ticket.number not in page.evaluate(STORED)
    assert "下午再去" not in page.evaluate(STORED)
