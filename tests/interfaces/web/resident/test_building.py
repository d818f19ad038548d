"""The building of a report: asked where the chosen place has some, and kept as far as was agreed to."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import device
from lianxin.registers.orgs import actions
from tests.interfaces.web.resident import town
from tests.registers.orgs import city

pytestmark = pytest.mark.django_db
GRID = "990101001001001"
BUILDINGS = f"code,name,grid_code\nlu-1,芦花苑1号楼,{GRID}\nlu-2,芦花苑2号楼,990101001001002\n"
LIVES = "I live there or often am there"


@pytest.fixture(autouse=True)
def built() -> None:
    town.built()
    actions.import_buildings(
        rows=city.table(BUILDINGS),
        sha256=city.SHA,
        by=town.SYSTEM,
        at=timezone.now(),
        key="buildings",
    )


def text(response: Any) -> str:
    return str(response.content.decode())


def begun(client: Client, *, where: str = "", kept: str = "", place: str = "990101001001") -> str:
    """Tell what and where, choose a place, and return where that leads."""
    client.post("/report/", {"what": "电梯坏了", "kind": "help"})
    told = {"where": where, "place_kept": kept, "town": "990101001000"}
    assert client.post("/report/where/", told).status_code == 303
    if len(place) == len(GRID):  # as it is pointed at on a map
        client.post("/report/here/", {"grid": place})
    return str(client.post("/report/place/", {"place": place})["Location"])


def sent(client: Client) -> Ticket:
    """Say how to be reached, send it, and return the ticket."""
    client.post("/report/contact/", {"privacy": "open"})
    key = town.key(client.get("/report/check/"))
    assert client.post("/report/check/", {"key": key}).status_code == 303
    return Ticket.objects.get()


def words(ticket: Ticket) -> str:
    return tickets.texts([ticket], Actor.system("tests"))[ticket.pk].get("where", "")


def test_a_community_is_chosen_then_its_building_and_the_grid_follows(client: Client):
    assert begun(client) == "/report/building/"
    page = text(client.get("/report/building/"))
    assert "芦花苑1号楼" in page
    assert '<optgroup label="第2网格">' in page
    chosen = {"building": "lu-1", "place_kept": "public"}
    assert client.post("/report/building/", chosen)["Location"] == "/report/contact/"
    client.post("/report/contact/", {"privacy": "open"})
    assert "芦花苑1号楼" in text(client.get("/report/check/"))
    ticket = sent(client)
    assert words(ticket) == "芦花苑1号楼"
    assert ticket.grid is not None
    assert (ticket.grid.code, ticket.division_code) == (GRID, "990101001001")


def test_the_words_stay_behind_the_building_and_name_it_once(client: Client):
    begun(client, where="电梯门口", kept="public")
    assert LIVES not in text(client.get("/report/building/"))  # it was said with the words
    client.post("/report/building/", {"building": "lu-1"})
    assert words(sent(client)) == "芦花苑1号楼 电梯门口"


def test_of_a_building_where_somebody_lives_nothing_is_kept_without_consent(client: Client):
    begun(client)
    refused = client.post("/report/building/", {"building": "lu-1"})
    assert refused.status_code == 422
    assert LIVES in text(refused)
    assert 'value="lu-1" selected' in text(refused)  # nothing chosen is lost
    client.post("/report/building/", {"building": "lu-1", "place_kept": "home"})
    assert words(sent(client)) == "芦花苑1号楼"


def test_who_keeps_to_the_community_is_not_asked_for_a_building(client: Client):
    assert begun(client, where="我家楼下", kept="coarse") == "/report/contact/"


def test_a_building_chosen_before_is_dropped_when_only_the_community_may_be_kept(client: Client):
    begun(client, where="电梯门口", kept="public")
    client.post("/report/building/", {"building": "lu-1"})
    client.get("/report/where/")
    told = {"where": "电梯门口", "place_kept": "coarse", "town": "990101001000"}
    client.post("/report/where/", told)
    client.post("/report/place/", {"place": "990101001001"})
    ticket = sent(client)
    assert words(ticket) == ""
    assert ticket.grid is None


def test_no_building_is_an_answer_too(client: Client):
    begun(client)
    assert client.post("/report/building/", {"building": ""})["Location"] == "/report/contact/"
    assert words(sent(client)) == ""


def test_another_place_forgets_the_building(client: Client):
    begun(client)
    client.post("/report/building/", {"building": "lu-2", "place_kept": "public"})
    told = {"place": "990101001002"}
    assert client.post("/report/place/", told)["Location"] == "/report/contact/"
    ticket = sent(client)
    assert (words(ticket), ticket.division_code) == ("", "990101001002")


@pytest.mark.parametrize("place", ["none", "990101001002", "990101001002001"])
def test_where_no_building_is_known_nobody_is_asked(client: Client, place: str):
    assert begun(client, place=place) == "/report/contact/"


def test_a_building_of_elsewhere_is_refused(client: Client):
    begun(client, place=GRID)
    told = {"building": "lu-2", "place_kept": "public"}
    assert client.post("/report/building/", told).status_code == 422
    told = {"building": "nowhere\0", "place_kept": "public"}
    assert client.post("/report/building/", told).status_code == 422


def test_in_big_letters_the_building_and_what_may_be_kept_have_a_page_each(client: Client):
    begun(client)
    client.cookies[device.LETTERS] = device.BIG
    page = text(client.get("/report/building/"))
    assert "芦花苑1号楼" in page
    assert LIVES not in page
    onward = client.post("/report/building/", {"building": "lu-1"})["Location"]
    assert onward == "/report/building/?ask=place_kept"
    page = text(client.get(onward))
    assert LIVES in page
    assert page.count("<h1") == 1
    assert client.post(onward, {"place_kept": ""}).status_code == 422
    assert client.post(onward, {"place_kept": "public"})["Location"] == "/report/contact/"
    assert words(sent(client)) == "芦花苑1号楼"
