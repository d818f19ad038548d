"""A matter from its opening to its end: state and ledger, who sees it, and every no."""

from datetime import timedelta

import pytest

from lianxin.casework.matters import actions, queries, rules
from lianxin.casework.matters.models import Matter
from lianxin.casework.matters.rules import PlaceKind, State, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import rounds
from lianxin.foundation.ledger.models import Entry, Passage
from lianxin.foundation.refusal import NotAllowed, NotFound, Stale, WordsMissing
from lianxin.registers.duties.rules import NotACategory
from lianxin.registers.orgs import actions as orgs
from tests.casework.matters import scene
from tests.casework.matters.scene import LUHUA, TOMORROW, did, opened, plan
from tests.casework.tickets import town
from tests.make import MONDAY
from tests.registers.duties.town import SYSTEM

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public("somebody")


@pytest.fixture(autouse=True)
def the_town():
    town.built()


def said(matter: Matter) -> dict[str, str]:
    return queries.texts([matter])[matter.pk]


def verbs(matter: Matter) -> list[str]:
    found = Entry.objects.filter(about="matter", about_id=matter.pk).order_by("seq")
    return list(found.values_list("verb", flat=True))


def test_a_matter_is_opened_with_its_line_its_place_its_owner_and_its_plan():
    matter = opened()
    assert matter.state == State.OPEN
    assert (matter.unit_id, matter.division_code) == (town.unit("lamps"), LUHUA)
    assert matter.next_on == TOMORROW.date()
    assert said(matter) == {
        "title": "芦花路口一带路灯不亮",
        "place": "芦花路口至河湾桥",
        "plan": "正在更换电缆",
    }
    place = queries.places([matter], queries.texts([matter]), MONDAY.date())[matter.pk]
    assert (place.coarse, place.grid, place.in_force) == ("河湾街道 芦花社区", "芦花第一网格", True)
    assert list(queries.faults()) == []


def test_its_story_is_told_in_order_and_its_newest_words_count():
    matter = did(opened(), actions.plan, "handler", plan=plan("电缆已到货"))
    matter = scene.published(matter)
    matter = did(matter, actions.revise, "lead", about=scene.about(title="芦花路口断电"))
    assert [chapter.verb for chapter in queries.story(matter)] == verbs(matter)
    assert verbs(matter) == [
        "matter.opened",
        "matter.planned",
        "matter.announced",
        "matter.published",
        "matter.revised",
    ]
    assert said(matter)["plan"] == "电缆已到货"
    assert said(matter)["title"] == "芦花路口断电"
    assert list(queries.faults()) == []


def test_one_reply_is_drafted_by_the_unit_and_given_by_the_hotline():
    matter = did(opened(), actions.draft, "handler", words="今晚修好")
    assert matter.drafted
    matter = did(matter, actions.reply, "dispatcher", words="今晚修好", tickets=12)
    assert (matter.state, matter.drafted, matter.replied_at) == (State.REPLIED, False, MONDAY)
    (progress,) = rounds.progress(matter)
    assert (progress.verb, progress.total, progress.done) == ("matter.replied", 12, 0)


def test_nobody_is_replied_to_where_nobody_joined():
    matter = opened()
    with pytest.raises(rules.NobodyJoined):
        did(matter, actions.reply, "supervisor", words="已修好", tickets=0)
    assert verbs(matter) == ["matter.opened"]


def test_nothing_is_decided_while_the_last_decision_is_carried_out():
    matter = did(opened(), actions.gather, "agent", ticket_ids=[3, 1, 2, 3])
    assert Entry.objects.get(verb=rules.GATHERED).facts == {"ticket_ids": [1, 2, 3]}
    with pytest.raises(rules.StillUnderWay):
        did(matter, actions.reply, "supervisor", words="已修好", tickets=3)
    with pytest.raises(rules.StillUnderWay):
        did(matter, actions.close, "supervisor", words="已修好", tickets=0)
    nothing = [ledger.Kind(rules.GATHERED, lambda *_: [], lambda *_: None)]
    while ledger.carry_on(nothing, at=MONDAY, limit=5):
        pass
    assert did(matter, actions.close, "supervisor", words="已修好", tickets=0).state == State.CLOSED


def test_a_closed_matter_is_opened_again_with_a_reason():
    matter = did(opened(), actions.close, "lead", words="已更换电缆", tickets=0)
    assert (matter.state, matter.closed_at) == (State.CLOSED, MONDAY)
    with pytest.raises(rules.MatterMovedOn):
        did(matter, actions.plan, "lead", plan=plan())
    with pytest.raises(WordsMissing):
        did(matter, actions.reopen, "supervisor", words=" ")
    matter = did(matter, actions.reopen, "supervisor", words="又不亮了")
    assert (matter.state, matter.closed_at) == (State.OPEN, None)
    assert list(queries.faults()) == []


