"""A dispatcher without a mouse: what a machine suggests is taken or corrected by a key and Enter."""

from collections.abc import Callable
from functools import partial

from django.utils import timezone
from playwright.sync_api import Page, expect

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage import actions as triage
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs
from tests.journeys.looking import sound
from tests.journeys.test_loop_browser import chromium, pytestmark, site, someone

__all__ = ["chromium", "pytestmark", "site", "someone"]  # what these journeys stand on
GRID = "990101001003003"


def asked(what: str, number: int) -> Ticket:
    """Take a request in at a grid of the demo city, and let the machine read it."""
    now = timezone.now()
    grid = orgs.grids(day_of(now)).get(code=GRID)
    entry = tickets.receive(
        request=Request(what=what, where="长堤路", grid_id=grid.pk),
        contact=None,
        by=Actor.public("tests"),
        at=now,
        key=f"asked-by-key-{number}",
    )
    while ledger.seal():
        pass
    while ledger.follow("triage", partial(triage.take, at=now), at=now):
        pass
    return Ticket.objects.get(pk=entry.about_id)


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other, as somebody does who looks at the page."""
    for key in keys:
        page.keyboard.press(key)


def test_enter_alone_takes_the_first_suggestion_and_a_digit_and_enter_another(
    someone: Callable[[str], Page],
):
    page = someone("dispatcher")
    by = Actor.system("tests")
    triage.set_threshold(per_cent=30, by=by, at=timezone.now(), key="sure-from-here")
    for number, keys in enumerate([["Enter"], ["1", "Enter"], ["2", "Enter"], ["3", "Enter"]]):
        ticket = asked("长堤路的路灯坏了三盏，晚上看不见路", number)
        page.goto(f"/staff/tickets/{ticket.number}/")
        offered = page.locator(".lx-suggested__choice").evaluate_all("all => all.map(x => x.value)")
        assert len(offered) == 3
        if number == 0:
            sound(page)
        with page.expect_navigation():
            press(page, *keys)
        expect(page.locator(".govuk-error-summary")).to_have_count(0)
        ticket.refresh_from_db()
        wanted = offered[int(keys[0]) - 1 if keys[0] != "Enter" else 0]
        assert ticket.state == "dispatched"
        assert ticket.category is not None
        assert ticket.category.name in wanted


def test_digits_typed_into_a_field_stay_there(someone: Callable[[str], Page]):
    page = someone("dispatcher")
    ticket = asked("长堤路的路灯坏了三盏，晚上看不见路", 9)
    page.goto(f"/staff/tickets/{ticket.number}/dispatch/")
    field = page.locator("#id_category")
    field.focus()
    press(page, "2")
    expect(field).to_have_value("2")
