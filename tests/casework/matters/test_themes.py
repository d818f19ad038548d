"""Monthly topics and proactive actions: a supervisor takes them up, with tasks, dates, progress and a public page."""

from datetime import timedelta

import pytest

from lianxin.casework.matters import actions, queries, rules
from lianxin.casework.matters.models import Matter
from lianxin.casework.matters.rules import Kind, PlaceKind
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import NotAllowed, WordsMissing
from tests.casework.matters import scene
from tests.casework.matters.scene import TOMORROW, did
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_town():
    town.built()


def taken_up(kind: Kind = Kind.MONTHLY_TOPIC, who: str = "supervisor") -> Matter:
    about = scene.about(
        title="路灯不亮",
        place_kind=PlaceKind.WIDER,
        grid_id=None,
        division_code="990101000000",
        place="",
    )
    entry = actions.open_matter(
        about=about,
        plan=scene.plan("逐街排查"),
        kind=kind,
        topic_id=7,
        by=town.actor(who),
        at=MONDAY,
        key="a-theme-taken-up-once",
    )
    return Matter.objects.get(pk=entry.about_id)


def task(matter: Matter, words: str = "排查全部路灯", who: str = "supervisor", **other) -> Matter:
    given = {"unit_id": town.unit("lamps"), "due_on": TOMORROW.date(), **other}
    return did(matter, actions.set_task, who, words=words, **given)


@pytest.mark.parametrize("kind", [Kind.MONTHLY_TOPIC, Kind.PROACTIVE_ACTION])
def test_a_supervisor_takes_up_a_theme_from_a_topic(kind):
    matter = taken_up(kind)
    assert (matter.kind, matter.topic_id) == (kind, 7)
    assert list(queries.of_topic(town.actor("supervisor"), 7)) == [matter]
    assert list(queries.faults()) == []


@pytest.mark.parametrize("who", ["dispatcher", "agent", "lead"])
def test_nobody_else_takes_up_a_theme(who):
    with pytest.raises(NotAllowed):
        taken_up(who=who)


def test_tasks_are_set_done_and_told_in_order():
    matter = task(task(taken_up()), "更换坏灯")
    matter = did(matter, actions.end_task, "handler", task=1, words="共查 300 盏")
    told = queries.tasks(matter)
    assert [(one.number, one.words, one.result) for one in told] == [
        (1, "排查全部路灯", "共查 300 盏"),
        (2, "更换坏灯", ""),
    ]
    assert (told[0].ended_on, told[1].ended_on) == (MONDAY.date(), None)
    with pytest.raises(rules.NoSuchTask):
        did(matter, actions.end_task, "handler", task=1, words="又一次")
    with pytest.raises(rules.NoSuchTask):
        did(matter, actions.end_task, "handler", task=9, words="没有")
    while ledger.seal():
        pass
    assert list(queries.faults()) == []


def test_a_task_names_no_person_no_dwelling_and_no_day_that_is_over():
    matter = taken_up()
    for words, no in (
        ("", WordsMissing),
        ("修3号楼501的灯", rules.NamesADwelling),
        ("打13900001234", rules.NamesAPerson),
    ):
        with pytest.raises(no):
            task(matter, words)
    with pytest.raises(rules.DayPassed):
        task(matter, due_on=MONDAY.date() - timedelta(days=1))
    with pytest.raises(rules.NotAnOwner):
        task(matter, unit_id=town.unit("hotline"))
    assert queries.tasks(matter) == []


def test_everybody_reads_the_tasks_as_they_stood_when_it_was_published():
    matter = task(scene.published(task(taken_up())), "更换坏灯")
    assert [one.words for one in queries.tasks(matter, public=True)] == ["排查全部路灯"]
    assert [one.words for one in queries.tasks(matter)] == ["排查全部路灯", "更换坏灯"]


def test_who_set_a_task_is_not_who_publishes_it():
    matter = did(taken_up(), actions.announce, "dispatcher", words="本月集中排查路灯")
    matter = task(matter)
    with pytest.raises(rules.SecondLookNeeded):
        did(matter, actions.publish, "supervisor")
    matter = did(matter, actions.publish, "reviewer")
    assert [one.words for one in queries.tasks(matter, public=True)] == ["排查全部路灯"]


def test_who_is_about_to_report_is_not_told_of_a_theme():
    matter = did(taken_up(), actions.announce, "dispatcher", words="本月集中排查路灯")
    matter = did(matter, actions.publish, "reviewer")
    assert matter.public
    assert list(queries.known(division_code=scene.LUHUA, grid_id=None)) == []


def test_other_open_matters_of_the_category_at_the_place_may_be_the_same():
    first, second = scene.opened(), scene.opened(key="opened-2")
    assert queries.alike(town.actor("dispatcher"), first) == [second]
    did(second, actions.close, "dispatcher", words="重复", tickets=0)
    assert queries.alike(town.actor("dispatcher"), first) == []
