"""The page of automatic dispatch, and how what a machine dispatched is taken back from the ticket by one click."""

import re

import pytest

from lianxin.followers.triage import queries
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, now, opened_by, page, send, text, verbs

pytestmark = pytest.mark.django_db
URL = "/staff/model/automatic/"
FORM = re.compile(r'action="([^"]+/take_back/)".*?</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden"\s+name="([a-z_]+)"\s+value="([^"]*)"')


def test_an_administrator_allows_a_category_and_stops_it_again():
    client = browser("admin")
    assert "No category is dispatched by a machine." in text(client.get(URL))
    response = send(client, URL, category="路灯不亮", per_cent="95")
    assert (response.status_code, response["Location"]) == (303, URL)
    assert [(one.category_id, one.per_cent) for one in queries.allowed()] == [(town.category(), 95)]
    assert "from 95 per cent on" in text(client.get(URL))
    response = send(client, URL, stop=str(town.category()))
    assert response.status_code == 303
    assert queries.allowed() == []


def test_what_cannot_be_is_said_and_nothing_is_allowed():
    response = send(browser("admin"), URL, category="路灯不亮", per_cent="50")
    assert response.status_code == 422
    assert "from 90 to 99 per cent" in text(response)
    assert send(browser("admin"), URL, category="没有", per_cent="95").status_code == 422
    for strange in ("0", "-1", "999999", "9" * 30, "x"):
        assert send(browser("admin"), URL, stop=strange).status_code == 422
    assert queries.allowed() == []


def test_the_ticket_says_so_and_one_click_takes_it_back():
    ticket = scene.by_machine()
    said = browser("dispatcher").get(page(ticket)).content.decode()
    assert "Dispatched by a machine" in said
    form = FORM.search(said)
    assert form
    response = browser("dispatcher").post(form[1], dict(HIDDEN.findall(form[0])))
    assert response.status_code == 303
    assert now(ticket).state == "received"
    assert verbs(ticket)[-1] == "ticket.taken_back"
    assert "Dispatched by a machine" not in text(browser("dispatcher").get(page(ticket)))


def test_the_unit_reads_that_a_machine_dispatched_it_and_takes_nothing_back():
    said = browser("handler").get(page(scene.by_machine())).content.decode()
    assert "Dispatched by a machine" in said
    assert FORM.search(said) is None


def test_the_requester_is_told_and_lets_a_person_decide():
    ticket = scene.by_machine()
    client = opened_by(ticket)
    said = client.get(f"/progress/{ticket.number}/").content.decode()
    assert "no person has decided yet" in said
    url = f"/progress/{ticket.number}/refuse/"
    assert url in said
    assert send(client, url).status_code == 303
    assert now(ticket).state == "received"
    assert url not in client.get(f"/progress/{ticket.number}/").content.decode()
