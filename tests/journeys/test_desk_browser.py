"""A dispatcher at the desk: list and ticket side by side, by keys from ticket to ticket."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from lianxin.casework.tickets.models import Ticket
from lianxin.followers.triage import actions as triage
from lianxin.foundation.actor import Actor
from lianxin.registers.duties import queries as duties
from tests.journeys.looking import sound
from tests.journeys.test_keys_browser import asked
from tests.journeys.test_loop_browser import chromium, pytestmark, site, someone

__all__ = ["chromium", "pytestmark", "site", "someone"]  # what these journeys stand on
LAMPS = "长堤路的路灯坏了三盏，晚上看不见路"


class Keys:
    """A keyboard that counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)


def waiting(count: int) -> list[Ticket]:
    """Take in requests of which the machine is sure, in the order in which they are due."""
    by = Actor.system("tests")
    triage.set_threshold(per_cent=30, by=by, at=timezone.now(), key="sure-from-here")
    found = [asked(LAMPS, number) for number in range(count)]
    return sorted(found, key=lambda one: (one.due_at, one.pk))


def shortest() -> tuple[str, int]:
    """Return three letters that mean one category only, and which."""
    codes = {leaf.pk: leaf.code for leaf in duties.leaves()}
    return next(
        (letters, pk)
        for pk, code in reversed(codes.items())
        for start in range(len(code) - 2)
        if sum((letters := code[start : start + 3]) in other for other in codes.values()) == 1
        and letters.isalpha()
    )


def shown(page: Page, ticket: Ticket) -> None:
    """Wait until a ticket stands beside the list, the address says so, and the list shows it."""
    expect(page.locator("#ticket .lx-number")).to_have_text(ticket.number)
    expect(page).to_have_url(
        f"{page.url.split('/staff/')[0]}/staff/desks/incoming/{ticket.number}/"
    )
    expect(page.locator(".lx-desk__link[aria-current]")).to_contain_text(ticket.number)


def test_by_keys_from_the_list_to_a_ticket_to_its_neighbours_and_back(
    someone: Callable[[str], Page],
):
    page = someone("dispatcher")
    first, second, third = waiting(3)
    page.goto("/staff/desks/incoming/")
    keys = Keys(page)
    keys.press("j", "o")
    shown(page, first)
    sound(page)
    keys.press("j")
    shown(page, second)
    sound(page)
    keys.press("j")
    shown(page, third)
    keys.press("k")
    shown(page, second)
    page.go_back()
    shown(page, third)
    page.locator(".lx-desk__link").first.click()
    shown(page, first)
    page.reload()
    shown(page, first)
    keys.press("u")
    expect(page.locator(".lx-row")).to_have_count(3)


def test_an_accepted_suggestion_takes_at_most_three_keys_and_a_corrected_one_six(
    someone: Callable[[str], Page],
):
    page = someone("dispatcher")
    waits = waiting(5)
    page.goto(f"/staff/desks/incoming/{waits[0].number}/")
    letters, category_id = shortest()
    for ways, most in (
        (["a"], 3),
        (["Enter"], 3),
        (["2", "Enter"], 6),
        (["c", *letters, "Enter"], 6),
    ):
        ticket, following, *_ = waits
        shown(page, ticket)
        keys = Keys(page)
        with page.expect_navigation(url=f"**/{following.number}/"):
            for key in ways:
                keys.press(key)
                if key == "c":
                    expect(page.locator("#id_category")).to_be_focused()
        shown(page, following)
        expect(page.locator(".lx-desk__said")).to_contain_text(ticket.number)
        assert keys.count <= most, ways
        ticket.refresh_from_db()
        assert ticket.state == "dispatched", ways
        waits = waits[1:]
    assert ticket.category_id == category_id


def test_all_keys_are_shown_by_one_and_can_be_switched_off(someone: Callable[[str], Page]):
    page = someone("dispatcher")
    first, second = waiting(2)
    page.goto(f"/staff/desks/incoming/{first.number}/")
    keys = Keys(page)
    keys.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    sound(page)
    expect(dialog.locator("button").last).to_be_focused()
    keys.press("j")  # nothing goes on behind a dialog
    keys.press("Escape")
    expect(dialog).to_have_count(0)
    shown(page, first)
    page.locator("footer a[href='/staff/keys/']").click()
    dialog.locator("[data-keys-switch] button").click()
    keys.press("Escape", "j")
    page.wait_for_timeout(300)
    shown(page, first)
    keys.press("?")
    dialog.locator("[data-keys-switch] button").click()
    keys.press("Escape", "j")
    shown(page, second)


