"""Orders on the pages: on both desks, red when late, and told to the requester without their words."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, page, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db

DESK = "/staff/desks/orders/"
ORDER = "已三日未动，限期报告"


def test_both_see_on_their_desk_who_orders_what_by_when():
    ticket = scene.ordered()
    for who in ("supervisor", "lead"):
        said = text(browser(who).get(DESK))
        for expected in (ORDER, "12345热线 · supervisor · 丙", "26 Nov 24:00", ticket.number):
            assert expected in said, (who, expected)
    assert "Answer the supervision order" in text(browser("lead").get(DESK))
    assert "Answer the supervision order" not in text(browser("supervisor").get(DESK))


def test_an_order_that_is_late_is_announced_on_every_desk_of_the_supervisor(
    clock: Callable[[datetime], None],
):
    scene.ordered()
    assert "not answered in time" not in text(browser("supervisor").get("/staff/"))
    clock(MONDAY + timedelta(days=5))
    said = text(browser("supervisor").get("/staff/"))
    assert "Supervision orders that were not answered in time: 1" in said
    assert "Overdue" in text(browser("supervisor").get(DESK))
    assert "Overdue" in text(browser("lead").get(DESK))
    assert "not answered in time" not in text(browser("lead").get("/staff/"))


def test_the_ticket_shows_the_order_until_it_is_answered():
    ticket = scene.ordered()
    said = text(browser("handler").get(page(ticket)))
    assert "Under supervision To be answered by the unit by 26 Nov 24:00 Supervision order" in said
    did(ticket, actions.answer_order, "lead", words="配件周三到")
    said = text(browser("handler").get(page(ticket)))
    assert "To be answered by the unit by" not in said
    assert "Supervision order answered" in said
    assert "配件周三到" in said


def test_the_desk_of_orders_costs_the_same_at_many_rows():
    def cost(who: str) -> int:
        client = browser(who)
        client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(DESK).status_code == 200
        return len(captured)

    def order(number: int) -> None:
        ticket = town.handling(key=f"ordered:{number}")
        did(ticket, actions.supervise, "supervisor", words=ORDER)

    for number in range(2):
        order(number)
    few = [cost(who) for who in ("supervisor", "lead")]
    for number in range(2, 9):
        order(number)
    assert [cost(who) for who in ("supervisor", "lead")] == few


def test_the_progress_page_says_that_it_is_supervised_and_not_what_was_ordered():
    ticket = scene.ordered()
    said = text(scene.opened_by(ticket).get(f"/progress/{ticket.number}/"))
    assert (
        "The hotline supervises it: 城市管理局 has to report by Thursday 26 November 2026" in said
    )
    assert ORDER not in said
