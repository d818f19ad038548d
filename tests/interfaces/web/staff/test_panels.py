"""The panels: each role's questions with their numbers, tables, files, and the requests behind them."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.followers.insight import actions as insight
from lianxin.foundation.ledger import actions as ledger
from tests.casework.tickets import town
from tests.interfaces.web.staff.scene import NOW, browser, text

pytestmark = pytest.mark.django_db
URL = "/staff/panels/"


@pytest.fixture
def counted(settings: Any) -> Any:
    """Let the record follow the log."""

    def count() -> None:
        while ledger.seal():
            pass
        while insight.keep(folder=settings.LIANXIN_INSIGHT, at=NOW):
            pass

    return count


def addresses(answer: Any) -> list[str]:
    found = re.findall(r'href="(/staff/panels/requests/[^"]*)"', answer.content.decode())
    return [one.replace("&amp;", "&") for one in found]


def file(client: Any, url: str) -> list[dict[str, str]]:
    answer = client.get(url)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("who", "questions"),
    [
        ("dispatcher", ["What waits?", "What is late?", "What surges?"]),
        ("supervisor", ["Where is the loop broken?", "How do requests end?"]),
        ("auditor", ["Where is the loop broken?", "Where do they come from?"]),
        ("lead", ["What have we promised?", "What did we give back?", "What comes back to us?"]),
        ("hewan-lead", ["What have we promised?", "What did we give back?"]),
        ("grid", ["How are our grids?", "What comes up here?", "Whom did we whistle for"]),
    ],
)
def test_each_role_finds_its_questions_answered(counted: Any, who: str, questions: list[str]):
    town.handling(key="panel-one")
    town.received(key="panel-two")
    counted()
    said = text(browser(who).get(URL))
    assert all(question in said for question in questions)
    assert "Nothing was counted yet" not in said


def test_what_waits_right_now_is_told_before_anything_was_counted():
    town.received(key="panel-one")
    answer = browser("dispatcher").get(URL)
    assert answer.status_code == 200
    said = text(answer)
    assert "To be accepted 1" in said
    assert "Nothing was counted yet" in said


def test_every_number_leads_to_the_requests_that_one_may_see(counted: Any):
    ticket = town.handling(key="panel-one")
    town.received(key="panel-two")
    counted()
    for who in ("dispatcher", "supervisor"):
        client = browser(who)
        found = addresses(client.get(URL))
        assert found
        for address in set(found):
            assert "counted; you may see" in text(client.get(address)), address
    lists = [
        text(browser("supervisor").get(one)) for one in addresses(browser("supervisor").get(URL))
    ]
    assert any(ticket.number in said for said in lists)


def test_a_chart_has_its_table_its_definition_and_its_file(counted: Any):
    town.handling(key="panel-one")
    counted()
    client = browser("supervisor")
    answer = client.get(f"{URL}loop/")
    said = text(answer)
    assert "Given to a unit 1" in said
    assert "Who has come to a stage has come to all before it" in said
    rows = file(client, f"{URL}loop/?csv=loop")
    assert [row["Came this far"] for row in rows][:3] == ["1", "1", "1"]
    assert client.get(f"{URL}loop/?csv=nothing").status_code == 404


def test_who_leads_a_few_people_reads_no_figure_about_them(counted: Any):
    town.handling(key="panel-one")
    counted()
    client = browser("lead")
    said = text(client.get(f"{URL}unit/"))
    assert "Our unit 1" in said
    assert "Fewer than five people work here" in said
    assert client.get(f"{URL}requests/?kind=returned").status_code == 404
    assert client.get(f"{URL}requests/?kind=received").status_code == 200


def test_a_grid_has_volumes_and_nothing_else(counted: Any):
    town.handling(key="panel-one")
    counted()
    client = browser("grid")
    rows = file(client, f"{URL}street/?csv=grids")
    assert [list(row) for row in rows] == [["Grid", "Received", "Still open"]]
    grid = f"grid={town.grid()}"
    assert client.get(f"{URL}requests/?kind=reworked&{grid}").status_code == 404
    client = browser("supervisor")  # whoever asks: a grid has one worker
    assert client.get(f"{URL}requests/?kind=reworked&{grid}").status_code == 404
    assert client.get(f"{URL}requests/?kind=open&{grid}").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "kind=person",
        "kind=open&grid=x",
        "kind=open&place=x",
        "kind=open&first=9999-99-99",
        "kind=open&from=-1",
        "kind=open&first=0001-01-01&end=0001-01-01",
        "kind=open&ended_first=2026-11-02&ended_end=2026-11-01",
        f"kind=open&category={9**30}",
    ],
)
def test_a_number_that_no_panel_shows_has_no_list(counted: Any, asked: str):
    counted()
    assert browser("supervisor").get(f"{URL}requests/?{asked}").status_code == 404


def test_a_map_holds_the_outlines_of_what_one_may_count(counted: Any):
    town.handling(key="panel-one")
    counted()
    (feature,) = browser("supervisor").get(f"{URL}maps/towns.json").json()["features"]
    assert feature["properties"] == {"key": "990101001", "received": 1}
    assert feature["geometry"]["type"] == "Polygon"
    (grid,) = browser("grid").get(f"{URL}maps/grids.json").json()["features"]
    assert grid["properties"] == {"key": str(town.grid()), "received": 1}
    assert browser("dispatcher").get(f"{URL}maps/grids.json").status_code == 404
    assert browser("supervisor").get(f"{URL}maps/streets.json").status_code == 404


def test_the_page_of_figures_has_a_chart_of_volumes(counted: Any):
    town.handling(key="panel-one")
    counted()
    answer = browser("lead").get("/staff/figures/", {"by": "unit"})
    assert 'data-plot="figures-unit"' in answer.content.decode()


def test_a_period_that_is_none_is_refused(counted: Any):
    counted()
    assert browser("supervisor").get(f"{URL}loop/?weeks=99").status_code == 422


@pytest.mark.parametrize("who", ["supervisor", "dispatcher", "hewan-lead", "grid"])
def test_a_panel_costs_the_same_with_more_requests(counted: Any, who: str):
    def queries() -> int:
        client = browser(who)
        client.get(URL)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(URL).status_code == 200
        return len(captured)

    town.handling(key="panel-many-0")
    counted()
    few = queries()
    for number in range(1, 6):
        town.handling(key=f"panel-many-{number}")
    counted()
    assert queries() == few
