"""A table on its way through the registry: proposed, checked by a second person, refused as a repeat, open, ended."""

from datetime import date, timedelta
from typing import Any

import pytest

from lianxin.casework.paperwork import actions, queries, rules
from lianxin.casework.paperwork.models import Table
from lianxin.casework.paperwork.rules import Rhythm, State
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.refusal import NotAllowed, NotFound, WordsMissing
from tests.casework.paperwork import scene
from tests.casework.paperwork.scene import FAULTS, LAMPS, NOVEMBER, OCTOBER, did
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_town():
    town.built()


def test_a_table_is_proposed_checked_by_another_person_opened_paused_resumed_and_ended():
    table = scene.proposed()
    assert (table.state, table.fields, table.photos, table.known) == (State.PROPOSED, 4, 1, 1)
    table = did(table, actions.check, "supervisor", looked=True)
    table = did(table, actions.open_table, "reviewer")
    assert (table.state, table.opened_on) == (State.OPEN, MONDAY.date())
    table = did(table, actions.pause, "lead", words="汛期先不报")
    table = did(table, actions.resume, "supervisor", words="汛期已过")
    table = did(table, actions.end, "lead", words="不再需要")
    assert (table.state, table.ended_on) == (State.ENDED, MONDAY.date())
    told = [entry.verb for entry in entries.about(table)]
    assert told == [
        "table.proposed",
        "table.checked",
        "table.opened",
        "table.paused",
        "table.resumed",
        "table.ended",
    ]
    while ledger.seal():
        pass
    assert list(queries.faults()) == []


def test_who_proposed_a_table_does_not_check_it():
    table = scene.proposed(who="supervisor")
    with pytest.raises(rules.SecondCheckNeeded):
        did(table, actions.check, "supervisor", looked=True)
    assert did(table, actions.check, "reviewer", looked=True).state == State.CHECKED


def test_who_checks_says_to_have_looked_at_every_field():
    with pytest.raises(rules.NotLookedAt):
        did(scene.proposed(), actions.check, "supervisor")


@pytest.mark.parametrize(
    ("other", "no"),
    [
        ({"basis": " "}, rules.NoBasis),
        ({"based_on": None}, rules.NoBasis),
        ({"based_on": date(2026, 11, 24)}, rules.BasisToCome),
        ({"title": ""}, WordsMissing),
        ({"unit_ids": ()}, rules.NobodyAsked),
        ({"unit_ids": (999_999,)}, rules.NobodyAsked),
        ({"fields": ()}, rules.NoFields),
    ],
)
def test_what_is_no_table_is_refused_and_nothing_is_written(other, no):
    with pytest.raises(no):
        scene.proposed(**other)
    assert not Table.objects.exists()


def test_nobody_asks_itself_or_a_hotline():
    for unit in ("lamps", "hotline"):
        with pytest.raises(rules.NobodyAsked):
            scene.proposed(unit_ids=(town.unit(unit),))


@pytest.mark.parametrize("who", ["agent", "dispatcher", "handler", "grid", "auditor", "admin"])
def test_others_propose_no_table(who):
    with pytest.raises(NotAllowed):
        scene.proposed(who=who)


def test_a_table_that_repeats_another_is_refused_with_the_earlier_one():
    first = scene.opened()
    again = scene.proposed(
        key="again",
        who="supervisor",
        title="路灯情况统计表",
        asker_id=town.unit("power"),
        fields=(FAULTS, LAMPS),
        unit_ids=(town.unit("luhua"),),
        schedule=scene.schedule(rhythm=Rhythm.ONCE, first_on=NOVEMBER),
    )
    assert (again.state, again.repeats_id) == (State.REFUSED, first.pk)
    assert entries.about(again).get().verb == "table.refused_as_repeat"
    assert list(queries.faults()) == []


def test_what_has_one_new_field_unit_or_period_is_none():
    scene.opened()
    more = rules.Field(code="", name="节能灯数", kind=rules.Kind.NUMBER)
    others: list[dict[str, Any]] = [
        {"fields": (LAMPS, more)},
        {"unit_ids": (town.unit("luhua"), town.unit("baishi"))},
        {"schedule": scene.schedule(first_on=date(2027, 1, 1), ends_on=date(2027, 1, 31))},
    ]
    for number, other in enumerate(others):
        assert scene.proposed(key=f"new-{number}", **other).state == State.PROPOSED


def test_a_part_that_is_asked_already_is_named_field_by_field():
    first = scene.opened()
    more = rules.Field(code="", name="节能灯数", kind=rules.Kind.NUMBER)
    part = scene.proposed(key="part", fields=(LAMPS, more))
    found = queries.repeated(part, queries.told([part])[part.pk].fields)
    assert found.fields == {LAMPS.same: (first.pk,)}


def test_what_was_refused_or_never_registered_is_no_answer():
    first = scene.proposed()
    did(first, actions.refuse, "supervisor", words="依据不足")
    assert scene.proposed(key="later").state == State.PROPOSED


def test_of_two_proposals_of_the_same_the_later_is_not_checked():
    first = scene.proposed()
    table = scene.proposed(key="other", fields=(LAMPS,), unit_ids=(town.unit("baishi"),))
    did(table, actions.check, "supervisor", looked=True)
    did(first, actions.check, "supervisor", looked=True)
    later = scene.proposed(key="part", fields=(LAMPS,))
    assert (later.state, later.repeats_id) == (State.REFUSED, first.pk)


def test_a_table_that_ended_is_an_answer_up_to_its_end_only():
    did(scene.opened(), actions.end, "lead", words="不再需要")
    after = MONDAY.date() + timedelta(days=1)
    later = scene.schedule(first_on=after, ends_on=after + timedelta(days=20))
    assert scene.proposed(key="later", schedule=later).state == State.PROPOSED
    before = scene.schedule(first_on=OCTOBER, ends_on=after)
    assert scene.proposed(key="before", schedule=before).state == State.REFUSED


def test_a_unit_notes_what_it_is_asked_without_registration():
    noted = actions.note(
        request=scene.request(basis="", based_on=None, unit_ids=(town.unit("luhua"),)),
        figures=scene.FIGURES,
        by=town.actor("grid"),
        at=MONDAY,
        key="noted-once",
    )
    table = scene.of(noted)
    assert (table.state, table.based_on) == (State.NOTED, None)
    assert list(queries.faults()) == []


def test_each_sees_the_tables_that_it_asks_or_is_asked():
    table = scene.opened()
    seeing = {
        who
        for who in ("agent", "supervisor", "auditor", "admin", "handler", "lead", "stranger")
        if queries.visible_to(town.actor(who)).exists()
    }
    assert seeing == {"agent", "supervisor", "auditor", "handler", "lead"}
    for who in ("grid", "hewan-handler", "hewan-lead"):
        assert queries.find(town.actor(who), table.pk) == table
    with pytest.raises(NotFound):
        queries.find(town.actor("stranger"), table.pk)
    only = scene.opened(key="only", fields=(FAULTS,), unit_ids=(town.unit("baishi"),))
    with pytest.raises(NotFound):
        queries.find(town.actor("grid"), only.pk)


def test_a_row_that_was_changed_behind_the_ledger_is_found():
    table = scene.opened()
    with ledger.writing():
        Table.objects.filter(pk=table.pk).update(unit_ids=[town.unit("hewan")])
        table.asked.filter(unit_id=town.unit("luhua")).delete()
    assert {fault.detail for fault in queries.faults()} == {"unit_ids", "asked"}
