"""Suggestions as staff meet them: on the desk, on the ticket, in the form; one click takes one, a person decides."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.rules import Kind, Line, Privacy
from lianxin.followers.triage import actions as triage
from lianxin.foundation.actor import Actor
from tests.casework.tickets import town
from tests.followers.triage.following import asked, follow
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, now, page, text, unseen, verbs
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
DESK = "/staff/desks/incoming/"
LAMP = "照明 › 路灯不亮"
BUTTON = re.compile(r'<button[^>]*?name="category"\s+value="([^"]*)"', re.DOTALL)
FORM = re.compile(r'<form method="post"\s+action="(/staff/tickets/[^"]+)".*?</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden"\s+name="([a-z_]+)"\s+value="([^"]*)"')
MARK = re.compile(r'<mark class="lx-mark">(.*?)</mark>')


def html(who: str, url: str) -> str:
    return browser(who).get(url).content.decode()


def clicked(who: str, url: str, name: str):
    """Click on a category that a page offers."""
    said = html(who, url)
    form = next(one for one in FORM.finditer(said) if name in BUTTON.findall(one[0]))
    return browser(who).post(form[1], {**dict(HIDDEN.findall(form[0])), "category": name})


def test_one_click_on_the_desk_dispatches_as_suggested_and_leads_back_to_the_desk():
    ticket = asked("我家门口的路灯坏了三天")
    follow()
    said = text(browser("dispatcher").get(DESK))
    assert "Suggested by a machine:" in said
    assert re.search(rf"{LAMP} \d+ % → 城市管理局", said)
    response = clicked("dispatcher", DESK, LAMP)
    assert (response.status_code, response["Location"]) == (303, DESK)
    ticket = now(ticket)
    assert (ticket.state, ticket.category_id) == ("dispatched", town.category())
    assert verbs(ticket) == ["ticket.received", "ticket.dispatched"]


def test_an_agent_accepts_by_the_same_click():
    ticket = asked("我家门口的路灯坏了三天")
    follow()
    clicked("agent", page(ticket), LAMP)
    assert verbs(ticket) == ["ticket.received", "ticket.accepted"]


def test_the_ticket_shows_the_words_that_led_to_it_and_three_choices_by_their_digits():
    ticket = asked("我家门口的路灯坏了三天")
    follow()
    said = html("dispatcher", page(ticket))
    assert "路灯" in "".join(MARK.findall(said))
    assert BUTTON.findall(said)[0] == LAMP
    assert len(BUTTON.findall(said)) == 3
    assert re.findall(r'data-digit="(\d)"', said) == ["1", "2", "3"]
    assert "autofocus" in said
    assert "It has not learnt from decisions yet" in said


def test_below_the_threshold_it_says_that_it_is_not_sure_and_no_form_begins_with_its_guess():
    ticket = asked("小区的路灯和夜里的噪声")
    follow()
    triage.set_threshold(per_cent=99, by=Actor.system("tests"), at=MONDAY, key="threshold")
    assert "A machine is not sure" in html("dispatcher", DESK)
    assert len(BUTTON.findall(html("dispatcher", DESK))) == 3
    form = html("dispatcher", page(ticket, "dispatch"))
    field = re.search(r'<input[^>]*id="id_category"[^>]*>', form)
    assert field
    assert "value=" not in field[0]
    assert "autofocus" not in form


def test_where_it_is_sure_the_form_begins_with_the_suggestion():
    ticket = asked("我家门口的路灯坏了三天")
    follow()
    field = re.search(r'<input[^>]*id="id_category"[^>]*>', html("agent", page(ticket, "accept")))
    assert field
    assert LAMP in field[0]


def test_a_possible_emergency_stands_in_red_with_whom_to_call_and_nothing_is_dispatched_by_a_click():
    ticket = asked("路灯下面煤气泄漏了，快来人")
    follow()
    for url in (DESK, page(ticket)):
        said = html("dispatcher", url)
        assert "lx-danger" in said
        assert "119 (fire and rescue)" in said
        assert page(ticket, "hand_off") in said
        assert BUTTON.findall(said) == []


def test_a_possible_emergency_stands_before_the_list_however_far_down_its_request_is():
    for number in range(3):
        asked("门口的路灯坏了", key=f"asked-{number:04}")
    follow()
    assert "Possible emergencies" not in html("agent", DESK)
    ticket = asked("路灯下面煤气泄漏了，快来人")
    follow()
    said = html("agent", DESK)
    assert said.index("Possible emergencies") < said.index('role="table"')
    assert said.index(page(ticket)) < said.index('role="table"')
    town.did(ticket, tickets.hand_off, "agent", line=Line.FIRE, words="已接手")
    assert "Possible emergencies" not in html("agent", DESK)


def test_a_complaint_goes_through_the_form_which_begins_with_the_category_clicked_on():
    ticket = asked("城市管理局不修路灯", kind=Kind.COMPLAINT)
    follow()
    said = html("dispatcher", page(ticket))
    assert BUTTON.findall(said) == []
    link = re.search(r'href="([^"]*\?category=\d+)"\s+data-digit="2"[^>]*>([^<]+)</a>', said)
    assert link
    form = html("dispatcher", link[1])
    field = re.search(r'<input[^>]*id="id_category"[^>]*>', form)
    assert field
    assert f'value="{link[2]}"' in field[0]


def test_a_reason_not_to_accept_is_told_and_where_it_is_proposed():
    ticket = asked("我要申请劳动仲裁")
    follow()
    said = html("agent", page(ticket))
    assert "Possibly not to be accepted: N2" in said
    assert page(ticket, "propose_decline") in said


def test_what_was_accepted_is_dispatched_by_one_click_to_the_unit_that_the_catalogue_names():
    ticket = asked("我家门口的路灯坏了三天")
    follow()
    given: dict[str, Any] = {
        "category_id": town.category("noise"),
        "kind": Kind.HELP,
        "grid_id": None,
    }
    town.did(ticket, tickets.accept, "agent", **given)
    assert BUTTON.findall(html("agent", page(ticket))) == []
    said = text(browser("dispatcher").get("/staff/desks/to-dispatch/"))
    assert "Accepted under this category" in said
    clicked("dispatcher", "/staff/desks/to-dispatch/", "噪声")
    assert (now(ticket).state, now(ticket).category_id) == ("dispatched", town.category("noise"))


def test_where_a_unit_leads_nothing_is_suggested_any_more():
    other = town.dispatched(asked("门口路灯坏了"))
    follow()
    assert "machine suggests" not in html("handler", page(other))
    assert "machine suggests" not in html("dispatcher", page(other))


def test_the_words_of_an_anonymous_request_are_shown_as_elsewhere():
    ticket = asked("路灯坏了，电话13900001234", privacy=Privacy.ANONYMOUS)
    follow()
    assert "13900001234" not in html("auditor", page(ticket))
    assert MARK.findall(html("auditor", page(ticket))) == []


def test_a_click_on_an_old_page_is_overtaken_and_nothing_is_done_twice():
    ticket = asked("我家门口的路灯坏了三天")
    follow()
    sent = unseen(browser("dispatcher"), page(ticket, "dispatch"))
    typed = {**sent, "category": LAMP, "kind": "help", "grid_choice": str(town.grid())}
    first, again = (browser("dispatcher").post(page(ticket, "dispatch"), typed) for _ in range(2))
    assert first.status_code == 303
    assert again.status_code in (303, 409)
    assert verbs(ticket) == ["ticket.received", "ticket.dispatched"]


def test_the_desk_costs_the_same_with_one_suggestion_and_with_many():
    def cost() -> int:
        client = browser("dispatcher")
        client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(DESK).status_code == 200
        return len(captured)

    asked("门口的路灯坏了", key="asked-0000")
    follow()
    few = cost()
    for number in range(1, 9):
        asked("小区里的灯全都不亮了", key=f"asked-{number:04}")
    follow()
    assert cost() == few


def test_who_has_just_taken_in_what_sounds_like_danger_sees_at_once_whom_to_call():
    url = "/staff/intake/"
    typed = {"what": "我家厨房煤气泄漏了，快来人", "kind": "help", "privacy": "open"}
    typed["channel"] = "phone"
    response = scene.send(browser("agent"), url, **typed)
    assert response.status_code == 303, text(response)
    said = html("agent", response["Location"])
    assert "119 (fire and rescue)" in said.split("Read aloud")[0]
