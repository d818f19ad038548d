"""Tickets are filed under topics that keep their identity, and counted by town and week for who may know."""

from datetime import timedelta

import pytest
from django.db.models import F

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind, Privacy, State
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.actions import finding
from lianxin.followers.triage.models import Filing, Tally, ThemeSpace, Topic
from lianxin.followers.triage.rules import filing
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import NotAllowed, NotFound
from tests.casework.tickets import town
from tests.casework.tickets.town import actor
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
THEMES = (
    "门口的路灯不亮晚上太黑",
    "垃圾几天没有清运",
    "工地深夜施工噪音",
    "暖气冰凉温度不够",
    "井盖破损容易绊倒",
    "违章停车堵住通道",
)


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def asked(what, key, *, at=MONDAY, kind=Kind.HELP, privacy=Privacy.OPEN):
    request = Request(
        what=what,
        where="芦花路口",
        grid_id=town.grid(),
        privacy=privacy,
        kind=kind,
        category_id=town.category(),
    )
    by = Actor.public("tests")
    return town.of(
        tickets.receive(request=request, contact=None, by=by, at=at, key=key.ljust(22, "-"))
    )


def many(rounds=6, *, at=MONDAY, name="a"):
    return [
        asked(f"{what}，第{at_}次", f"{name}-{at_}-{number}", at=at)
        for at_ in range(rounds)
        for number, what in enumerate(THEMES)
    ]


def filed(at=MONDAY):
    while actions.file(at=at) or actions.tally(at=at):
        pass


def test_tickets_get_a_topic_and_the_problem_at_their_place():
    made = many()
    filed()
    topics = dict(Filing.objects.values_list("ticket_id", "topic_id"))
    problems = dict(Filing.objects.values_list("ticket_id", "problem"))
    for number in range(len(THEMES)):
        own = [ticket.pk for ticket in made[number :: len(THEMES)]]
        assert len({topics[pk] for pk in own}) == 1
        assert {problems[pk] for pk in own} == {own[0]}
    assert len(set(topics.values())) == len(THEMES)


def test_too_few_tickets_have_no_topics():
    many(rounds=1)
    filed()
    assert not ThemeSpace.objects.exists()
    assert not Filing.objects.exists()


def test_what_is_in_confidence_or_about_a_person_is_under_no_topic():
    many()
    quiet = asked(THEMES[0], "quiet-one", privacy=Privacy.CONFIDENTIAL)
    tip_off = asked(THEMES[0], "a-tip-off", kind=Kind.TIP_OFF)
    filed()
    for ticket in (quiet, tip_off):
        row = Filing.objects.get(ticket=ticket)
        assert (row.topic_id, row.problem, bytes(row.vector)) == (None, ticket.pk, b"")


def test_what_turns_out_to_be_a_tip_off_is_counted_shown_and_proposed_no_more():
    made, by = many(), actor("dispatcher")
    filed()
    first, later = made[0], MONDAY + timedelta(hours=2)
    topic = Filing.objects.get(ticket=first).topic_id or 0
    assert first in queries.samples(by, topic)
    tickets.dispatch(
        ticket_id=first.pk,
        category_id=town.category(),
        kind=Kind.TIP_OFF,
        grid_id=town.grid(),
        lead_unit_id=None,
        words="",
        by=by,
        at=later,
        key="a-tip-off".ljust(22, "-"),
    )
    filed(later)
    assert first not in queries.samples(by, topic)
    assert first.pk not in queries.proposals(by, topic_id=topic)[0].ticket_ids
    assert queries.hot(by, topic, on=later.date()).total == 5


def test_topics_keep_their_identity_when_they_are_found_anew():
    made = many()
    filed()
    before = dict(Filing.objects.values_list("ticket_id", "topic_id"))
    later = MONDAY + timedelta(days=1)
    many(rounds=7, at=later, name="b")
    filed(later)
    after = dict(Filing.objects.values_list("ticket_id", "topic_id"))
    assert ThemeSpace.objects.count() == 2
    assert {pk: after[pk] for pk in before} == before
    assert len(made) == len(before)


def test_a_killed_filing_goes_on_where_it_was(monkeypatch):
    many()
    monkeypatch.setattr(actions.filing, "CHUNK", 5)
    actions.file(at=MONDAY)
    actions.file(at=MONDAY)
    assert Filing.objects.count() == 5
    filed()
    assert Filing.objects.count() == 6 * len(THEMES)


def test_a_topic_is_named_by_words_that_many_use_and_by_no_place():
    many()
    filed()
    said = " ".join(Topic.objects.values_list("words", flat=True))
    assert "路灯" in said
    assert "芦花" not in said
    assert not any(sign.isdigit() for sign in said)


