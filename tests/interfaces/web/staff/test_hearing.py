"""A recording on the desk: heard after saying so, written down, and then a request like any other."""

from datetime import timedelta

import pytest

from lianxin.casework.tickets.rules import deeds
from lianxin.foundation.files import queries as files
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, send, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def address(ticket: object) -> str:
    found = files.spoken("ticket", ticket.pk)  # type: ignore[attr-defined]  # a ticket
    assert found is not None
    return f"/files/{found.pk}/"


def test_the_desk_shows_that_a_recording_waits():
    ticket = scene.spoken()
    page = text(browser("agent").get("/staff/desks/incoming/"))
    assert "Recording, to be written down" in page
    assert ticket.number in page


def test_the_agent_hears_it_and_writes_it_down():
    ticket, agent = scene.spoken(), browser("agent")
    page = scene.page(ticket)
    assert "Recording, to be written down" in text(agent.get(page))
    assert "<audio" not in agent.get(page).content.decode()
    heard = agent.post(f"{page}hear/", scene.unseen(agent, page))
    assert heard["Location"] == f"{page}write_down/"
    form = agent.get(heard["Location"])
    assert "<audio" in form.content.decode()
    assert agent.get(address(ticket)).status_code == 200
    done = send(agent, heard["Location"], what="路灯不亮", where="芦花路口")
    assert done.status_code == 303
    assert scene.verbs(ticket) == ["ticket.received", deeds.HEARD, deeds.WRITTEN_DOWN]
    assert "路灯不亮" in text(agent.get(page))
    assert "Recording, to be written down" not in text(agent.get(page))


def test_hearing_ends_by_itself(monkeypatch: pytest.MonkeyPatch):
    ticket, agent = scene.spoken(), browser("agent")
    page = scene.page(ticket)
    agent.post(f"{page}hear/", scene.unseen(agent, page))
    monkeypatch.setattr(
        "lianxin.interfaces.web.files.timezone.now", lambda: MONDAY + timedelta(hours=1)
    )
    assert agent.get(address(ticket)).status_code == 404


def test_the_unit_never_sees_that_there_was_a_recording_to_hear():
    ticket = scene.spoken()
    agent = browser("agent")
    send(agent, f"{scene.page(ticket)}write_down/", what="路灯不亮", where="")
    ticket = town.dispatched(scene.now(ticket))
    page = browser("handler").get(scene.page(ticket)).content.decode()
    assert "路灯不亮" in page
    assert "<audio" not in page
    assert "/hear/" not in page
    assert browser("handler").get(address(ticket)).status_code == 404


def test_words_about_health_are_asked_about_first():
    ticket, agent = scene.spoken(), browser("agent")
    url = f"{scene.page(ticket)}write_down/"
    asked = send(agent, url, what="我妈偏瘫，电梯坏了", where="")
    assert asked.status_code == 422
    assert "It speaks of health" in text(asked)
    assert send(agent, url, what="我妈偏瘫，电梯坏了", where="", health="hide").status_code == 303
    assert "偏瘫" not in text(agent.get(scene.page(ticket)))
    assert scene.now(ticket).consents == ""


def test_nothing_written_is_nothing():
    ticket, agent = scene.spoken(), browser("agent")
    answer = send(agent, f"{scene.page(ticket)}write_down/", what=" ", where="")
    assert answer.status_code == 422
    assert scene.now(ticket).to_write_down


def test_another_step_says_what_comes_first():
    ticket = scene.spoken()
    answer = browser("agent").get(f"{scene.page(ticket)}accept/")
    assert answer.status_code == 409
    assert "writes it down first" in text(answer)
