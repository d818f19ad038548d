"""The first page and what it leads to, in a real browser: on a phone, in both languages, with and without a script."""

import re
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.interfaces.web.resident import town
from tests.journeys.looking import in_a_browser
from tests.journeys.test_resident_browser import (
    chromium,
    onward,
    phone,
    plain_phone,
    site,
    sound,
)

__all__ = ["chromium", "phone", "plain_phone", "site"]
pytestmark = in_a_browser
SLIM = {"width": 320, "height": 640}
SCRIPT = re.compile(r"/report[-.][^/]*\.js")


def test_a_community_is_chosen_and_what_was_solved_there_is_shown(phone: Page):
    phone.goto("/")
    sound(phone)
    phone.locator(".lx-nearby .govuk-button").click()
    sound(phone)
    phone.select_option("[name=town]", "990101001000")
    phone.locator("main form .govuk-button").first.click()
    phone.locator("[name=community][value='990101001001']").check()
    sound(phone)
    phone.locator("main form[method=post] .govuk-button").click()
    expect(phone.locator("#nearby")).to_contain_text("幸福社区")
    sound(phone)
    phone.locator(".lx-nearby .lx-plain").click()
    expect(phone.locator("#nearby")).not_to_contain_text("幸福社区")


def test_a_report_that_was_begun_waits_on_the_first_page_also_without_a_script(plain_phone: Page):
    page = plain_phone
    page.goto("/report/")
    page.fill("[name=what]", "字" * 300)
    page.locator("main form > .govuk-button").last.click()
    page.goto("/")
    page.set_viewport_size(SLIM)  # type: ignore[arg-type]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator(".lx-begun .govuk-button--secondary").click()
    expect(page.locator(".lx-begun")).to_have_count(0)


def test_photos_are_shrunk_on_the_phone_and_what_did_not_get_through_is_tried_again(
    phone: Page, tmp_path: Path
):
    large = tmp_path / "large.jpg"
    Image.effect_noise((3000, 2000), 90).save(large, quality=95)
    assert large.stat().st_size > 2_000_000
    phone.goto("/report/")
    phone.route("**/report/photo/", lambda route: route.abort())
    phone.set_input_files("[name=photos]", large)
    again = phone.locator("[data-photos-said] button")
    expect(again).to_be_visible()
    sound(phone)
    phone.unroute("**/report/photo/")
    with phone.expect_request("**/report/photo/") as asked:
        again.click()
    assert len(asked.value.post_data_buffer or b"") < 1_200_000
    expect(phone.locator(".lx-files li")).to_have_count(1)
    sound(phone)
    onward(phone)  # what is missing is asked for, and the photo is still there
    expect(phone.locator(".govuk-error-summary")).to_be_visible()
    expect(phone.locator(".lx-files li")).to_have_count(1)


def test_who_goes_on_while_a_photo_is_on_its_way_loses_neither_the_photo_nor_a_word(
    phone: Page, tmp_path: Path
):
    small, held = tmp_path / "small.jpg", list[Route]()
    Image.effect_noise((300, 200), 90).save(small)
    phone.goto("/report/")
    phone.fill("[name=what]", "灯坏了")
    phone.route("**/report/photo/", lambda route: held.append(route))
    with phone.expect_request("**/report/photo/"):
        phone.set_input_files("[name=photos]", small)
    phone.locator("main form .govuk-button:not([name])").last.click(no_wait_after=True)
    waiting = phone.locator("[data-photos]").get_attribute("data-waiting") or ""
    expect(phone.locator("[data-photos-said]")).to_contain_text(waiting)
    held[0].continue_()
    phone.wait_for_url("**/report/where/")
    phone.goto("/report/")
    expect(phone.locator("[name=what]")).to_have_value("灯坏了")
    expect(phone.locator(".lx-files li")).to_have_count(1)


def test_a_photo_that_did_not_get_through_goes_with_the_page(phone: Page, tmp_path: Path):
    small = tmp_path / "small.jpg"
    Image.effect_noise((300, 200), 90).save(small)
    phone.goto("/report/")
    phone.fill("[name=what]", "灯坏了")
    phone.route("**/report/photo/", lambda route: route.abort())
    phone.set_input_files("[name=photos]", small)
    expect(phone.locator("[data-photos-said] button")).to_be_visible()
    onward(phone)
    phone.wait_for_url("**/report/where/")
    phone.goto("/report/")
    expect(phone.locator(".lx-files li")).to_have_count(1)


