"""The first page: the ways in, the community that the device remembers, and a report that was begun."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets import queries as tickets
from lianxin.interfaces.web.resident import community, home
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db
HERE = "990101001001"


def text(response: Any) -> str:
    return str(response.content.decode())


def solved(client: Client, **other: Any) -> None:
    """Have a request at a place solved, as its requester says."""
    client.post("/report/", {"what": town.TOLD, "kind": "help"})
    client.post("/report/where/", {"where": "河湾街道幸福社区第1网格", "place_kept": "public"})
    client.post("/report/place/", {"place": "990101001001001"})
    client.post(
        "/report/contact/", {"privacy": "open", "phone": "", "name": "", "email": ""} | other
    )
    client.post("/report/check/", {"key": town.key(client.get("/report/check/"))})
    desk = town.latest()
    desk.answered()
    client.get(f"/progress/{desk.number}/")
    address = f"/progress/{desk.number}/answer/"
    page = client.get(address)
    said = {"outcome": "resolved", "key": town.key(page), "seen": town.seen(page)}
    assert client.post(address, said).status_code == 303


def lately() -> dict[tuple[str, str], int]:
    now = timezone.now()
    return dict(tickets.solved(since=now - timedelta(days=1), until=now + timedelta(days=1)))


def test_what_was_solved_is_counted_by_place_and_category(client: Client):
    solved(client)
    (((code, _category), count),) = lately().items()
    assert (code, count) == (HERE, 1)


def test_what_is_told_in_confidence_is_not_counted(client: Client):
    solved(client, privacy="confidential")
    assert lately() == {}


def test_a_community_is_chosen_in_two_steps_and_kept_on_the_device(client: Client):
    assert "Choose your community" in text(client.get("/"))
    page = text(client.get("/community/", {"town": "990101001000"}))
    assert "幸福社区" in page
    answer = client.post("/community/", {"town": "990101001000", "community": HERE})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    kept = answer.cookies[community.COOKIE]
    assert (kept.value, kept["httponly"], kept["samesite"]) == (HERE, True, "Lax")
    assert "Solved lately: 幸福社区" in text(client.get("/"))
    client.post("/community/forget/")
    assert "Solved lately" not in text(client.get("/"))


def test_so_many_at_least_are_told_and_the_town_where_a_community_is_too_small(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    client.cookies[community.COOKIE] = HERE
    found = {(HERE, "路灯"): 12, ("990101001002", "停水"): 4}
    monkeypatch.setattr(home, "_solved", lambda monday, now: found)
    page = text(client.get("/"))
    assert "10+" in page
    assert "停水" not in page
    found = {("990101001002", "停水"): 6}
    page = text(client.get("/"))
    assert "In the whole of" in page
    assert "5+" in page


@pytest.mark.parametrize(
    "code", ["", "99", "990101001001001", "x" * 12, "990101001000", "000000000000"]
)
def test_a_cookie_of_somebody_else_s_making_is_no_community(client: Client, code: str):
    client.cookies[community.COOKIE] = code
    page = client.get("/")
    assert page.status_code == 200
    assert "Choose your community" in text(page)


@pytest.mark.parametrize(
    "sent",
    [{}, {"town": "x"}, {"town": "990101001000"}, {"town": "990101001000", "community": "1"}],
)
def test_a_choice_that_is_none_is_asked_again(client: Client, sent: dict[str, str]):
    answer = client.post("/community/", sent)
    assert answer.status_code == 422
    assert "Please choose one." in text(answer)
    assert community.COOKIE not in answer.cookies


def test_a_report_that_was_begun_is_offered_and_can_be_thrown_away(client: Client):
    assert "You have begun a report" not in text(client.get("/"))
    client.post("/report/", {"what": town.TOLD, "kind": "help"})
    assert "You have begun a report" in text(client.get("/"))
    assert client.post("/report/throw/")["Location"] == "/"
    assert "You have begun a report" not in text(client.get("/"))
    assert town.TOLD not in text(client.get("/report/"))


def test_the_first_page_asks_the_database_nothing_before_a_community_is_chosen(
    client: Client, django_assert_num_queries: Any
):
    with django_assert_num_queries(0):
        client.get("/")
