"""The ticket's page: the whole story, the reasons, and the next steps and only those."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import code
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger.rules import verbs
from lianxin.interfaces.web.staff import verbs as said
from lianxin.registers.orgs import queries as orgs
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def steps(who: str, ticket: Ticket) -> list[str]:
    page = browser(who).get(scene.page(ticket)).content.decode()
    found = re.findall(rf'govuk-button[^"]*"\s+href="{scene.page(ticket)}(\w+)/"', page)
    return list(dict.fromkeys(found))


NEW = ["accept", "answer", "hand_off", "meet", "propose_decline", "split"]
NEXT: dict[str, dict[str, list[str]]] = {
    "received": {
        "agent": NEW,
        "dispatcher": [*NEW, "dispatch"],
        "supervisor": [],
        "auditor": [],
    },
    "spoken": {"agent": ["hand_off", "write_down"], "supervisor": []},
    "dispatched": {"handler": ["sign"], "lead": ["sign", "ask_return"], "stranger": []},
    "signed": {
        "handler": ["ask_resident", "contact"],
        "lead": ["ask_resident", "ask_return", "contact"],
    },
    "handling": {
        "handler": ["ask_resident", "reply"],
        "lead": ["ask_extension", "ask_hold", "ask_resident", "co_handle", "reply", "whistle"],
    },
    "waiting": {
        "handler": ["resident_answers"],
        "agent": ["resident_answers"],
        "supervisor": ["supervise"],
        "stranger": [],
    },
    "hurried": {
        "handler": ["answer_hurry", "ask_resident", "reply"],
        "supervisor": ["supervise"],
        "stranger": [],
    },
    "hurried_early": {
        "supervisor": ["answer_hurry"],
        "agent": NEW,
        "dispatcher": [*NEW, "answer_hurry", "dispatch"],
    },
    "terminating": {
        "supervisor": ["refuse_termination", "supervise", "terminate"],
        "lead": ["reply"],
    },
    "holding": {"supervisor": ["put_on_hold", "refuse_hold", "supervise"], "lead": ["reply"]},
    "held": {
        "supervisor": ["release_hold", "supervise"],
        "lead": ["ask_hold", "release_hold"],
        "handler": [],
        "dispatcher": [],
    },
    "returning": {"supervisor": ["grant_return", "refuse_return", "supervise"]},
    "extending": {
        "supervisor": ["grant_extension", "refuse_extension", "supervise"],
        "lead": ["reply"],
    },
    "declining": {"supervisor": ["grant_decline", "refuse_decline"]},
    "co_handling": {
        "lead": ["co_handled"],
        "hewan-handler": ["report_stage"],
        "handler": [],
        "supervisor": ["supervise"],
    },
    "whistled": {
        "lead": ["answer_whistle"],
        "hewan-handler": ["report_stage"],
        "supervisor": ["answer_whistle", "send_back", "explain"],
    },
    "replied": {"supervisor": ["pass_audit", "fail_audit"], "handler": []},
    "closed": {"lead": ["propose_exclusion"], "handler": [], "supervisor": []},
    "excluding": {
        "supervisor": ["approve_exclusion", "refuse_exclusion"],
        "lead": [],
        "dispatcher": [],
    },
    "ordered": {
        "lead": [
            "answer_order",
            "ask_extension",
            "ask_hold",
            "ask_resident",
            "co_handle",
            "reply",
            "whistle",
        ],
        "handler": ["ask_resident", "reply"],
        "supervisor": [],
    },
    "followed": {"caller": ["call"], "supervisor": []},
    "escalated": {"supervisor": ["send_back", "explain"], "handler": []},
    "asking": {"supervisor": ["answer_right"], "handler": []},
    "objected": {"reviewer": ["uphold", "dismiss"], "caller": []},
}


@pytest.mark.parametrize("state", NEXT)
def test_a_page_offers_the_next_steps_and_only_those(state: str):
    ticket = scene.SCENES[state]()
    assert {who: sorted(steps(who, ticket)) for who in NEXT[state]} == {
        who: sorted(expected) for who, expected in NEXT[state].items()
    }


def test_the_story_tells_what_was_said_by_whom_and_where_it_went():
    ticket = scene.followed()
    said = text(browser("supervisor").get(scene.page(ticket)))
    for expected in (
        "路灯坏了三天了",
        "芦花路口",
        "To: 城市管理局",
        "城市管理局 · handler · 辛",
        "By phone",
        "已修好",
        "Reply passed on",
        "Promised at intake 30 Nov 24:00",
        "供电公司",
        "990101001001001",
        "王某",
    ):
        assert expected in said, expected


def test_why_this_unit_is_answered_in_words():
    said = text(browser("handler").get(scene.page(scene.dispatched())))
    assert "The dispatch catalogue, version 1" in said
    assert "“照明” (everywhere) to 城市管理局" in said
    assert "《城市照明管理规定》" in said


def test_a_unit_chosen_by_a_person_is_explained_by_the_reason():
    ticket = did(
        scene.received(),
        actions.dispatch,
        "dispatcher",
        category_id=town.category(),
        kind=rules.Kind.HELP,
        grid_id=None,
        lead_unit_id=orgs.unit("hewan").pk,
        words="街道自建的灯",
    )
    said = text(browser("supervisor").get(scene.page(ticket)))
    assert "12345热线 · dispatcher · 乙 chose this unit." in said
    assert "Reason given: 街道自建的灯" in said


def test_a_moved_promise_stands_beside_the_first_one_with_its_reason():
    ticket = did(scene.extending(), actions.grant_extension, "supervisor")
    said = text(browser("handler").get(scene.page(ticket)))
    assert "Promised at intake 30 Nov 24:00" in said
    assert "Promise now 3 Dec 24:00" in said
    assert "Why it changed 等配件" in said


def test_a_hold_says_why_until_when_and_that_the_clock_stands_still():
    ticket = scene.held()
    said = text(browser("handler").get(scene.page(ticket)))
    for expected in (
        "It needs a project or building work",
        "列入明年改造",
        "三月招标",
        "Looked at again by Monday 7 December 2026",
        "The clock stands still since Monday 23 November 2026, 09:00",
        "On hold",
    ):
        assert expected in said, expected


def test_the_page_costs_a_constant_number_of_queries():
    def cost(ticket: Ticket) -> int:
        client = browser("supervisor")
        client.get(scene.page(ticket))
        with CaptureQueriesContext(connection) as captured:
            client.get(scene.page(ticket))
        return len(captured)

    ticket = scene.followed()
    few = cost(ticket)
    for hour in range(20):
        at = MONDAY + timedelta(hours=hour)
        ticket = did(ticket, actions.try_call, "caller", words="无人接听", at=at)
    assert cost(ticket) == few


def test_a_confidential_request_shows_its_unit_neither_contact_nor_numbers():
    ticket = scene.confidential()
    page = browser("handler").get(scene.page(ticket))
    assert "Not shown to your post" in text(page)
    assert "13900001234" not in page.content.decode()
    assert "139****1234" not in page.content.decode()
    assert "139****1234" in text(browser("agent").get(scene.page(ticket)))


def test_a_proposals_words_are_masked_where_the_story_is():
    ticket = did(scene.signed(), actions.ask_return, "lead", words="他的电话13800138000打不通")
    assert "13800138000" in text(browser("supervisor").get(scene.page(ticket)))
    page = browser("auditor").get(scene.page(ticket)).content.decode()
    assert "打不通" in page
    assert "13800138000" not in page


def test_an_auditor_sees_no_contact_and_no_photo():
    ticket = scene.received()
    page = browser("auditor").get(scene.page(ticket)).content.decode()
    assert "139****1234" not in page
    assert "/files/" not in page
    assert "contact-details" not in page


def test_words_are_shown_as_they_were_written_and_never_run():
    request = rules.intake.Request(what="<script>x()</script>\n=1+1 😀 مرحبا \"'")
    entry = actions.receive(request=request, by=Actor.public("x"), at=MONDAY, key="strange-one")
    page = browser("agent").get(scene.page(town.of(entry))).content.decode()
    assert "<script>x()" not in page
    assert "&lt;script&gt;x()&lt;/script&gt;" in page
    assert "😀 مرحبا" in page
    assert 'dir="auto"' in page


def test_a_photo_is_handed_out_whole_and_kept_by_nobody():
    ticket = scene.received()
    photo = files.of("ticket", [ticket.pk]).get()
    answer = browser("agent").get(f"/files/{photo.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'inline; filename="{photo.pk}.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content[:3] == b"\xff\xd8\xff"
    assert browser("agent").get("/files/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_nothing_of_a_page_stays_in_the_browser():
    for url in ("/staff/", "/staff/post/", scene.page(scene.received())):
        assert "no-store" in browser("agent").get(url)["Cache-Control"]


def test_a_page_answers_long_after_its_ticket_has_ended(clock: Callable[[datetime], None]):
    ticket = scene.objected()
    clock(MONDAY + timedelta(days=300))
    assert browser("supervisor").get(scene.page(ticket)).status_code == 200


def test_every_deed_on_a_ticket_has_its_words():
    about = {verb for verb in verbs() if verb.startswith(("ticket.", "contact."))}
    assert about - set(said.VERB) == set()


def test_a_wrong_number_is_no_ticket():
    ticket = scene.received()
    wrong = f"{ticket.number[:-1]}{(int(ticket.number[-1]) + 1) % 10}"
    assert code.ticket_id(wrong) is None
    for number in (wrong, "1", "x", "9" * 40):
        assert browser("agent").get(f"/staff/tickets/{number}/").status_code == 404


def test_an_attempt_is_offered_beside_the_story_and_told_in_it():
    ticket = scene.handling()
    assert "Log an attempt to reach the requester" in text(
        browser("handler").get(scene.page(ticket))
    )
    given: dict[str, Any] = {
        "result": rules.Attempt.WRONG_NUMBER,
        "way": rules.Way.PHONE,
        "words": "停机",
    }
    did(ticket, actions.try_call, "handler", **given)
    said = text(browser("lead").get(scene.page(ticket)))
    assert "Tried to reach the requester" in said
    assert "By phone Wrong number or address 停机" in said
    told = text(scene.opened_by(ticket).get(f"/progress/{ticket.number}/"))
    assert "We tried to reach you: the number or the address is not right" in told


def test_a_caller_records_all_of_a_follow_up_on_one_page():
    said = text(browser("caller").get(scene.page(scene.followed())))
    assert "Record the call" in said
    assert "Log an attempt" not in said


def test_what_somebody_has_taken_on_is_called_accepted():
    ticket = scene.received()
    client = browser("dispatcher")
    assert "Received" in text(client.get(scene.page(ticket)))[:80]
    ticket = did(
        ticket,
        actions.accept,
        "agent",
        category_id=town.category(),
        kind=rules.Kind.HELP,
        grid_id=None,
    )
    assert "Accepted" in text(client.get(scene.page(ticket)))[:80]
