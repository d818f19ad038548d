"""One search for everybody: who answers for what, public matters, articles, places; nothing that is hidden."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.foundation import memory
from lianxin.interfaces.web.public import search
from lianxin.interfaces.web.resident import community
from lianxin.registers.orgs import actions
from tests.casework.matters.scene import opened
from tests.casework.tickets import town
from tests.make import MONDAY
from tests.registers.orgs import city

pytestmark = pytest.mark.django_db
PAGE = "/search/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the town on Monday."""
    town.built()
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def found(client: Client, ask: str, **other: str) -> str:
    answer = client.get(PAGE, {"ask": ask, **other})
    assert answer.status_code == 200, ask
    return " ".join(answer.content.decode().split("<main")[1].split())


def test_who_is_responsible_is_found_by_the_words_of_a_category_and_named_by_the_catalogue(
    client: Client,
):
    said = found(client, "灯坏")
    assert "路灯不亮" in said
    assert "城市管理局" in said
    assert "小区灯" not in said  # not public


def test_who_is_responsible_depends_on_the_community_chosen(client: Client):
    client.cookies[community.COOKIE] = "990101100001"
    said = found(client, "灯坏")
    assert "白石镇人民政府" in said
    assert "白石街社区" in said


def test_without_words_the_whole_duty_list_is_shown(client: Client):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Who is responsible for what here" in said
    assert "路灯不亮" in said


def test_public_matters_are_found_and_hidden_ones_are_not(client: Client):
    hidden, public = opened(), opened(public=True, key="public")
    said = found(client, "芦花路口")
    assert f"/matters/{public.pk}/" in said
    assert f"/matters/{hidden.pk}/" not in said


def test_places_lead_to_the_cards_of_their_grids(client: Client):
    assert "/grids/?town=990101001000" in found(client, "河湾街道芦花社区")


@pytest.mark.parametrize("ask", ["x" * 60, "'; drop table", "‮abc", "<script>alert(1)</script>"])
def test_odd_words_find_nothing_and_break_nothing(client: Client, ask: str):
    assert "<script>alert" not in found(client, ask)


@pytest.mark.parametrize("ask", ["x" * 201, "13800000000", "%"])
def test_what_is_no_search_is_said_and_stays_where_it_was_typed(client: Client, ask: str):
    answer = client.get(PAGE, {"ask": ask})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert ask in answer.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999999999999"])
def test_a_page_that_there_is_none_of_is_the_nearest(client: Client, page: str):
    found(client, "路灯", page=page)


def test_long_results_page_and_keep_the_words(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search, "PAGE", 1)
    opened(public=True, key="public")
    said = found(client, "路灯")
    assert "page=2" in said
    assert "ask=%E8%B7%AF%E7%81%AF" in said


def test_as_many_queries_for_many_matters_as_for_one(client: Client):
    opened(public=True, key="public")
    found(client, "路灯")
    counts = []
    for key in ("two", "three"):
        opened(public=True, key=key)
        memory.forget()
        found(client, "路灯")
        memory.forget()
        with CaptureQueriesContext(connection) as asked:
            found(client, "路灯")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_it_is_linked_from_the_first_page_and_from_every_head(client: Client):
    assert client.get("/").content.decode().count('"/search/"') >= 2
    assert '"/search/"' in client.get("/matters/").content.decode()


def test_a_building_leads_to_its_grid(client: Client):
    rows = "code,name,grid_code\nlu-1,芦花苑1号楼,990101001001001\n"
    actions.import_buildings(
        rows=city.table(rows), sha256=city.SHA, by=city.SYSTEM, at=MONDAY, key="buildings"
    )
    said = found(client, "芦花苑")
    assert "芦花苑1号楼" in said
    assert "芦花社区" in said
    assert 'href="/grids/?town=990101001000"' in said
