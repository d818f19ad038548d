"""Questions and answers for everybody: the public part of what holds today, and nothing else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.registers.knowledge import actions
from lianxin.registers.knowledge.models import Article
from tests.make import MONDAY
from tests.registers.duties import town
from tests.registers.knowledge import shelf

pytestmark = pytest.mark.django_db
PAGE = "/knowledge/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Stand in the town on Monday, and return what moves the clock."""
    town.built()

    def move(at: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)

    move(MONDAY)
    return move


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split("<main")[1].split())


def test_the_way_in_leads_to_questions_and_answers(client: Client):
    assert f'href="{PAGE}"' in text(client.get("/"))


def test_everybody_finds_and_reads_the_public_part_only(client: Client):
    article_id = shelf.approved()
    assert shelf.PLAIN["title"] in text(client.get(PAGE))
    assert shelf.PLAIN["title"] in text(client.get(PAGE, {"ask": "路灯"}))
    said = text(client.get(f"{PAGE}{article_id}/"))
    assert shelf.PLAIN["public"] in said
    assert "城市管理局" in said
    assert "庭院" not in said
    assert "written down nothing" in text(client.get(PAGE, {"ask": "庭院"}))


def test_what_only_staff_reads_is_not_there(client: Client):
    article_id = shelf.approved(public="")
    assert shelf.PLAIN["title"] not in text(client.get(PAGE))
    assert client.get(f"{PAGE}{article_id}/").status_code == 404


def test_what_does_not_hold_today_is_not_there(client: Client, monday: Any):
    later = shelf.approved(key="shelf:later", valid_from=shelf.TODAY + timedelta(days=7))
    draft = shelf.drafted(key="shelf:draft")
    gone = shelf.approved(key="shelf:gone")
    shelf.did(actions.retire, gone, shelf.APPROVER, words="过时")
    for article_id in (later, draft, gone, 2**70):
        assert client.get(f"{PAGE}{article_id}/").status_code == 404
    assert shelf.PLAIN["title"] not in text(client.get(PAGE))
    monday(MONDAY + timedelta(days=7))
    assert client.get(f"{PAGE}{later}/").status_code == 200


def test_a_whole_question_leads_near_and_a_person_is_not_searched_for(client: Client):
    shelf.approved()
    assert "Perhaps one of these" in text(client.get(PAGE, {"ask": "家门口路灯坏了怎么报修"}))
    for said in ("13912345678", "灯", "长" * 300):
        answer = client.get(PAGE, {"ask": said})
        assert answer.status_code == 422
    assert client.get(PAGE, {"ask": ""}).status_code == 200


def test_these_pages_are_read_and_never_written_to(client: Client):
    article_id = shelf.approved()
    assert client.post(PAGE).status_code == 405
    assert client.post(f"{PAGE}{article_id}/").status_code == 405


def test_every_page_costs_the_same_at_3_and_at_300_articles(client: Client):
    shelf.many(3)
    article_id = Article.objects.get(code="many-0").pk

    def costs() -> list[int]:
        found = []
        for url in (PAGE, f"{PAGE}?ask=路灯", f"{PAGE}{article_id}/"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    few = costs()
    shelf.many(297, first=3)
    assert costs() == few == [1, 2, 1]


def test_the_list_is_paged(client: Client):
    shelf.many(60)
    first = client.get(PAGE)
    second = client.get(PAGE + first.context["next_url"])
    titles = {one.title for one in [*first.context["articles"], *second.context["articles"]]}
    assert len(titles) == 60
    assert second.context["next_url"] == ""
    assert client.get(PAGE, {"after": "x"}).status_code == 404
