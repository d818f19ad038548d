"""Units beside each other: bands, both scopes, nothing of few people or few requests, exclusions by reason."""

import csv
import io

import pytest

from lianxin.followers.insight import actions as insight
from lianxin.foundation.ledger import actions as ledger
from tests.casework.tickets import town
from tests.interfaces.web.staff.scene import NOW, browser, text

pytestmark = pytest.mark.django_db
URL = "/staff/figures/compare/"


@pytest.fixture
def a_city(settings):
    """Let three requests of a small unit be counted."""
    for number in range(3):
        town.handling(key=f"compare-{number}")
    while ledger.seal():
        pass
    while insight.keep(folder=settings.LIANXIN_INSIGHT, at=NOW):
        pass


def test_units_with_few_people_are_left_out_and_counted(a_city):
    said = text(browser("supervisor").get(URL, {"code": "contact_on_time"}))
    assert "There is nothing to compare in this period." in said
    assert "1 unit is not compared, and is in no sum here" in said
    assert "Not excluded 3" in said


def test_subdistricts_stand_in_both_scopes_without_a_band_where_few(a_city):
    client = browser("supervisor")
    said = text(client.get(URL, {"code": "contact_on_time", "by": "town"}))
    assert said.count("100.0 % (44–100, of 3)") == 4  # the row, and pooled, in two scopes
    assert said.count("too few requests") == 2
    assert "Mean of units: each counts the same 100.0 % 100.0 %" in said
    places = text(client.get(URL, {"code": "contact_on_time", "by": "town", "order": "places"}))
    assert "drawn to all" in places
    rows = list(
        csv.DictReader(
            io.StringIO(
                client.get(
                    URL, {"code": "contact_on_time", "by": "town", "csv": "1"}
                ).content.decode("utf-8-sig")
            )
        )
    )
    assert [(row["scope"], row["of"]) for row in rows] == [
        ("assessed", "3"),
        ("assessed", "3"),
        ("all", "3"),
        ("all", "3"),
    ]


@pytest.mark.parametrize("by", ["unit", "unit_then"])
def test_a_unit_with_enough_people_is_compared(a_city, monkeypatch, by):
    monkeypatch.setattr("lianxin.followers.insight.rules.disclosure.FEWEST_STAFF", 1)
    said = text(browser("supervisor").get(URL, {"code": "contact_on_time", "by": by}))
    assert "城市管理局 100.0 % (44–100, of 3) 100.0 %" in said


@pytest.mark.parametrize("who", ["lead", "handler", "grid", "agent", "caller", "admin"])
def test_who_serves_no_place_has_no_comparison(a_city, who):
    assert browser(who).get(URL).status_code == 403


@pytest.mark.parametrize("typed", [{"code": "x"}, {"by": "grid"}, {"kind": "person"}])
def test_what_cannot_be_compared_is_refused_on_the_page(a_city, typed):
    assert browser("supervisor").get(URL, typed).status_code == 422


def test_the_page_asks_the_database_as_often_for_many_units(a_city, django_assert_max_num_queries):
    client = browser("supervisor")
    with django_assert_max_num_queries(30):
        client.get(URL, {"by": "town"})


def test_before_anything_is_counted_the_page_says_so():
    town.built()
    assert browser("supervisor").get(URL).status_code == 503
