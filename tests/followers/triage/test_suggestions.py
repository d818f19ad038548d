"""Suggestions on tickets: made by the follower where a request is told, gone where its words are gone."""

from dataclasses import replace

import pytest

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Privacy
from lianxin.casework.tickets.rules.importing import ImportedTicket
from lianxin.casework.tickets.rules.words import State
from lianxin.followers.triage import queries
from lianxin.followers.triage.classify import learning
from lianxin.followers.triage.models import Suggestion
from lianxin.foundation.actor import Actor
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.followers.triage.following import asked, follow
from tests.followers.triage.shelved import shelved, use
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
ODD = ["", "灯", "🚧🚨😀" * 30, "路灯坏 العربية broken лампа 燈", "\u202e\u0000灯", "路灯" * 50_000]


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def test_a_new_request_gets_a_category_the_tier_that_follows_and_the_words_that_led_to_it():
    ticket = asked("我家门口的路灯坏了三天")
    follow()
    row = Suggestion.objects.get(ticket=ticket)
    assert row.category is not None
    assert (row.category.code, row.tier, row.model, row.told_seq) == (
        "lighting.lamp",
        "general",
        "",
        1,
    )
    assert 0 < row.confidence <= queries.suggestions.COLD_SURE
    assert {pk for pk, _ in row.others}.isdisjoint({row.category_id})
    assert "路灯" in {"我家门口的路灯坏了三天"[begin:end] for begin, end in row.spans["category"]}


def test_a_suggestion_holds_no_word_of_the_request():
    ticket = asked("门口的路灯坏了")
    follow()
    row = Suggestion.objects.filter(ticket=ticket).values().get()
    assert not any("路灯" in str(value) for value in row.values())


def test_corrected_words_get_a_suggestion_of_their_own():
    ticket = asked("门口的路灯坏了")
    ticket = did(ticket, tickets.correct, "requester", what="夜里噪声太大", where="", forget=False)
    follow()
    rows = Suggestion.objects.filter(ticket=ticket)
    assert list(rows.values_list("told_seq", "category__code")) == [(2, "noise")]
    did(ticket, tickets.correct, "requester", what="小区灯不亮", where="", forget=False)
    follow()
    assert list(rows.order_by("told_seq").values_list("told_seq", flat=True)) == [2, 3]
    ticket = Ticket.objects.get(pk=ticket.pk)
    found = queries.suggested([ticket], actor("dispatcher"))
    assert [one.category.code for one in found[ticket.pk].offers][:1] == ["lighting.yard"]


def test_a_suggestion_that_rests_on_erased_words_goes_with_them():
    ticket = asked("门口的路灯坏了")
    follow()
    ticket = did(ticket, tickets.correct, "requester", what="夜里噪声太大", where="", forget=True)
    follow()
    assert list(Suggestion.objects.values_list("told_seq", flat=True)) == [ticket.told_seq]
    ticket = did(ticket, tickets.withdraw, "requester", words="")
    did(ticket, tickets.erase, "requester")
    follow()
    assert not Suggestion.objects.exists()


def test_imported_history_that_is_closed_gets_none_and_what_is_open_gets_one():
    row = ImportedTicket(ref="1", what="路灯不亮", received_at=MONDAY)
    closed = replace(row, ref="2", state=State.CLOSED, ended_at=MONDAY, ending="已修复")
    by = Actor.system("import")
    tickets.import_chunk(source="hall", rows=[row, closed], by=by, at=MONDAY)
    follow()
    assert list(Suggestion.objects.values_list("ticket__source_ref", flat=True)) == ["1"]


def test_a_possible_emergency_and_a_reason_not_to_accept_are_told_with_their_words():
    ticket, other = (
        asked("我家厨房煤气泄漏了，快来人"),
        asked("我要申请劳动仲裁", key="asked-twice"),
    )
    follow()
    row, legal = (Suggestion.objects.get(ticket=one) for one in (ticket, other))
    assert (row.emergency, row.not_accepted) == ("gas", "N1")
    assert row.emergency_confidence > 0.8
    assert "煤气泄漏" in "我家厨房煤气泄漏了，快来人"[slice(*row.spans["emergency"][0])]
    assert (legal.emergency, legal.not_accepted) == ("", "N2")


@pytest.mark.parametrize("text", ODD)
def test_no_text_is_too_odd_to_be_read(text):
    said = queries.said_of(text)
    assert all(0 <= sure <= 1 for _, sure in said.ranked)
    assert all(0 <= begin < end <= len(text) for begin, end in said.spans)


def test_where_no_word_speaks_for_a_category_none_is_suggested():
    ticket = asked("你好你好你好")
    follow()
    row = Suggestion.objects.get(ticket=ticket)
    assert (row.category, row.confidence, row.others, row.spans) == (None, 0, [], {})


def test_only_who_sees_a_ticket_sees_what_was_suggested_and_masked_words_are_not_pointed_at():
    ticket = asked("门口的路灯坏了", privacy=Privacy.CONFIDENTIAL)
    follow()
    assert queries.suggested([ticket], actor("stranger")) == {}
    assert queries.suggested([ticket], actor("dispatcher"))[ticket.pk].spans
    assert queries.suggested([ticket], actor("auditor"))[ticket.pk].spans == {}


def test_what_is_suggested_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    found = [asked("门口的路灯坏了", key=f"asked-{number:04}") for number in range(5)]
    follow()
    by = actor("dispatcher")
    for some in (found[:1], found):
        with django_assert_num_queries(3):
            assert len(queries.suggested(some, by)) == len(some)


def test_the_version_in_use_suggests_and_its_labels_that_are_no_category_are_left_out():
    version = shelved(given=learnt_of({"lighting.lamp": "路灯不亮", "gone": "下水道堵了"}))
    use(version)
    ticket, other = asked("路灯不亮"), asked("下水道堵了", key="asked-twice")
    follow()
    rows = {row.ticket_id: row for row in Suggestion.objects.select_related("category")}
    assert {row.model for row in rows.values()} == {version}
    for one in (ticket, other):
        row = rows[one.pk]
        assert row.category is None or row.category.code == "lighting.lamp"
        assert row.others == []
    assert rows[ticket.pk].confidence > rows[other.pk].confidence


def test_where_the_model_in_use_is_damaged_the_cold_start_takes_over_and_the_log_says_so(
    settings, caplog
):
    version = shelved()
    use(version)
    (settings.LIANXIN_MODELS / version / "model.json").write_text("{}")
    ticket = asked("我家门口的路灯坏了")
    follow()
    row = Suggestion.objects.select_related("category").get(ticket=ticket)
    assert (row.model, row.category and row.category.code) == ("", "lighting.lamp")
    assert version in caplog.text


def learnt_of(said: dict[str, str]) -> learning.Learnt:
    rows = [
        (f"{number}{text}{number}号", label) for label, text in said.items() for number in range(20)
    ]
    return learning.learn(
        [text for text, _ in rows], [label for _, label in rows], progress=lambda steps: None
    )
