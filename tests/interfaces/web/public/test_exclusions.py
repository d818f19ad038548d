"""What units are not assessed by, for everybody to see."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets import actions
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_clock(monkeypatch: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: scene.NOW)


def shown() -> str:
    return scene.text(Client(headers={"accept-language": "en"}).get("/exclusions/"))


def test_every_reason_is_shown_also_where_nothing_was_left_out():
    said = shown()
    assert "left out of an assessment: 0" in said
    assert "Law and policy in force do not allow it 0" in said


def test_exclusions_are_counted_by_their_reason_without_unit_place_or_person():
    town.built()
    ticket = scene.excluding()
    assert "left out of an assessment: 0" in shown()
    for who in ("supervisor", "reviewer"):
        ticket = did(ticket, actions.approve_exclusion, who, words="")
    said = shown()
    assert "left out of an assessment: 1" in said
    assert "Law and policy in force do not allow it 1" in said
    for hidden in ("城市管理局", "规划限高", ticket.number):
        assert hidden not in said


def test_every_public_page_leads_there():
    page = Client(headers={"accept-language": "en"}).get("/").content.decode()
    assert 'href="/exclusions/"' in page
