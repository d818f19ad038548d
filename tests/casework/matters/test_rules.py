"""Who may do what to a matter and when, as it was written down by hand; and what its lines may say."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from lianxin.casework.matters import rules
from lianxin.casework.matters.rules import PlaceKind, State, Step
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import NotAllowed, Refusal, WordsMissing, WordsTooLong
from tests.make import MONDAY

UNIT = 7


def by(role: Role, unit_id: int = UNIT) -> Actor:
    return Actor(role=role, staff_id=1, unit_id=unit_id)


def written() -> dict[tuple[Step, State, Role], State]:
    """Return the steps as the file written by hand has them."""
    table = {}
    with (Path(__file__).parent / "steps.csv").open() as file:
        for row in csv.DictReader(file):
            for source in row["from"].split():
                for role in row["roles"].split():
                    target = source if row["to"] == "=" else row["to"]
                    table[Step(row["step"]), State(source), Role(role)] = State(target)
    return table


def test_every_step_leads_where_the_written_table_says_and_nowhere_else():
    expected, wrong = written(), []
    for step in set(Step) - {Step.OPEN}:
        for state in State:
            for role in Role:
                standing = rules.Standing(state=state, unit_id=UNIT)
                try:
                    found = rules.take(step, standing, by(role))
                except (rules.MatterMovedOn, NotAllowed):
                    found = None
                if found != expected.get((step, state, role)):
                    wrong.append((step, state, role, found))
                assert (step in rules.steps(standing, by(role))) == (found is not None)
    assert wrong == []


@pytest.mark.parametrize("role", sorted(IN_A_UNIT & rules.OPENERS))
def test_a_unit_opens_and_works_its_own_matters_only(role):
    standing = rules.Standing(state=State.OPEN, unit_id=UNIT + 1)
    assert rules.steps(standing, by(role)) == []
    with pytest.raises(rules.NotYourMatter):
        rules.take(Step.CLOSE, standing, by(role))
    rules.may_open(by(role), UNIT)
    with pytest.raises(rules.NotYourMatter):
        rules.may_open(by(role), UNIT + 1)


@pytest.mark.parametrize("role", sorted(set(Role) - rules.OPENERS))
def test_nobody_else_opens_one(role):
    with pytest.raises(NotAllowed):
        rules.may_open(by(role), UNIT)


def test_only_another_person_publishes_and_only_what_was_written():
    supervisor = by(Role.SUPERVISOR)
    rules.may_publish(announced=True, wrote={2, None}, by=supervisor)
    with pytest.raises(rules.SecondLookNeeded):
        rules.may_publish(announced=True, wrote={1, 2}, by=supervisor)
    with pytest.raises(rules.NothingAnnounced):
        rules.may_publish(announced=False, wrote=set(), by=supervisor)


@pytest.mark.parametrize("door", ["501室", "3单元501", "８栋1203", "2-1-502"])
def test_a_reply_is_read_by_the_public_without_doors_and_numbers(door):
    said = rules.blurred(f"{door} 已修复，电话 13900001234")
    assert "***" in said
    assert "0" not in said
    assert rules.blurred("3号楼已修复") == "3号楼已修复"


@pytest.mark.parametrize(
    "said",
    ["3号楼2单元501室漏水", "幸福小区8栋1203", "２-１-502 停电", "二期5幢0302电梯", "801室"],
)
def test_a_line_never_names_a_dwelling(said):
    with pytest.raises(rules.NamesADwelling):
        rules.line("title", said)


@pytest.mark.parametrize(
    "said",
    [
        "3号楼2单元电梯停运",
        "300户停水",
        "芦花路12-18号路灯",
        "一户一表改造停水",
        "2026-11-23 停电",
        "110千伏线路",
    ],
)
def test_a_line_may_name_a_building_a_number_of_households_or_a_day(said):
    assert rules.line("title", f" {said} ") == {"title": said}


@pytest.mark.parametrize("said", ["请致电13900001234", "联系 wang@example.cn", "津A12345挡路"])
def test_words_that_many_read_hold_nothing_that_leads_to_a_person(said):
    for write in (rules.line, rules.text):
        with pytest.raises(rules.NamesAPerson):
            write("title", said)
    assert rules.letter("reply", said) == {
        "reply": said
    }  # goes to those who asked, and to nobody else


def test_words_are_there_and_not_too_long():
    with pytest.raises(WordsMissing):
        rules.text("plan", " \n")
    with pytest.raises(WordsMissing):
        rules.letter("reply", "")
    with pytest.raises(WordsTooLong):
        rules.line("title", "灯" * (rules.LONGEST_LINE + 1))
    with pytest.raises(WordsTooLong):
        rules.letter("reply", "灯" * (rules.LONGEST + 1))


@pytest.mark.parametrize(
    ("kind", "place", "has_grid", "named"),
    [
        (PlaceKind.BUILDING, "3号楼", False, True),
        (PlaceKind.BUILDING, "", True, False),
        (PlaceKind.STREET, "", True, False),
        (PlaceKind.GRID, "", True, True),
        (PlaceKind.GRID, "", False, False),
        (PlaceKind.COMMUNITY, "", False, True),
        (PlaceKind.TOWN, "", False, True),
    ],
)
def test_a_place_is_named_as_its_kind_asks(kind, place, has_grid, named):
    words = {"title": "停电", "place": place}
    if named:
        rules.named(kind, words, has_grid=has_grid)
    else:
        with pytest.raises(rules.PlaceUnnamed):
            rules.named(kind, words, has_grid=has_grid)
    with pytest.raises(Refusal):
        rules.named(kind, {**words, "title": ""}, has_grid=has_grid)


def test_a_plan_names_days_to_come():
    today, later = MONDAY.date(), MONDAY + timedelta(hours=1)
    rules.to_come(today, later, at=MONDAY, on=today)
    rules.to_come(None, None, at=MONDAY, on=today)
    with pytest.raises(rules.DayPassed):
        rules.to_come(today - timedelta(days=1), None, at=MONDAY, on=today)
    with pytest.raises(rules.DayPassed):
        rules.to_come(None, MONDAY, at=MONDAY, on=today)
    for far in (today.replace(year=9999), today + timedelta(days=800)):
        with pytest.raises(rules.DayTooFar):
            rules.to_come(far, None, at=MONDAY, on=today)
    with pytest.raises(rules.DayTooFar):
        rules.to_come(None, MONDAY.replace(year=9999), at=MONDAY, on=today)


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("小区门口的路灯坏了三天", True),
        ("芦花路口晚上太黑了", True),
        ("楼上漏水", False),
        ("不", False),
        ("", False),
    ],
)
def test_a_report_fits_a_matter_by_a_word_of_its_category_or_by_its_line(said, fits):
    assert rules.fits(said, "芦花路口一带灯不亮", ["路灯", ""]) == fits
