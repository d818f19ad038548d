"""Nothing that a requester writes becomes public by itself, whatever the request goes through."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from tests.casework.matters import scene
from tests.casework.matters.scene import opened
from tests.casework.tickets import town
from tests.casework.tickets.town import did as step
from tests.make import MONDAY

ABUSE = "五楼的赵小明是个骗子"


@pytest.mark.django_db
def test_nothing_that_a_requester_writes_becomes_public_by_itself(
    monkeypatch: pytest.MonkeyPatch,
):
    town.built()
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    frame: dict[str, Any] = {"by": Actor.public("tests"), "at": MONDAY, "key": "abusive-one"}
    request = Request(what=ABUSE, where=ABUSE, grid_id=town.grid())
    ticket = town.of(tickets.receive(request=request, contact=town.PHONE, **frame))
    ticket = step(ticket, tickets.add, "requester", words=ABUSE)
    ticket = step(town.dispatched(ticket), tickets.sign, "handler")
    ticket = step(ticket, tickets.contact, "handler", way="phone", words=ABUSE)
    matter = scene.published(opened(key="public-one"))
    ticket = step(ticket, tickets.join, "agent", matter_id=matter.pk)
    step(ticket, tickets.reply, "handler", words=ABUSE)
    client = Client()
    pages = ("", "matters/", f"matters/{matter.pk}/", "matters/feed/", f"matters/{matter.pk}/feed/")
    more = ("holds/", "exclusions/", "knowledge/", "knowledge/?words=骗子", "ledger/", "privacy/")
    for page in (*pages, *more):
        answer = client.get(f"/{page}")
        assert answer.status_code == 200, page
        assert "赵小明" not in answer.content.decode(), page
