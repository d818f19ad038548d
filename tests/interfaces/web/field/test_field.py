"""What the device is told and what it sends: the list, the deeds, and every no in words."""

import io
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger.models import Entry
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, now, verbs
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
REPLY = "路灯的电缆已于今天上午更换，晚上七点已经亮灯，请您放心。"
KEY = "a" * 32


def listed(client: Client) -> dict[str, Any]:
    said: dict[str, Any] = client.get("/field/today.json").json()
    return said


def sent(client: Client, ticket: Ticket, step: str, *, key: str = KEY, **typed: Any) -> Any:
    given = {"key": key, "who": listed(client)["who"], "seen": ticket.seq, **typed}
    return client.post(f"/field/tickets/{ticket.number}/{step}/", given)


def test_the_list_says_what_is_needed_outdoors_and_of_nobody_who_it_is():
    ticket = town.dispatched(town.received())
    answer = browser("handler").get("/field/today.json")
    (row,) = answer.json()["tickets"]
    assert row["number"] == ticket.number
    assert row["what"] == "路灯坏了三天了"
    assert row["steps"] == ["sign", "note"]
    assert set(row) == {
        *("number", "seq", "category", "state", "colour", "due", "due_words", "card"),
        *("card_colour", "hurried", "grid", "grid_id", "steps", "ways", "what", "where", "hidden"),
    }
    for known in ("13900001234", "王阿姨", "辛"):
        assert known not in json.dumps(answer.json(), ensure_ascii=False)


def test_what_looks_like_a_number_does_not_leave_the_line():
    request = rules.intake.Request(
        what="请打13900001234找我", where="3栋，电话13900001234", grid_id=town.grid()
    )
    entry = actions.receive(
        request=request,
        contact=town.PHONE,
        by=Actor.public("tests"),
        at=MONDAY,
        key="field:numbers",
    )
    town.dispatched(town.of(entry))
    (row,) = listed(browser("handler"))["tickets"]
    assert "139" not in row["what"] + row["where"]
    assert "***" in row["what"]


def test_the_words_of_a_confidential_request_stay_on_the_line():
    town.dispatched(town.received(privacy=rules.Privacy.CONFIDENTIAL))
    (row,) = listed(browser("handler"))["tickets"]
    assert (row["what"], row["where"], row["hidden"]) == ("", "", True)
    assert row["ways"] == ["page"]


def test_the_list_costs_the_same_for_many():
    def cost() -> int:
        client = browser("handler")
        client.get("/field/today.json")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/field/today.json")
        return len(asked)

    town.handling(key="received:0")
    one = cost()
    for number in range(1, 12):
        town.handling(key=f"received:{number}")
    assert cost() == one


def test_a_day_outdoors_ends_in_a_reply():
    ticket = town.dispatched(town.received())
    client = browser("handler")
    assert sent(client, ticket, "sign", key="1" * 32).json() == {"seq": ticket.seq + 1}
    said = {"words": "今天下午到现场", "way": "phone"}
    assert sent(client, now(ticket), "contact", key="2" * 32, **said).status_code == 200
    assert sent(client, now(ticket), "note", key="3" * 32, words="钥匙在门卫").status_code == 200
    assert (
        sent(client, now(ticket), "reply", key="4" * 32, words=REPLY, as_it_is="yes").status_code
        == 200
    )
    assert verbs(ticket)[-4:] == [
        "ticket.signed",
        "ticket.contacted",
        "ticket.noted",
        "ticket.replied",
    ]
    assert [row["steps"] for row in listed(client)["tickets"]] == []


def test_what_comes_after_a_step_is_what_the_table_of_moves_says():
    assert listed(browser("grid"))["after"] == {
        "sign": ["contact", "note"],
        "contact": ["reply", "note"],
        "reply": ["note"],
    }


