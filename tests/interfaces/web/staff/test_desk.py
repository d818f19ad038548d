"""A list and one of its tickets side by side: what stands where, where a step leads on, at what cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind
from lianxin.interfaces.web.staff import deeds, keys
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.followers.triage.following import asked, follow
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, now, page, text, unseen, verbs
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
ROW = re.compile(r'class="lx-desk__link"\s+href="([^"]+)"')
KEY = re.compile(r'href="([^"]+)"\s+(?:rel="\w+"\s+)?(?:data-swap\s+)?data-key="([a-z])"')


def beside(ticket: Ticket, name: str = "to-dispatch") -> str:
    return f"/staff/desks/{name}/{ticket.number}/"


def accepted(key: str, hours: int = 0) -> Ticket:
    ticket = asked("我家门口的路灯坏了三天", key)
    given = {"category_id": town.category(), "kind": Kind.HELP, "grid_id": ticket.grid_id}
    return did(ticket, actions.accept, "agent", at=MONDAY + timedelta(hours=hours), **given)


def three() -> list[Ticket]:
    tickets = [accepted(f"accepted:{hours}", hours) for hours in range(3)]
    follow()
    return tickets


def ways(url: str, who: str = "dispatcher") -> dict[str, str]:
    html = browser(who).get(url).content.decode()
    return {key: way for way, key in KEY.findall(html)}


def test_the_list_stands_beside_the_ticket_with_ways_to_its_neighbours():
    first, second, third = three()
    answer = browser("dispatcher").get(beside(second))
    assert ROW.findall(answer.content.decode()) == [beside(first), beside(second), beside(third)]
    assert "我家门口的路灯坏了三天" in text(answer)
    found = ways(beside(second))
    assert (found["k"], found["j"], found["u"]) == (
        beside(first),
        beside(third),
        "/staff/desks/to-dispatch/",
    )
    assert "k" not in ways(beside(first))
    assert "j" not in ways(beside(third))


def test_a_script_gets_the_ticket_alone_and_the_same():
    _, second, _ = three()
    client = browser("dispatcher")
    part = client.get(beside(second), headers={"X-Part": "ticket"}).content.decode()
    assert "<html" not in part
    assert not ROW.findall(part)
    tokens = re.compile(r'name="(csrfmiddlewaretoken|key)" value="[^"]+"')
    whole = client.get(beside(second)).content.decode()
    told = part[part.index("<h1") :].strip()
    assert re.sub(r"\s+", " ", tokens.sub("", told)) in re.sub(r"\s+", " ", tokens.sub("", whole))


def test_after_a_dispatch_the_next_that_waits_opens_and_behind_the_last_the_first():
    first, second, third = three()
    client = browser("dispatcher")
    given = {"category": "照明 › 路灯不亮", "kind": "help", "grid_choice": second.grid_id}
    for ticket, following in ((second, beside(third)), (third, beside(first))):
        url = f"{page(ticket)}dispatch/"
        said = {**unseen(client, f"{url}?onward=to-dispatch"), **given, "onward": "to-dispatch"}
        assert client.post(url, said)["Location"] == following
        assert now(ticket).state == "dispatched"
    said = {**unseen(client, f"{page(first)}dispatch/?onward=to-dispatch"), **given}
    answer = client.post(f"{page(first)}dispatch/?onward=to-dispatch", said)
    assert answer["Location"] == "/staff/desks/to-dispatch/"
    assert first.number in text(client.get(answer["Location"]))


def test_a_step_after_which_it_still_waits_there_leads_back_to_it():
    ticket = scene.dispatched()
    client = browser("handler")
    url = f"{page(ticket)}sign/?onward=ours"
    assert client.post(url, unseen(client, url))["Location"] == beside(ticket, "ours")
    url = f"{page(ticket)}note/?onward=ours"
    answer = client.post(url, {**unseen(client, url), "words": "配件已到"})
    assert answer["Location"] == beside(ticket, "ours")
    assert verbs(ticket)[-1] == "ticket.noted"


def test_a_desk_that_is_not_ones_own_leads_nowhere():
    ticket = scene.dispatched()
    client = browser("handler")
    url = f"{page(ticket)}sign/"
    said = {**unseen(client, url), "onward": "to-dispatch"}
    assert client.post(url, said)["Location"] == page(ticket)
    assert client.get(beside(ticket, "to-dispatch")).status_code == 404
    assert browser("hewan-handler").get(beside(ticket, "ours")).status_code == 404


def test_a_ticket_far_down_a_list_stands_at_the_head_of_what_is_shown():
    scene.many(60)
    last = Ticket.objects.order_by("due_at", "pk").last()
    assert last is not None
    answer = browser("agent").get(beside(last, "incoming"))
    html = answer.content.decode()
    assert ROW.findall(html) == [beside(last, "incoming")]
    assert "Back to what is due first" in text(answer)


def test_a_ticket_that_left_the_list_is_shown_beside_what_waits_now():
    first, second, _ = three()
    did(first, actions.answer, "dispatcher", words="八点开门", category_id=None)
    assert ways(beside(first))["j"] == beside(second)


def test_the_desk_costs_as_much_at_60_rows_as_at_3():
    scene.many(3)
    ticket = Ticket.objects.first()
    assert ticket is not None

    def cost() -> int:
        client = browser("agent")
        client.get(beside(ticket, "incoming"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(beside(ticket, "incoming")).status_code == 200
        return len(captured)

    few = cost()
    scene.many(40, first=3)
    assert cost() == few


def test_each_key_of_a_step_is_one_letter_of_its_own_and_in_the_list():
    taken = {"j", "k", "o", "u", "a", "c", "i", "x"}
    assert len({*keys.STEPS.values(), *taken}) == len(keys.STEPS) + len(taken)
    assert set(keys.STEPS) <= set(deeds.TABLE)
    said = text(browser("dispatcher").get("/staff/keys/"))
    for expected in ("J the next ticket", "D Dispatch", "? show these keys", "1 Enter"):
        assert expected in said, expected
    assert "the next ticket" not in text(browser("admin").get("/staff/keys/"))
    part = browser("dispatcher").get("/staff/keys/", headers={"X-Part": "keys"}).content.decode()
    assert "<html" not in part
