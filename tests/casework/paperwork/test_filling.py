"""Filling a table in: drafts, what the ledger knows, handing in, corrections with both versions, what is late."""

from datetime import date, timedelta

import pytest

from lianxin.casework.paperwork import actions, queries, rules
from lianxin.casework.paperwork.models import Filing
from lianxin.foundation.refusal import NotFound, Stale, WordsMissing
from tests.casework.paperwork import scene
from tests.casework.paperwork.scene import (
    KNOWN,
    LAMPS,
    NOVEMBER,
    OCTOBER,
    TYPED,
    did,
    filled,
    sheet,
)
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_town():
    town.built()


def test_a_draft_keeps_what_was_typed_right_or_wrong():
    table = scene.opened()
    kept = filled(actions.save, sheet(table, f2="一百二十"))
    assert (kept.version, queries.draft(kept)["f2"]) == (0, "一百二十")
    kept = filled(actions.save, sheet(table, f2="120"), key="again", seen=1)
    assert queries.draft(kept) == TYPED
    assert Filing.objects.count() == 1
    with pytest.raises(Stale):
        filled(actions.save, sheet(table), key="old-page", seen=1)


def test_a_table_is_handed_in_with_what_the_ledger_knows():
    table = scene.opened()
    filled(actions.save, sheet(table))
    done = filled(actions.hand_in, sheet(table), key="in", known=KNOWN, minutes=25)
    assert (done.version, done.minutes, done.handed_in_at) == (1, 25, MONDAY)
    assert queries.newest([done])[done.pk] == {**TYPED, **KNOWN}
    assert list(queries.faults()) == []
    with pytest.raises(rules.HandedInAlready):
        filled(actions.save, sheet(table), key="again")
    with pytest.raises(rules.HandedInAlready):
        filled(actions.hand_in, sheet(table), key="twice", known=KNOWN)


def test_nobody_types_what_the_ledger_knows():
    done = filled(actions.hand_in, sheet(scene.opened(), f1="999"), known=KNOWN)
    assert queries.newest([done])[done.pk]["f1"] == "17"


def test_bad_input_is_refused_and_the_draft_stays():
    table = scene.opened()
    filled(actions.save, sheet(table, f2="?"))
    with pytest.raises(rules.FieldsWrong):
        filled(actions.hand_in, sheet(table, f2="?"), key="in", known=KNOWN)
    assert queries.draft(Filing.objects.get())["f2"] == "?"
    assert Filing.objects.get().version == 0


def test_a_correction_makes_a_new_version_and_both_are_kept():
    table = scene.opened()
    filled(actions.hand_in, sheet(table), known=KNOWN, minutes=25)
    with pytest.raises(rules.NothingCorrected):
        filled(actions.correct, sheet(table), key="same", known=KNOWN, words="更正")
    with pytest.raises(WordsMissing):
        filled(actions.correct, sheet(table, f2="121"), key="bare", known=KNOWN, words=" ")
    done = filled(
        actions.correct, sheet(table, f2="121"), key="new", known=KNOWN, words="漏数", minutes=5
    )
    assert (done.version, done.minutes) == (2, 30)
    made = queries.versions([done])[done.pk]
    assert [(one.number, one.answers["f2"], one.reason) for one in made] == [
        (1, "120", ""),
        (2, "121", "漏数"),
    ]
    assert list(queries.faults()) == []


def test_what_was_never_handed_in_is_not_corrected():
    table = scene.opened()
    with pytest.raises(rules.NothingHandedIn):
        filled(actions.correct, sheet(table), known=KNOWN, words="更正")


@pytest.mark.parametrize("first_on", [date(2026, 9, 1), date(2026, 10, 2), date(2026, 12, 1)])
def test_only_a_period_that_is_asked_for_and_has_begun_is_filled_in(first_on):
    with pytest.raises(rules.NoSuchPeriod):
        filled(actions.save, sheet(scene.opened(), first_on=first_on))


