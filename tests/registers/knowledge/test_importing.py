"""Articles from a file: as a whole or not at all, every wrong row by its line."""

from datetime import timedelta

import pytest

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRows, NotAllowed
from lianxin.registers.duties import queries as duties
from lianxin.registers.knowledge import actions, queries
from lianxin.registers.knowledge.models import Article, Version
from lianxin.registers.knowledge.rules import Audience
from tests.make import MONDAY
from tests.registers.duties import town
from tests.registers.duties.town import SHA, SYSTEM, table
from tests.registers.knowledge import shelf
from tests.registers.knowledge.shelf import TODAY

pytestmark = pytest.mark.django_db
HEAD = "code,title,public,internal,keywords,owner_code,legal_basis,category_code,review_by,valid_from\n"
LAMP = (
    "lamp,路灯不亮,三天内修复,先查庭院灯,路灯;灯坏,lamps,条例,lighting.lamp,2027-01-01,2026-01-01\n"
)
NOISE = "noise,噪声扰民,请打热线,,,lamps,,noise,2026-11-01,\n"


@pytest.fixture(autouse=True)
def a_town() -> None:
    """Stand in the town."""
    town.built()


def taken(*lines: str, key: str = "import", by: Actor = SYSTEM) -> Entry:
    rows = table(HEAD + "".join(lines))
    return actions.import_articles(rows=rows, sha256=SHA, by=by, at=MONDAY, key=f"shelf:{key}")


def faults(*lines: str, by: Actor = SYSTEM) -> list[tuple[int, str]]:
    with pytest.raises(BadRows) as refused:
        taken(*lines, key="faulty", by=by)
    assert not Version.objects.filter(article__code="bad").exists()
    return [(row.line, row.code) for row in refused.value.rows]


def test_a_file_is_in_force_at_once_and_found():
    entry = taken(LAMP, NOISE)
    assert entry.facts == {"sha256": SHA, "rows": 2, "added": 2, "changed": 0}
    found = queries.search("灯坏", audience=Audience.PUBLIC, on=TODAY)
    assert [version.title for version in found.versions] == ["路灯不亮"]
    held = {version.article.code: version for version in queries.in_force(TODAY)}
    assert held["lamp"].keywords == ["路灯", "灯坏"]
    assert held["lamp"].category == duties.category("lighting.lamp")
    assert held["noise"].valid_from == TODAY
    assert [one.article.code for one in queries.shelves(TODAY)["overdue"]] == ["noise"]


def test_the_same_file_again_changes_nothing():
    taken(LAMP, NOISE)
    again = taken(LAMP, NOISE, key="again")
    assert (again.facts["added"], again.facts["changed"]) == (0, 0)
    assert Version.objects.count() == 2


def test_what_a_file_says_anew_is_a_newer_version_and_what_it_leaves_out_stays():
    taken(LAMP, NOISE)
    entry = taken(LAMP.replace("三天内", "一天内"), key="anew")
    assert (entry.facts["added"], entry.facts["changed"]) == (0, 1)
    held = {version.article.code: version for version in queries.in_force(TODAY)}
    assert (held["lamp"].number, held["lamp"].public) == (2, "一天内修复")
    assert held["noise"].number == 1


def test_every_wrong_row_is_named_and_nothing_is_taken():
    assert faults(
        LAMP,
        "bad,标题,文,,,nobody,,lighting.lamp,2027-01-01,\n",
        "bad2,标题,文,,,lamps,,nothing,2027-01-01,\n",
        LAMP,
    ) == [(3, "unknown-unit"), (4, "unknown-category"), (5, "doubled-row")]
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("-bad,标题,文,,,lamps,,,2027-01-01,\n", "not-a-code"),
        ("bad,,文,,,lamps,,,2027-01-01,\n", "name-missing"),
        ("bad,标题,,,,lamps,,,2027-01-01,\n", "article-says-nothing"),
        ("bad,标题,文,,,lamps,,,,\n", "not-a-day"),
        ("bad,标题,文,,,lamps,,,明年,\n", "not-a-day"),
        ("bad,标题,文,,,lamps,,,2027-01-01,x\n", "not-a-day"),
        (f"bad,{'长' * 101},文,,,lamps,,,2027-01-01,\n", "too-long"),
        (f"bad,标题,文,,,lamps,{'长' * 301},,2027-01-01,\n", "too-long"),
    ],
)
def test_a_row_that_says_nothing_sound_is_refused_by_its_line(line: str, code: str):
    assert faults(line) == [(2, code)]


def test_what_somebody_is_writing_is_not_overwritten():
    taken(LAMP)
    article_id = Article.objects.get().pk
    shelf.did(actions.write, article_id, shelf.AGENT, wording=shelf.wording())
    assert taken(LAMP, key="same").facts["changed"] == 0
    assert faults(LAMP.replace("三天内", "一天内")) == [(2, "version-waits")]


def test_an_administrator_imports_for_the_own_division_only():
    taken(LAMP, by=Actor(role=Role.ADMINISTRATOR, staff_id=4, division="9901"))
    elsewhere = Actor(role=Role.ADMINISTRATOR, staff_id=4, division="990102")
    assert faults(NOISE, by=elsewhere) == [(2, "not-allowed")]
    with pytest.raises(NotAllowed):
        taken(NOISE, key="agent", by=shelf.AGENT)


def test_what_was_retired_comes_back_by_a_file():
    taken(LAMP)
    shelf.did(actions.retire, Article.objects.get().pk, shelf.APPROVER, words="过时")
    entry = taken(LAMP, key="back")
    assert entry.facts["changed"] == 1
    assert queries.in_force(TODAY).get().valid_from == TODAY
    assert list(queries.in_force(TODAY - timedelta(days=1))) == []