def test_on_a_phone_and_without_a_script_list_and_ticket_are_pages_of_their_own(
    someone: Callable[[str], Page],
):
    page = someone("dispatcher")
    (ticket,) = waiting(1)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/staff/desks/incoming/")
    page.locator(".lx-row__link").click()
    expect(page).to_have_url(f"{page.url.split('/staff/')[0]}/staff/tickets/{ticket.number}/")
    page.goto(f"/staff/desks/incoming/{ticket.number}/")
    expect(page.locator(".lx-desk__list")).to_be_hidden()
    sound(page)
    page.goto("/staff/keys/")
    sound(page)
    browser, state = page.context.browser, page.context.storage_state()
    assert browser is not None
    plain = browser.new_context(storage_state=state, java_script_enabled=False, locale="zh-CN")
    without = plain.new_page()
    without.goto(page.url.replace("/staff/keys/", f"/staff/desks/incoming/{ticket.number}/"))
    with without.expect_navigation():
        without.locator(".lx-suggested__choice").first.click()
    ticket.refresh_from_db()
    assert ticket.state == "dispatched"
    expect(without.locator(".lx-row")).to_have_count(0)
    plain.close()


def test_many_are_ticked_by_key_looked_at_and_dispatched_together(someone: Callable[[str], Page]):
    page = someone("dispatcher")
    waits = waiting(3)
    page.goto("/staff/desks/incoming/")
    keys = Keys(page)
    keys.press("j", "x", "j", "x")
    page.locator("#bulk button[value=dispatch]").click()
    expect(page.locator(".lx-bulk__one")).to_have_count(2)
    sound(page)
    keys.press("Enter")
    expect(page.locator(".govuk-notification-banner")).to_be_visible()
    expect(page.locator(".lx-row")).to_have_count(1)
    sound(page)
    for ticket in waits:
        ticket.refresh_from_db()
    assert [one.state for one in waits] == ["dispatched", "dispatched", "received"]


def test_what_comes_in_meanwhile_is_told_and_nothing_moves(someone: Callable[[str], Page]):
    page = someone("dispatcher")
    first, _ = waiting(2)
    page.goto("/staff/desks/incoming/")
    page.fill("#find-number", "00000")
    place = page.locator("[data-news]")
    expect(place).to_be_empty()
    row = page.locator(".lx-row").first
    before = row.bounding_box()
    asked(LAMPS, 7)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(place).to_contain_text("1")
    sound(page)
    assert row.bounding_box() == before
    expect(page.locator("#find-number")).to_have_value("00000")
    expect(page.locator("#find-number")).to_be_focused()
    place.locator("a").click()
    expect(page.locator(".lx-row")).to_have_count(3)
    expect(place).to_be_empty()
    page.goto(f"/staff/desks/incoming/{first.number}/")
    asked(LAMPS, 8)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(place).to_contain_text("1")
    sound(page)


def test_whoever_is_overtaken_reads_what_changed_and_keeps_what_was_typed(
    someone: Callable[[str], Page],
):
    page = someone("dispatcher")
    (ticket,) = waiting(1)
    page.goto(f"/staff/tickets/{ticket.number}/answer/")
    page.fill("[name=words]", "八点开门，请带身份证")
    other = someone("agent")
    other.goto(f"/staff/tickets/{ticket.number}/")
    with other.expect_navigation():
        other.locator(".lx-suggested__choice").first.click()
    page.locator("main form[method=post] button[type=submit]:not([name])").click()
    expect(page.locator(".lx-changes ins")).not_to_have_count(0)
    expect(page.locator("[name=words]")).to_have_value("八点开门，请带身份证")
    sound(page)
    page.locator("main form[method=post] button[type=submit]:not([name])").click()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    ticket.refresh_from_db()
    assert ticket.state == "answered"