def test_a_deed_on_a_page_that_was_overtaken_is_refused():
    matter = opened()
    did(matter, actions.plan, "lead", plan=plan("下周"))
    with pytest.raises(Stale):
        actions.close(
            matter_id=matter.pk,
            words="好了",
            tickets=0,
            by=town.actor("lead"),
            at=MONDAY,
            key="too-late",
            seen=1,
        )


def test_a_unit_opens_matters_of_its_own_only_and_a_handler_none():
    assert opened(who="lead").unit_id == town.unit("lamps")
    with pytest.raises(rules.NotYourMatter):
        opened(who="hewan-lead", key="for-others")
    with pytest.raises(NotAllowed):
        opened(who="handler", key="handler")


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"unit_id": 0}, rules.NotAnOwner),
        ({"category_id": 0}, NotACategory),
        ({"grid_id": 999}, rules.MatterHasNoPlace),
        ({"grid_id": None, "division_code": ""}, rules.MatterHasNoPlace),
        ({"grid_id": None, "division_code": "990101001777"}, rules.MatterHasNoPlace),
        ({"place": ""}, rules.PlaceUnnamed),
        ({"title": "王阿姨 13900001234"}, rules.NamesAPerson),
        ({"place": "3号楼501"}, rules.NamesADwelling),
        ({"title": ""}, WordsMissing),
    ],
)
def test_what_a_matter_cannot_be_about_is_refused_and_nothing_is_written(other, refusal):
    with pytest.raises(refusal):
        opened(**other)
    assert not Matter.objects.exists()


def test_the_owner_is_no_hotline():
    with pytest.raises(rules.NotAnOwner):
        opened(unit_id=town.unit("hotline"))


def test_a_matter_of_a_whole_community_needs_no_grid():
    matter = opened(place_kind=PlaceKind.COMMUNITY, grid_id=None, division_code=LUHUA, place="")
    assert (matter.grid_id, matter.division_code) == (None, LUHUA)


def test_what_is_not_public_by_policy_is_never_shown_publicly():
    yard = town.category("lighting.yard")
    matter = opened(category_id=yard)
    with pytest.raises(rules.CategoryNotPublic):
        did(matter, actions.announce, "supervisor", words="抢修队已到现场")
    shown = opened(public=True, key="shown")
    with pytest.raises(rules.CategoryNotPublic):
        did(shown, actions.revise, "supervisor", about=scene.about(category_id=yard))


def test_the_public_sees_public_matters_only_and_staff_those_of_their_place():
    matter = opened()
    with pytest.raises(NotFound):
        queries.find(PUBLIC, matter.pk)
    matter = scene.published(matter)
    assert queries.find(PUBLIC, matter.pk) == matter
    did(matter, actions.hide, "supervisor", words="地点有误")
    with pytest.raises(NotFound):
        queries.find(PUBLIC, matter.pk)
    seeing = {
        who
        for who in ("agent", "handler", "stranger", "hewan-lead", "grid", "auditor", "admin")
        if queries.visible_to(town.actor(who)).exists()
    }
    assert seeing == {"agent", "handler", "stranger", "hewan-lead", "grid", "auditor"}
    elsewhere = Actor(**{**vars(town.actor("grid")), "division": "990101100001", "unit_id": 0})
    assert not queries.visible_to(elsewhere).exists()


def test_matters_near_a_place_come_with_those_of_the_category_first():
    lamps = opened()
    noise = opened(category_id=town.category("noise"), title="夜间施工", key="noise")
    other = opened(
        place_kind=PlaceKind.COMMUNITY,
        grid_id=None,
        division_code="990101100001",
        place="",
        key="far",
    )
    by = town.actor("dispatcher")
    here = queries.near(by, category_id=town.category(), division_code=LUHUA)
    assert here == [lamps, noise]
    assert queries.near(by, category_id=None, division_code="") == [other, noise, lamps]


def test_a_matter_whose_grid_was_retired_has_no_place_left_until_another_is_named():
    matter = opened(public=True)
    later = MONDAY + timedelta(days=3)
    orgs.retire_grid(
        grid_id=town.grid(), valid_to=later.date(), by=SYSTEM, at=MONDAY, key="retire-it", seen=0
    )
    assert not queries.places([matter], queries.texts([matter]), later.date())[matter.pk].in_force
    with pytest.raises(rules.MatterHasNoPlace):
        did(matter, actions.gather, "supervisor", at=later, ticket_ids=[1])
    matter = did(matter, actions.announce, "dispatcher", at=later, words="仍在抢修")
    with pytest.raises(rules.MatterHasNoPlace):
        did(matter, actions.publish, "supervisor", at=later)
    about = scene.about(grid_id=None, division_code=LUHUA)
    matter = did(matter, actions.revise, "supervisor", at=later, about=about)
    did(matter, actions.gather, "supervisor", at=later, ticket_ids=[1])


