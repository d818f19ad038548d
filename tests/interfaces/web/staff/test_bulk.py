"""One step on many tickets: first what would happen to each and why not, then each by itself."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind, Step, moves, needs
from lianxin.interfaces.web.staff import bulk_steps
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.followers.triage.following import asked, follow
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, now, text, verbs

pytestmark = pytest.mark.django_db
DESK = "/staff/desks/incoming/"
HIDDEN = re.compile(r'<input type="hidden"\s+name="(key|step|item)"\s+value="([^"]*)"')


def preview(who: str, tickets: list[Ticket], step: str = "dispatch", desk: str = DESK) -> Any:
    return browser(who).get(f"{desk}bulk/", {"step": step, "ticket": [t.number for t in tickets]})


def sent(page: Any) -> dict[str, Any]:
    """Return what the form of a preview sends."""
    found: dict[str, Any] = {"item": []}
    for name, value in HIDDEN.findall(page.content.decode()):
        if name == "item":
            found["item"].append(value)
        else:
            found[name] = value
    return found


def test_a_preview_says_what_would_happen_to_each_and_which_are_left_and_why():
    lamp = asked("我家门口的路灯坏了三天", "asked:lamp")
    danger = asked("有人被困在电梯里，喘不过气", "asked:danger")
    complaint = asked("我家门口的路灯坏了三天", "asked:complaint", kind=Kind.COMPLAINT)
    answered = did(
        asked("八点开门吗", "asked:answered"),
        actions.answer,
        "agent",
        words="八点",
        category_id=None,
    )
    follow()
    page = preview("dispatcher", [lamp, danger, complaint, answered])
    able, unable = text(page).split("would be left as they are")
    assert re.search(rf"{lamp.number}.*照明 › 路灯不亮 → 城市管理局", able)
    assert "cannot be undone here" in able
    assert danger.number in unable
    assert "A person has to look first" in unable
    assert answered.number in unable
    assert verbs(lamp) == ["ticket.received"]  # a preview does nothing


def test_each_that_allows_it_is_dispatched_by_itself_and_a_repeat_does_nothing():
    tickets = [asked("我家门口的路灯坏了三天", f"asked:lamp:{number}") for number in range(3)]
    follow()
    client, said = browser("dispatcher"), sent(preview("dispatcher", tickets))
    did(tickets[1], actions.answer, "agent", words="已修好", category_id=None)
    for _ in range(2):
        answer = client.post(f"{DESK}bulk/", said)
        assert (answer.status_code, answer["Location"]) == (303, DESK)
    assert [now(one).state for one in tickets] == ["dispatched", "answered", "dispatched"]
    assert verbs(tickets[0]) == ["ticket.received", "ticket.dispatched"]
    told = text(client.get(DESK))
    assert "Dispatch as suggested: 2 tickets" in told
    assert f"{tickets[1].number} is left:" in told


def test_a_unit_takes_over_many_and_nobody_takes_a_step_of_another_role():
    first, second = (
        town.dispatched(town.received(key=f"asked:given:{number}")) for number in range(2)
    )
    ours = "/staff/desks/ours/"
    said = sent(preview("handler", [first, second], "sign", ours))
    browser("handler").post(f"{ours}bulk/", said)
    assert {now(first).state, now(second).state} == {"signed"}
    assert preview("handler", [first], "dispatch", ours).status_code == 404
    assert preview("agent", [first], "dispatch").status_code == 404
    assert browser("auditor").post(f"{DESK}bulk/", said).status_code == 404


def test_no_step_on_many_has_a_taking_back_in_the_table_and_each_preview_says_so():
    undone = {
        move.step
        for move in moves.TABLE
        if move.step is Step.TAKE_BACK and needs.by_machine not in move.needs
    }
    assert (
        undone == set()
    )  # only what a machine dispatched is taken back, and that is no step on many
    with override("en"):
        for step in {step for offered in bulk_steps.OFFERED.values() for step in offered}:
            assert "cannot be undone" in str(bulk_steps.AFTERWARDS[step]), step


def test_what_one_may_not_see_is_neither_shown_nor_touched():
    ticket = town.dispatched(town.received())
    ours = "/staff/desks/ours/"
    assert "Tick the tickets" in text(preview("hewan-handler", [ticket], "sign", ours))
    said = sent(preview("handler", [ticket], "sign", ours))
    client = browser("hewan-handler")
    client.post(f"{ours}bulk/", said)
    assert now(ticket).state == "dispatched"
    assert "you do not see it any more" in text(client.get(ours))


@pytest.mark.parametrize("item", ["", "1~2", "x~1~1", "1~1~1~1", f"{10**30}~1~1"])
def test_what_no_page_sent_leads_nowhere(item: str):
    said = {"key": "0" * 32, "step": "dispatch", "item": [item]}
    assert browser("dispatcher").post(f"{DESK}bulk/", said).status_code == 404


def test_a_preview_costs_as_much_for_40_as_for_4():
    scene.many(40)
    follow()
    tickets = list(Ticket.objects.all())

    def cost(some: list[Ticket]) -> int:
        client = browser("dispatcher")
        said = {"step": "dispatch", "ticket": [one.number for one in some]}
        client.get(f"{DESK}bulk/", said)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{DESK}bulk/", said).status_code == 200
        return len(captured)

    assert cost(tickets) == cost(tickets[:4])
