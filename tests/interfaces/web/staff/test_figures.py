"""The page of figures: both scopes, n/a, what is told of small units, a file, and a word where nothing was counted."""

import csv
import io
from dataclasses import replace

import ibis
import pytest

from lianxin.followers.insight import actions as insight
from lianxin.followers.insight import catalogue
from lianxin.followers.insight.queries import figures as queries
from lianxin.followers.insight.rules.figures import By
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.web import saved
from tests.casework.tickets import town
from tests.interfaces.web.staff.scene import NOW, browser, text

pytestmark = pytest.mark.django_db
URL = "/staff/figures/"


@pytest.fixture
def counted(settings):
    """Let the record follow the log."""

    def count():
        while ledger.seal():
            pass
        while insight.keep(folder=settings.LIANXIN_INSIGHT, at=NOW):
            pass

    return count


def test_before_anything_is_counted_the_page_says_so():
    answer = browser("supervisor").get(URL)
    assert answer.status_code == 503
    assert "Nothing was counted yet" in text(answer)


def test_every_figure_stands_in_both_scopes_with_how_it_is_made(counted):
    town.handling(key="figures-one")
    counted()
    answer = browser("supervisor").get(URL)
    said = text(answer)
    assert answer.status_code == 200
    assert "Assessed All, with what is excluded" in said
    assert "Received 1 1" in said
    assert "Resolution rate n/a n/a" in said
    assert "100 × the sum of response, resolution and satisfaction rate" in said
    assert "Is it easier for residents to get things done?" in said
    assert "Weight of the resolution rate 0.5 (" in said
    assert "Profile in force: " in said
    assert "November 2026 1" in said


def test_of_a_small_unit_only_volumes_are_told(counted):
    town.handling(key="figures-one")
    counted()
    client = browser("supervisor")
    said = text(client.get(URL, {"by": "unit"}))
    assert "城市管理局 1 – – – – –" in said
    (row,) = csv.DictReader(
        io.StringIO(client.get(URL, {"by": "unit", "csv": "1"}).content.decode("utf-8-sig"))
    )
    assert (row["received"], row["open"], row["returned"], row["returned_of"]) == ("1", "1", "", "")


@pytest.mark.parametrize("by", ["month", "unit", "category"])
def test_who_leads_a_few_people_reads_volumes_and_no_rates_of_theirs(counted, by):
    town.handling(key="figures-one")
    counted()
    client = browser("lead")
    said = text(client.get(URL, {"by": by}))
    assert "Received 1 1" in said
    assert "Resolution rate – –" in said
    assert " 1 – – – – –" in said
    assert "only volumes are told" in said
    row, *_empty = csv.DictReader(
        io.StringIO(client.get(URL, {"by": by, "csv": "1"}).content.decode("utf-8-sig"))
    )
    assert (row["received"], row["returned_of"], row["on_time_of"]) == ("1", "", "")


def test_no_name_in_the_file_is_a_formula():
    assert saved.plain('=HYPERLINK("x")') == '\'=HYPERLINK("x")'
    assert saved.plain("城市管理局") == "城市管理局"


def test_months_may_be_those_of_the_assessment(counted):
    town.handling(key="figures-one")
    counted()
    said = text(browser("supervisor").get(URL, {"window": "assessment"}))
    assert "Received 1 1" in said


def test_a_definition_that_does_not_compile_is_named_on_the_page(counted, monkeypatch):
    def nowhere(_at):
        return ibis._.no_such_column > 0

    town.handling(key="figures-one")
    counted()
    figures_ = [
        replace(one, of=nowhere) if one.code == "held" else one for one in catalogue.FIGURES
    ]
    monkeypatch.setattr(queries, "FIGURES", figures_)
    said = text(browser("supervisor").get(URL))
    assert "does not compile; all others are shown: Put on hold" in said
    assert "Put on hold not defined not defined" in said
    assert "Received 1 1" in said


@pytest.mark.parametrize("by", list(By))
def test_figures_are_told_apart_and_downloaded(counted, by):
    town.handling(key="figures-one")
    town.received(key="figures-two")
    counted()
    client = browser("supervisor")
    assert client.get(URL, {"by": by}).status_code == 200
    answer = client.get(URL, {"by": by, "csv": "1"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(float(row["received"]) for row in rows) == 2
    assert all(row[by] for row in rows)


@pytest.mark.parametrize(
    "typed",
    [
        {"first": "2026-11", "last": "2026-01"},
        {"first": "x"},
        {"by": "person"},
        {"last": "9999-12"},
        {"first": "2026-13\x00"},
    ],
)
def test_a_period_that_makes_no_sense_is_refused_on_the_page(counted, typed):
    counted()
    assert browser("supervisor").get(URL, typed).status_code == 422


@pytest.mark.parametrize("who", ["handler", "grid", "agent", "caller", "admin"])
def test_others_have_no_page_of_figures(counted, who):
    counted()
    assert browser(who).get(URL).status_code == 403


def test_a_damaged_record_has_a_word_and_no_figures(counted, settings):
    counted()
    (settings.LIANXIN_INSIGHT / "manifest.json").write_text("{")
    answer = browser("supervisor").get(URL)
    assert answer.status_code == 503
    assert "cannot be read" in text(answer)
