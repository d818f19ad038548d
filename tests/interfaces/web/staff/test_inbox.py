"""The inbox: what is due first, in yellow and red, page by page, at a constant number of queries."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions, rules
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def queries(who: str, url: str) -> int:
    client = browser(who)
    client.get(url)  # what a process reads once, it has read
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["agent", "auditor", "grid"])
def test_a_desk_costs_as_much_at_300_rows_as_at_3(who: str):
    url = "/staff/desks/subtree/" if who == "grid" else "/staff/desks/open/"
    if who == "grid":
        for number in range(3):
            town.dispatched(town.received(key=f"dispatched:{number}"))
    scene.many(3)
    few = queries(who, url)
    scene.many(297, first=3)
    assert queries(who, url) == few


def test_the_desks_with_something_beside_each_row_cost_the_same():
    def asked(number: int) -> None:
        given: dict[str, Any] = {"reason": rules.Decline.MARKET, "words": "请找物业"}
        ticket = town.received(key=f"asked-for:{number}")
        did(ticket, actions.propose_decline, "agent", **given)
        answered = town.received(key=f"objected-to:{number}")
        answered = did(answered, actions.answer, "agent", words="八点开门", category_id=None)
        did(answered, actions.object_to, "requester", words="不对")

    for number in range(2):
        asked(number)
        town.followed(key=f"followed:{number}")
    few = queries("supervisor", "/staff/desks/decisions/"), queries("caller", "/staff/")
    for number in range(2, 12):
        asked(number)
        town.followed(key=f"followed:{number}")
    many = queries("supervisor", "/staff/desks/decisions/"), queries("caller", "/staff/")
    assert many == few


def test_what_is_due_first_stands_first_and_the_next_page_goes_on_behind_it():
    scene.many(60)
    client = browser("agent")
    first = client.get("/staff/desks/incoming/")
    rows = first.context["rows"]
    assert len(rows) == 50
    assert [row.ticket.due_at for row, *_ in rows] == sorted(r.ticket.due_at for r, *_ in rows)
    second = client.get(first.context["next_url"])
    assert len(second.context["rows"]) == 10
    seen = {row.ticket.pk for row, *_ in [*rows, *second.context["rows"]]}
    assert len(seen) == 60
    assert second.context["next_url"] == ""
    assert "60" in text(first)


def test_a_desk_of_more_than_99_says_so():
    scene.many(101)
    assert "99+" in text(browser("agent").get("/staff/"))


def test_the_cards_say_in_words_what_is_due_soon_and_what_is_overdue(
    clock: Callable[[datetime], None],
):
    town.dispatched(town.received())  # to be signed within one working day: by Tuesday 24:00
    assert "Due soon" not in text(browser("handler").get("/staff/"))
    clock(datetime(2026, 11, 24, 8, 0, tzinfo=MONDAY.tzinfo))
    soon = browser("handler").get("/staff/")
    assert "Due soon" in text(soon)
    assert "govuk-tag--yellow" in soon.content.decode()
    clock(datetime(2026, 11, 25, 0, 0, tzinfo=MONDAY.tzinfo))
    late = browser("handler").get("/staff/")
    assert "Overdue" in text(late)
    assert "govuk-tag--red" in late.content.decode()
    assert "24 Nov 24:00" in text(late)


def test_a_row_shows_the_first_line_of_what_was_said_and_nothing_that_a_browser_would_run():
    ticket = scene.received()
    page = browser("agent").get("/staff/")
    assert ticket.number in text(page)
    assert "路灯坏了三天了" in text(page)
    assert "芦花第一网格" in text(page)


def test_an_auditor_reads_masked_text():
    request = Request(what="<b>请打13800138000</b> 找我", kind=rules.Kind.HELP)
    actions.receive(request=request, by=Actor.public("x"), at=MONDAY, key="masked-one")
    assert "13800138000" in text(browser("agent").get("/staff/desks/open/"))
    page = browser("auditor").get("/staff/")
    assert "13800138000" not in page.content.decode()
    assert "&lt;b&gt;" in page.content.decode()


def test_a_supervisor_sees_on_the_desk_who_asks_for_what_and_why():
    scene.extending()
    said = text(browser("supervisor").get("/staff/"))
    assert "More time asked" in said
    assert "3 working days more" in said
    assert "等配件" in said
    assert "城市管理局" in said
    assert "Grant more time" in said


def test_a_caller_sees_the_tries_and_what_is_still_asked():
    ticket = scene.followed()
    did(ticket, actions.try_call, "caller", words="", at=MONDAY + timedelta(hours=1))
    said = text(browser("caller").get("/staff/"))
    assert "Calls: 1 of 3, on at least 2 days" in said
    assert "23 November 2026, 10:00" in said


def test_a_number_leads_to_its_ticket_however_it_is_said():
    ticket = scene.received()
    client = browser("agent")
    spaced = f"{ticket.number[:4]} {ticket.number[4:]}"
    assert client.get("/staff/find/", {"number": spaced})["Location"] == scene.page(ticket)
    for wrong in ("12345", "0000000099", ""):
        found = client.get("/staff/find/", {"number": wrong})
        assert found.status_code == 200
        assert "govuk-error-message" in found.content.decode()
    other = browser("hewan-handler").get("/staff/find/", {"number": ticket.number})
    assert "not yours to see" in text(other)


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "2026-11-23~1",
        "2026-11-23T09:00:00+08:00~x",
        "~",
        "~~1",
        "0001-01-01T00:00:00+23:59~1",
        "9999-12-31T23:59:59-23:59~1",
        "2026-11-23T09:00:00+08:00~" + "9" * 5000,
        "2026-11-23T09:00:00+08:00~1\x00",
    ],
)
@pytest.mark.parametrize("url", ["/staff/", "/staff/desks/open/"])
def test_an_address_that_nobody_gave_out_leads_nowhere(url: str, after: str):
    assert browser("agent").get(url, {"after": after}).status_code == 404


@pytest.mark.parametrize("after", ["2026-11-23T09:00:00+23:59~1", "0001-01-01T00:00:00-15:59~1"])
def test_a_moment_of_any_zone_is_a_moment(after: str):
    assert browser("agent").get("/staff/desks/open/", {"after": after}).status_code == 200


def test_a_supervisor_sees_on_the_desk_that_another_has_agreed_to_an_exclusion():
    ticket = scene.excluding()
    said = text(browser("supervisor").get("/staff/"))
    assert "Exclusion from the assessment: two agree" in said
    assert "Law and policy in force do not allow it" in said
    assert "规划限高，不能加灯" in said
    assert "has agreed already" not in said
    did(ticket, actions.approve_exclusion, "reviewer", words="")
    assert "One supervisor has agreed already." in text(browser("supervisor").get("/staff/"))