def test_a_unit_fills_in_its_own_table_only():
    table = scene.opened()
    with pytest.raises(rules.NotYourTable):
        filled(actions.save, sheet(table), "grid")
    with pytest.raises(rules.NotYourTable):
        filled(actions.save, sheet(table, "lamps"), "handler")
    with pytest.raises(NotFound):
        filled(actions.save, sheet(table, "power"), "stranger")


def test_a_paused_table_is_filled_in_by_nobody_and_what_stands_may_be_corrected():
    table = scene.opened()
    filled(actions.hand_in, sheet(table), known=KNOWN)
    did(table, actions.pause, "lead", words="汛期先不报")
    with pytest.raises(rules.TableMovedOn):
        filled(actions.save, sheet(table, "luhua"), "grid", key="paused")
    done = filled(actions.correct, sheet(table, f2="9"), key="still", known=KNOWN, words="更正")
    assert done.version == 2


def test_what_waits_for_a_unit_comes_first_due_first_and_what_is_late_says_so():
    table = scene.opened()
    waiting = queries.waiting(town.actor("hewan-handler"), on=MONDAY.date())
    assert [(one.turn.period.first, one.turn.late(MONDAY.date())) for one in waiting] == [
        (OCTOBER, True),
        (NOVEMBER, False),
    ]
    assert waiting[0].turn.due_on == date(2026, 11, 6)  # five working days after October
    filled(actions.hand_in, sheet(table), known=KNOWN)
    left = queries.waiting(town.actor("hewan-handler"), on=MONDAY.date())
    assert [one.turn.period.first for one in left] == [NOVEMBER]
    assert queries.waiting(town.actor("supervisor"), on=MONDAY.date()) == []


def test_what_another_table_holds_already_is_offered():
    table = scene.opened()
    filled(actions.hand_in, sheet(table), known=KNOWN)
    more = rules.Field(code="", name="节能灯数", kind=rules.Kind.NUMBER)
    part = scene.opened(
        key="part", fields=(more, LAMPS), asker_id=town.unit("power"), who="reviewer"
    )
    fields = queries.told([part])[part.pk].fields
    month = queries.turn(part, OCTOBER, on=MONDAY.date()).period
    known = queries.known_elsewhere(part, fields, town.unit("hewan"), month)
    assert {code: (one.value, one.table_id) for code, one in known.items()} == {
        "f2": ("120", table.pk)
    }
    assert queries.known_elsewhere(part, fields, town.unit("luhua"), month) == {}


def test_a_unit_reads_its_own_and_the_asker_what_was_handed_in():
    table = scene.opened()
    filled(actions.save, sheet(table, "luhua"), "grid", key="draft")
    filled(actions.hand_in, sheet(table), known=KNOWN)
    seen = {
        who: set(queries.filings(town.actor(who), table))
        for who in ("grid", "hewan-handler", "hewan-lead", "lead", "supervisor", "stranger")
    }
    luhua, hewan = (town.unit("luhua"), OCTOBER), (town.unit("hewan"), OCTOBER)
    assert seen == {
        "grid": {luhua},
        "hewan-handler": {hewan},
        "hewan-lead": {luhua, hewan},
        "lead": {hewan},
        "supervisor": {luhua, hewan},
        "stranger": set(),
    }


def test_the_answer_of_a_table_is_the_one_handed_in_last():
    table = scene.opened()
    reader = town.actor("supervisor")
    assert queries.latest_of(table, reader) is None
    filled(actions.hand_in, sheet(table), known=KNOWN)
    later = MONDAY + timedelta(hours=1)
    filled(actions.hand_in, sheet(table, first_on=NOVEMBER), key="nov", at=later, known=KNOWN)
    found = queries.latest_of(table, reader)
    assert found is not None
    assert found.first_on == NOVEMBER
    assert queries.latest_of(table, town.actor("stranger")) is None
