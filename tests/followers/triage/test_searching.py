"""Search by words: any two characters are found, by whoever may read them, and every search is written down."""

import zlib
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Privacy
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.models import Phrases, Search
from lianxin.followers.triage.rules import searching as rules
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Bookmark, Entry
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.search import rules as search
from lianxin.foundation.search.rules import PersonalSearch, SearchTooShort
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, requester
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def follow() -> None:
    """Seal what was done, and let the follower read it."""
    while ledger.seal():
        pass
    while ledger.follow(
        "phrases", lambda entry: actions.enter_phrases(entry, at=MONDAY), at=MONDAY
    ):
        pass
    assert not Bookmark.objects.exclude(fault="").exists()


def told(what: str, **given) -> Ticket:
    """Take a request in."""
    return town.of(
        tickets.receive(
            request=Request(what=what, where="芦花路口", grid_id=town.grid(), **given),
            contact=town.PHONE,
            by=Actor.public("tests"),
            at=MONDAY,
            key=f"told-{zlib.crc32(f'{what}{given}'.encode())}",
        )
    )


def found(said: str, who: str = "dispatcher", before: int | None = None) -> list[int]:
    """Return the ids of the tickets that somebody finds."""
    listed = queries.search(search.query(said), actor(who), before=before).tickets
    return [one.pk for one in listed]


def test_any_two_characters_are_found_the_newest_first():
    lamp, lift = told("三号楼前的路灯坏了"), told("电梯停在五楼，路灯也不亮")
    follow()
    assert found("路灯") == [lift.pk, lamp.pk]
    assert found("路灯 电梯") == [lift.pk]
    assert found("芦花") == [lift.pk, lamp.pk]
    assert found("灯坏") == [lamp.pk]
    assert found("坏灯") == []  # its pairs alone would not tell 灯坏 from 坏灯 … 灯


@settings(suppress_health_check=list(HealthCheck), max_examples=15)
@given(st.data())
def test_every_phrase_of_a_request_finds_it(data: st.DataObject):
    what = "ＡＢ座3号楼电梯，困住Two个人"
    ticket = Ticket.objects.order_by("pk").first() or told(what)
    follow()
    begin = data.draw(st.integers(0, len(what) - 2))
    phrase = what[begin : data.draw(st.integers(begin + 2, len(what)))]
    if search.grams(search.spelt(phrase)):
        assert found(phrase) == [ticket.pk]


def test_what_hides_from_somebody_is_not_found_by_them():
    open_, hidden = told("楼道堆物 13800138000"), told("楼道堆物举报", privacy=Privacy.CONFIDENTIAL)
    follow()
    assert found("楼道") == [hidden.pk, open_.pk]
    assert found("楼道", "lead") == []  # nobody has given it to their unit
    assert not Phrases.objects.filter(grams__contains="13").exists()
    for personal in ("13800138000", "王 a.b@example.cn"):
        with pytest.raises(PersonalSearch):
            found(personal)
    with pytest.raises(SearchTooShort):
        found("灯")
    with pytest.raises(NotAllowed):
        queries.search(search.query("路灯"), Actor.public("tests"))


def test_words_that_were_corrected_or_erased_are_found_no_more():
    ticket = told("路灯坏了")
    follow()
    tickets.correct(
        ticket_id=ticket.pk,
        what="井盖破了",
        where="芦花路口",
        forget=True,
        by=requester(ticket),
        at=MONDAY + timedelta(hours=1),
        key="corrected-1",
    )
    follow()
    assert (found("路灯"), found("井盖")) == ([], [ticket.pk])


def test_a_page_goes_on_where_the_one_before_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "PAGE", 2)
    monkeypatch.setattr(rules, "CHUNK", 3)
    made = [told(f"路灯坏了 {'一二三四五六七'[number]}").pk for number in range(7)]
    follow()
    seen, before = [], None
    while True:
        page = queries.search(search.query("路灯"), actor("dispatcher"), before=before)
        seen += [one.pk for one in page.tickets]
        if (before := page.onward) is None:
            break
    assert seen == made[::-1]


def test_a_search_is_written_down_without_its_words_and_can_be_proven():
    query = search.query("路灯 楼道")
    entry = actions.note_search(
        query=query, count=3, before=None, by=actor("dispatcher"), at=MONDAY, key="searched-1"
    )
    row = Search.objects.get()
    assert (entry.about, entry.about_id, entry.facts["count"]) == ("search", row.pk, 3)
    assert row.digest == rules.digest(["楼道", "路灯"], row.salt)
    assert "路灯" not in str(Entry.objects.values())
    assert list(queries.search_faults()) == []
    with ledger.writing():
        Search.objects.update(count=0)
    assert [one.where for one in queries.search_faults()] == [f"search {row.pk}"]


def test_the_index_beside_the_table_on_sqlite_holds_what_the_table_holds():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index by itself")
    told("路灯坏了")
    follow()
    with ledger.writing(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO triage_phrases_grams(triage_phrases_grams) VALUES('integrity-check')"
        )
