"""The promise says why, and the rating is five faces over radio buttons."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.time import Unit
from lianxin.interfaces.web.resident import promise_words
from lianxin.registers.policies.rules import Span, Tier
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_receipt_says_by_which_weekday_and_why(client: Client):
    receipt = text(client.get(town.report(client)["Location"]))
    assert re.search(r"by <strong>|<strong>by \w+day \d+ \w+ \d{4}", receipt)
    assert "Because " in receipt


def test_the_reason_is_that_of_the_tier_that_gives_the_promise(client: Client):
    town.report(client)
    found = tickets.why_promised(town.latest().ticket)
    assert found is not None
    assert found[0] is Tier(town.latest().ticket.tier)


def test_a_promise_that_no_tier_explains_gives_no_reason(client: Client):
    town.report(client)
    ticket = town.latest().ticket
    ticket.promise_at = ticket.received_at
    assert tickets.why_promised(ticket) is None
    assert promise_words.because(ticket) == ""


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("unit", list(Unit))
def test_every_tier_and_unit_has_its_sentence(
    monkeypatch: pytest.MonkeyPatch, tier: Tier, unit: Unit
):
    monkeypatch.setattr(tickets, "why_promised", lambda ticket: (tier, Span(3, unit)))
    with override("zh-hans"):
        said = promise_words.because(Ticket())
    assert said.startswith("因为")
    assert "3" in said


def test_the_rating_is_asked_with_five_faces_that_are_radio_buttons(client: Client):
    town.report(client)
    desk = town.latest()
    desk.answered()
    page = text(client.get(f"/progress/{desk.number}/answer/"))
    assert page.count('class="lx-face__drawing"') == 5
    assert len(re.findall(r'type="radio"\s+name="rating"', page)) == 6
    assert "Very satisfied" in page