def test_the_board_counts_by_week_and_town_for_who_dispatches():
    many()
    filed()
    assert Tally.objects.count() == len(THEMES)
    listed = queries.hottest(actor("dispatcher"), on=MONDAY.date())
    assert [one.heat.recent for one in listed] == [6] * len(THEMES)
    assert listed[0].heat.coming == "new"
    assert queries.hottest(actor("dispatcher"), on=MONDAY.date(), town="990101001000") == listed
    assert queries.hottest(actor("dispatcher"), on=MONDAY.date(), town="990102001000") == []
    rows = queries.towns(actor("supervisor"), listed[0].topic.pk)
    assert [(row.town, row.count) for row in rows] == [("990101001000", 6)]


def test_what_little_came_elsewhere_is_told_together_with_the_next_town():
    many()
    filed()
    topic = Topic.objects.order_by("pk")[0]
    monday = filing.monday(MONDAY.date())

    def came(code, count):
        with ledger.writing():
            Tally.objects.create(
                topic=topic, town=code, week=monday, count=count, solved=0, back_30=0, back_90=0
            )
        rows = queries.towns(actor("supervisor"), topic.pk)
        return [(row.town, row.count) for row in rows]

    assert came("990101002000", 1) == [("", 7)]
    assert came("990101003000", 4) == [("990101001000", 6), ("", 5)]


def test_who_does_not_dispatch_reads_no_board():
    with pytest.raises(NotAllowed):
        queries.hottest(actor("handler"), on=MONDAY.date())


def test_what_few_have_told_is_no_topic_of_the_board():
    many()
    filed()
    topic = Topic.objects.order_by("pk")[0]
    found = queries.hot(actor("supervisor"), topic.pk, on=MONDAY.date())
    assert found.total == 6
    with pytest.raises(NotFound):
        queries.hot(actor("supervisor"), topic.pk, on=MONDAY.date() - timedelta(weeks=1))


def test_a_ticket_whose_words_are_gone_lies_nowhere_any_more():
    made = many()
    filed()
    with ledger.writing():
        actions.filing.forget(made[0].pk)
    row = Filing.objects.get(ticket=made[0])
    assert (bytes(row.vector), row.topic_id is None) == (b"", False)


def test_words_that_go_while_a_ticket_is_filed_leave_nothing_behind(monkeypatch):
    made = many()
    actions.file(at=MONDAY)  # finds the topics
    read = finding.told

    def told(chunk):
        said = read(chunk)
        with ledger.writing():
            Ticket.objects.filter(pk=made[0].pk).update(told_seq=F("told_seq") + 1)
        return said

    monkeypatch.setattr(finding, "told", told)
    actions.file(at=MONDAY)
    lie = {row.ticket_id: bytes(row.vector) for row in Filing.objects.all()}
    assert lie.pop(made[0].pk) == b""
    assert all(lie.values())


def test_open_tickets_about_one_problem_are_proposed_for_a_matter_where_the_category_is_public():
    made = many()
    filed()
    proposed = queries.proposals(actor("dispatcher"))
    assert [len(one.ticket_ids) for one in proposed] == [6] * len(THEMES)
    assert proposed[0].first.pk in {ticket.pk for ticket in made}
    assert queries.proposals(actor("stranger")) == []


def test_a_town_is_never_finer_than_nine_digits():
    assert filing.town("990101001001") == "990101001000"
    assert filing.town("") == ""


def test_a_theme_that_most_tell_has_a_topic_too():
    for number in range(40):
        asked(f"门口的路灯不亮晚上太黑，第{number}次", f"most-{number}")
    many(rounds=2)
    filed()
    assert not Filing.objects.filter(topic=None).exists()


def test_no_two_topics_have_one_name():
    many()
    filed()
    names = list(Topic.objects.values_list("category", "words"))
    assert len(names) == len(set(names))


def test_an_archived_ticket_keeps_its_topic_when_topics_are_found_anew():
    made = many()
    filed()
    topic = Filing.objects.get(ticket=made[0]).topic_id
    with ledger.writing():
        actions.filing.forget(made[0].pk)
        Ticket.objects.filter(pk=made[0].pk).update(state=State.ARCHIVED)
    later = MONDAY + timedelta(days=1)
    many(rounds=7, at=later, name="b")
    filed(later)
    row = Filing.objects.get(ticket=made[0])
    assert (row.topic_id, row.space_id) == (topic, ThemeSpace.objects.order_by("-pk")[0].pk)
