"""What has to wait, for everybody to see."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.casework.tickets import town
from tests.interfaces.web.staff import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_clock(monkeypatch: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: scene.NOW)


def shown() -> str:
    return scene.text(Client(headers={"accept-language": "en"}).get("/holds/"))


def test_nothing_on_hold_is_said_so():
    assert "Nothing is on hold now." in shown()


def test_holds_are_counted_by_their_reason_without_place_or_person():
    town.built()
    scene.held()
    said = shown()
    assert "1 request is on hold now" in said
    assert "It needs a project or building work first. 1 Monday 23 November 2026" in said
    assert "路灯" not in said


def test_every_public_page_leads_there():
    page = Client(headers={"accept-language": "en"}).get("/").content.decode()
    assert 'href="/holds/"' in page