def test_a_matter_whose_place_nothing_names_any_more_takes_no_tickets_and_is_not_published():
    matter = did(opened(), actions.announce, "dispatcher", words="仍在抢修")
    place = Passage.objects.filter(entry__about="matter", name="place")
    with ledger.writing():
        place.update(text=None, salt=None)  # somebody's words, erased at their wish
    assert not queries.places([matter], queries.texts([matter]), MONDAY.date())[matter.pk].in_force
    with pytest.raises(rules.MatterHasNoPlace):
        did(matter, actions.gather, "supervisor", ticket_ids=[1])
    with pytest.raises(rules.MatterHasNoPlace):
        did(matter, actions.publish, "supervisor")
    matter = did(matter, actions.revise, "supervisor", about=scene.about(place="芦花路"))
    did(matter, actions.gather, "supervisor", ticket_ids=[1])


def test_words_for_the_public_are_shown_once_another_person_has_read_them():
    matter = did(opened(), actions.announce, "supervisor", words="抢修队已到现场")
    assert matter.announced
    assert queries.shown([matter]) == {}
    with pytest.raises(rules.SecondLookNeeded):
        did(matter, actions.publish, "supervisor")
    matter = did(matter, actions.publish, "dispatcher")
    assert (matter.public, matter.announced, matter.published_at) == (True, False, MONDAY)
    shown = queries.shown([matter])[matter.pk]
    assert (shown.title, shown.plan) == ("芦花路口一带路灯不亮", "正在更换电缆")
    assert [news.notice for news in shown.news] == ["抢修队已到现场"]
    assert list(queries.faults()) == []


def test_what_is_said_after_a_second_look_waits_for_the_next_one():
    matter = did(opened(public=True), actions.plan, "handler", plan=plan("改为下周更换"))
    matter = did(matter, actions.revise, "lead", about=scene.about(title="芦花路口断电"))
    shown = queries.shown([matter])[matter.pk]
    assert (shown.title, shown.plan) == ("芦花路口一带路灯不亮", "正在更换电缆")
    with pytest.raises(rules.NothingAnnounced):
        did(matter, actions.publish, "supervisor")
    matter = scene.published(matter, "电缆下周到货")
    shown = queries.shown([matter])[matter.pk]
    assert (shown.title, shown.plan) == ("芦花路口断电", "改为下周更换")
    assert [news.notice for news in shown.news] == ["电缆下周到货", "抢修队已到现场"]


def test_who_changed_the_plan_since_the_words_were_written_does_not_publish_them():
    matter = did(opened(), actions.announce, "dispatcher", words="抢修队已到现场")
    matter = did(matter, actions.plan, "supervisor", plan=plan("改为下周更换"))
    for who in ("dispatcher", "supervisor"):
        with pytest.raises(rules.SecondLookNeeded):
            did(matter, actions.publish, who)


def test_the_public_never_reads_a_person_or_a_dwelling():
    matter = opened()
    for words, refusal in (
        ("联系 13900001234", rules.NamesAPerson),
        ("3号楼501室漏电", rules.NamesADwelling),
    ):
        with pytest.raises(refusal):
            did(matter, actions.announce, "dispatcher", words=words)
    matter = did(matter, actions.plan, "handler", plan=plan("先修3号楼501室"))
    matter = did(matter, actions.announce, "dispatcher", words="仍在抢修")
    with pytest.raises(rules.NamesADwelling):
        did(matter, actions.publish, "supervisor")
    matter = did(matter, actions.plan, "handler", plan=plan("先修3号楼"))
    reply = "已恢复。3号楼501室可致电13900001234"
    matter = did(matter, actions.reply, "dispatcher", words=reply, tickets=1)
    shown = queries.shown([scene.published(matter)])[matter.pk]
    assert shown.reply == "已恢复。3号楼***室可致电***" or "501" not in shown.reply
    assert "139" not in shown.reply


def test_nothing_joins_a_matter_that_is_over():
    matter = did(opened(), actions.close, "supervisor", words="已修好", tickets=0)
    with pytest.raises(rules.MatterMovedOn):
        did(matter, actions.gather, "supervisor", ticket_ids=[1])
    with pytest.raises(rules.MatterNotOpen):
        actions.may_join(matter, at=MONDAY)


def test_a_matter_that_is_not_what_its_entries_say_is_named():
    matter = opened()
    with ledger.writing():
        Matter.objects.filter(pk=matter.pk).update(public=True)
    assert [(fault.code, fault.detail) for fault in queries.faults()] == [
        ("replay-differs", "public")
    ]
    with ledger.writing():
        Matter.objects.filter(pk=matter.pk).delete()
    assert [fault.code for fault in queries.faults()] == ["matter-missing"]


def test_every_step_but_the_first_stands_in_the_table():
    assert {move.step for move in rules.TABLE} | {Step.OPEN} == set(Step)