def test_a_deed_that_is_sent_twice_is_done_once():
    ticket = town.dispatched(town.received())
    client = browser("handler")
    first, second = (sent(client, ticket, "sign") for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert verbs(ticket).count("ticket.signed") == 1


def test_a_ticket_that_changed_is_said_in_words_and_nothing_is_done():
    ticket = town.dispatched(town.received())
    did(ticket, actions.sign, "lead")
    answer = sent(browser("handler"), ticket, "sign")
    assert answer.status_code == 409
    assert answer.json()["said"]
    assert verbs(ticket).count("ticket.signed") == 1


def test_a_refusal_is_said_in_words():
    ticket = town.handling()
    answer = sent(browser("handler"), ticket, "contact", words="再联系", way="phone")
    assert (answer.status_code, answer.json()["warned"]) == (422, False)
    assert sent(browser("handler"), ticket, "reply", words="", as_it_is="yes").status_code == 422
    assert sent(browser("handler"), ticket, "contact", words="无").status_code == 422


def test_a_reply_that_says_little_is_sent_only_after_a_warning():
    ticket = town.handling()
    client = browser("handler")
    answer = sent(client, ticket, "reply", words="已收悉，已转相关部门处理。")
    assert (answer.status_code, answer.json()["warned"]) == (422, True)
    again = sent(client, ticket, "reply", words="已收悉，已转相关部门处理。", as_it_is="yes")
    assert again.status_code == 200


def test_what_is_not_ones_own_is_not_found():
    ticket = town.dispatched(town.received())
    assert sent(browser("stranger"), ticket, "sign").status_code == 403  # whose unit assists
    assert sent(browser("hewan-handler"), ticket, "sign").status_code == 404
    assert listed(browser("stranger"))["tickets"] == []
    assert verbs(ticket).count("ticket.signed") == 0


def test_what_somebody_else_typed_on_the_device_is_not_sent_as_ones_own():
    ticket = town.dispatched(town.received())
    theirs = listed(browser("grid"))["who"]
    answer = sent(browser("handler"), ticket, "sign", who=theirs)
    assert answer.status_code == 403
    assert verbs(ticket).count("ticket.signed") == 0


def test_a_deed_needs_the_token_of_the_session():
    ticket = town.dispatched(town.received())
    client = browser("handler")
    who = listed(client)["who"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    address = f"/field/tickets/{ticket.number}/sign/"
    given = {"key": KEY, "who": who, "seen": ticket.seq}
    assert strict.post(address, given).status_code == 403
    token = strict.get("/field/today.json").cookies["csrftoken"].value
    assert strict.post(address, given, headers={"x-csrftoken": token}).status_code == 200


@pytest.mark.parametrize("path", ["/field/", "/field/today.json"])
def test_only_who_works_outdoors_gets_the_pages(path: str):
    allowed = {"handler": 200, "grid": 200, "lead": 403, "dispatcher": 403, "auditor": 403}
    assert {who: browser(who).get(path).status_code for who in allowed} == allowed
    assert browser().get(path).status_code == 302


def test_a_deed_is_not_a_page_and_other_steps_are_not_taken_here():
    ticket = town.dispatched(town.received())
    client = browser("handler")
    assert client.get(f"/field/tickets/{ticket.number}/sign/").status_code == 405
    assert sent(client, ticket, "ask_return", words="不是我们的").status_code == 404
    assert browser("dispatcher").post(f"/field/tickets/{ticket.number}/sign/").status_code == 403
    assert Entry.objects.filter(verb="ticket.return_asked").count() == 0


def test_the_page_carries_nobodys_name_and_leads_on_without_a_script():
    town.dispatched(town.received())
    page = browser("handler").get("/field/").content.decode()
    for known in ("辛", "13900001234", "路灯坏了"):
        assert known not in page
    assert re.search(r'<noscript>.*href="/staff/"', page, re.DOTALL)
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", page)


def test_the_app_can_be_installed():
    answer = browser().get("/field/manifest.webmanifest")
    said = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (said["scope"], said["start_url"], said["display"]) == (
        "/field/",
        "/field/",
        "standalone",
    )
    assert {icon["sizes"] for icon in said["icons"]} == {"192x192", "512x512"}
    assert "worker-src 'self'; manifest-src 'self'" in answer["Content-Security-Policy"]


def test_signing_out_on_any_page_tells_the_browser_to_forget_what_it_keeps():
    client = browser("handler")
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"storage"'


def test_a_photo_comes_with_a_note_as_proof_and_staff_alone_see_it():
    ticket = town.handling()
    client = browser("handler")
    for _ in range(2):  # the answer to the first was lost
        answer = sent(client, ticket, "note", words="已更换", shot="after", photo=scene.photo())
        assert answer.status_code == 200
    (kept,) = files.of("ticket", [ticket.pk])
    assert kept.purpose == "after"
    assert list(files.faults()) == []
    page = client.get(scene.page(ticket), headers={"accept-language": "zh-CN"})
    assert "佐证：处理后" in page.content.decode()
    address = f"/files/{kept.pk}/"
    assert client.get(address).status_code == 200
    theirs = scene.opened_by(ticket)
    assert theirs.get(address).status_code == 404
    assert str(kept.pk) not in theirs.get(f"/progress/{ticket.number}/").content.decode()
    wrong = sent(client, ticket, "note", key="b" * 32, words="x", photo=io.BytesIO(b"no photo"))
    assert wrong.status_code == 422


def test_the_map_shows_the_grids_of_the_list_and_how_much_waits_there():
    town.handling()
    (feature,) = browser("handler").get("/field/map.json").json()["features"]
    assert feature["properties"] == {"key": str(town.grid()), "received": 1}
    assert feature["geometry"]["type"] == "Polygon"
    assert browser("stranger").get("/field/map.json").json()["features"] == []
