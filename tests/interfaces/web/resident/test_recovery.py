"""A lost query code on the pages: one answer to everybody, a way in by mail only, and the hotline's call."""

import re
from typing import Any

import pytest
from django.test import Client

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import deeds
from lianxin.foundation.ledger.models import Entry
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db
PHONE = "13800000000"


def ask(client: Client, number: str, contact: str) -> Any:
    form = client.get("/progress/lost/")
    typed = {"key": town.key(form), "number": number, "contact": contact}
    return client.post("/progress/lost/", typed)


def asked() -> Entry | None:
    return Entry.objects.filter(verb=deeds.CODE_ASKED).order_by("pk").last()


def test_everybody_gets_the_same_answer(client: Client, stranger: Client):
    town.report(client, phone=PHONE)
    number, pages = town.latest().number, []
    for said, contact in ((number, PHONE), (number, "13900000000"), ("0000000999", PHONE)):
        answer = ask(stranger, said, contact)
        assert (answer.status_code, answer["Location"]) == (303, "/progress/lost/asked/")
        pages.append(
            re.sub(r'value="[^"]*"', "", stranger.get(answer["Location"]).content.decode())
        )
    assert len(set(pages)) == 1
    assert Entry.objects.filter(verb=deeds.CODE_ASKED).count() == 1
    assert stranger.get(f"/progress/{number}/").status_code == 403  # nothing was opened by asking


@pytest.mark.parametrize(
    "typed", [{"number": "", "contact": ""}, {"number": "1", "contact": "\x00"}]
)
def test_what_can_be_nothing_is_refused_kindly(stranger: Client, typed: dict[str, str]):
    assert ask(stranger, **typed).status_code == 422


def test_who_asks_too_often_waits_and_keeps_what_was_typed(stranger: Client):
    for number in range(5):
        assert ask(stranger, f"{number}", PHONE).status_code == 303
    late = ask(stranger, "0000000999", PHONE)
    assert late.status_code == 429
    assert "Please try again in 3 minutes" in late.content.decode()
    assert PHONE in late.content.decode()


def test_the_way_in_gives_a_new_code_and_nothing_happens_by_looking(
    client: Client, stranger: Client
):
    town.report(client, phone=PHONE)
    desk = town.latest()
    old = desk.code
    ask(stranger, desk.number, PHONE)
    entry = asked()
    assert entry is not None
    url = f"/progress/{desk.number}/way/{tickets.way_in(desk.ticket, entry)}/"
    page = stranger.get(url)
    assert page.status_code == 200
    assert old == town.latest().code
    opened = stranger.post(url, {"key": town.key(page)})
    assert opened["Location"] == f"/progress/{desk.number}/receipt/"
    receipt = stranger.get(opened["Location"]).content.decode()
    new = tickets.query_code(Ticket.objects.get())
    assert new != old
    assert "-".join((new[:4], new[4:8], new[8:])) in receipt
    assert "You got a new query code" in stranger.get(f"/progress/{desk.number}/").content.decode()
    again = stranger.post(url, {"key": "0" * 32})
    assert again.status_code == 410
    assert "only once" in again.content.decode()


@pytest.mark.parametrize("number", ["0000000999", "x", "1"])
def test_a_way_into_nothing_is_over(stranger: Client, number: str):
    page = stranger.get(f"/progress/{number}/way/2-abc/")
    assert (
        stranger.post(f"/progress/{number}/way/2-abc/", {"key": town.key(page)}).status_code == 410
    )