def test_a_photo_chosen_before_the_script_came_is_sent_all_the_same(phone: Page, tmp_path: Path):
    small, held = tmp_path / "small.jpg", list[Route]()
    Image.effect_noise((300, 200), 90).save(small)
    phone.route(SCRIPT, lambda route: held.append(route))
    with phone.expect_request(SCRIPT):
        phone.goto("/report/")
    phone.set_input_files("[name=photos]", small)
    held[0].continue_()
    expect(phone.locator(".lx-files li")).to_have_count(1)
    sound(phone)


@pytest.mark.parametrize("step", ["what", "where"])
def test_nothing_moves_when_the_script_of_a_report_comes_late(phone: Page, step: str):
    if step == "where":
        phone.goto("/report/")
        phone.fill("[name=what]", "灯坏了")
        onward(phone)
        phone.wait_for_url("**/report/where/")
    held = list[Route]()
    phone.route(SCRIPT, lambda route: held.append(route))
    with phone.expect_request(SCRIPT):
        phone.goto("/report/where/" if step == "where" else "/report/")
    late = phone.locator("[data-point]" if step == "where" else "[data-kept]")
    expect(late).to_be_hidden()
    before = phone.locator("main form .govuk-button").last.bounding_box()
    held[0].continue_()
    expect(late).to_be_visible()
    assert phone.locator("main form .govuk-button").last.bounding_box() == before


def test_what_is_written_is_kept_on_the_phone_until_it_is_deleted(phone: Page):
    kept = "() => localStorage.getItem('lianxin-report')"
    phone.goto("/report/")
    phone.fill("[name=what]", "灯坏了")
    phone.wait_for_function(kept)
    phone.context.clear_cookies()  # the session is over
    phone.goto("/report/")
    expect(phone.locator("[name=what]")).to_have_value("灯坏了")
    sound(phone)
    phone.locator("[data-kept-delete]").click()
    assert phone.evaluate(kept) is None
    phone.context.clear_cookies()
    phone.goto("/report/")
    expect(phone.locator("[name=what]")).to_have_value("")


def test_the_place_is_asked_of_the_phone_on_a_click_only_and_chosen_on_a_map(phone: Page):
    phone.context.grant_permissions(["geolocation"])
    phone.goto("/report/")
    phone.fill("[name=what]", "灯坏了")
    onward(phone)
    outlines = "(town) => fetch(`/report/outlines/?town=${town}`).then((one) => one.json())"
    grids = phone.evaluate(outlines, "990101001")["features"]
    ring = grids[0]["geometry"]["coordinates"][0]
    inside = [sum(point[axis] for point in ring[:-1]) / len(ring[:-1]) for axis in (0, 1)]
    phone.context.set_geolocation({"longitude": inside[0], "latitude": inside[1]})
    said = phone.locator("[data-point-said]")
    expect(said).to_be_hidden()
    phone.locator("[data-point-here]").click()
    expect(said).to_contain_text("幸福社区")
    sound(phone)
    phone.locator("[data-pick] summary").click()
    first = phone.locator("[data-pick-list] button").first
    expect(first).to_be_visible()
    first.click()
    phone.locator("[data-pick-list] button").nth(1).click()
    expect(said).to_contain_text("网格")
    expect(phone.locator("[data-pick-list] [aria-pressed=true]")).to_have_count(1)
    sound(phone)
    onward(phone)
    expect(phone.locator("[name=place]:checked")).to_have_count(1)


def test_a_face_is_chosen_by_the_keyboard_and_by_a_tap(phone: Page):
    client = Client()
    town.report(client)
    desk = town.latest()
    desk.answered()
    phone.goto("/progress/")
    phone.fill("[name=number]", desk.number)
    phone.fill("[name=code]", desk.code)
    phone.locator("main form .govuk-button").last.click()
    expect(phone.locator(".lx-face__drawing")).to_have_count(5)
    phone.locator(".lx-face").nth(1).click()
    expect(phone.locator("[name=rating][value='4']")).to_be_checked()
    phone.keyboard.press("ArrowDown")
    expect(phone.locator("[name=rating][value='3']")).to_be_checked()
    sound(phone)
