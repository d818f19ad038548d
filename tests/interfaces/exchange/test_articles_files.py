"""Files of articles: the demo city's own, and those that people get wrong."""

from pathlib import Path

import pytest
from django.utils import translation

import lianxin.interfaces.jobs
from lianxin.foundation.actor import Actor
from lianxin.interfaces.exchange import duties, knowledge, registers
from lianxin.interfaces.exchange.refusals import MissingColumns
from lianxin.interfaces.exchange.shipped import TEMPLATES
from lianxin.registers.knowledge import queries
from lianxin.registers.knowledge.rules import Audience
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
CITY = Path(lianxin.interfaces.jobs.__file__).parent / "demo_city"
SYSTEM = Actor.system("tests")


@pytest.fixture(autouse=True)
def city() -> None:
    """Stand in the demo city, before its articles were imported."""
    for kind in ["divisions", "units"]:
        assert registers.run(kind, CITY / f"{kind}.csv", by=SYSTEM, at=MONDAY).taken
    assert duties.run("categories", TEMPLATES / "categories.csv", by=SYSTEM, at=MONDAY).taken


def test_the_demo_city_s_articles_answer_in_two_characters():
    report = knowledge.run("articles", CITY / "articles.csv", by=SYSTEM, at=MONDAY)
    assert report.refused == ()
    assert report.rows == report.added == 15
    on = MONDAY.date()
    for said, title in {"路灯": "路灯不亮怎么报修", "退休": "什么时候能退休，在哪里查"}.items():
        found = queries.search(said, audience=Audience.PUBLIC, on=on).versions
        assert title in [version.title for version in found]
    assert queries.search("劝评", audience=Audience.PUBLIC, on=on).versions == []
    assert queries.shelves(on)["overdue"].count() == 1


def test_every_bad_row_is_told_by_line_in_words(tmp_path: Path):
    file = tmp_path / "文章.csv"
    head = "code,title,public,owner_code,review_by\n"
    file.write_bytes(
        f"{head}a,路灯,文,nobody,2027-01-01\nb,井盖,,police,2027-01-01\n".encode("gbk")
    )
    with translation.override("en"):
        report = knowledge.run("articles", file, by=SYSTEM, at=MONDAY)
    assert not report.taken
    [(line, reason)] = report.refused  # a row that says nothing is named before what it names
    assert line == 3
    assert "public part" in reason


def test_a_file_without_its_columns_is_no_file_of_articles(tmp_path: Path):
    file = tmp_path / "articles.csv"
    file.write_text("code,title\na,路灯\n", encoding="utf-8")
    with pytest.raises(MissingColumns):
        knowledge.run("articles", file, by=SYSTEM, at=MONDAY)
