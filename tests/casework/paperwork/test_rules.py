"""Who may do what to a table and when, as it was written down by hand; its fields, periods and repeats."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.paperwork import rules
from lianxin.casework.paperwork.rules import Field, Kind, Rhythm, Schedule, State, Step, Topic
from lianxin.casework.paperwork.rules.periods import Period, due_on, periods
from lianxin.casework.paperwork.rules.repeats import Demand, overlap
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import NotAllowed, WordsMissing
from lianxin.registers.calendars.rules import Calendar
from lianxin.registers.calendars.rules import Kind as Day

ASKER, FILLER = 7, 8
FIGURES = ("received", "open")


def by(role: Role, unit_id: int) -> Actor:
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
    for step in set(Step) - {Step.PROPOSE, Step.NOTE}:
        unit = FILLER if step in (Step.SAVE, Step.HAND_IN, Step.CORRECT) else ASKER
        for state in State:
            for role in Role:
                standing = rules.Standing(state=state, asker_id=ASKER, filler_id=FILLER)
                try:
                    found = rules.take(step, standing, by(role, unit))
                except (rules.TableMovedOn, NotAllowed):
                    found = None
                if found != expected.get((step, state, role)):
                    wrong.append((step, state, role, found))
    assert wrong == []


@pytest.mark.parametrize("role", sorted(IN_A_UNIT & rules.FILLERS))
def test_a_unit_fills_in_what_it_is_asked_and_nothing_else(role):
    standing = rules.Standing(state=State.OPEN, asker_id=ASKER, filler_id=FILLER)
    assert rules.may(Step.HAND_IN, standing, by(role, FILLER))
    with pytest.raises(rules.NotYourTable):
        rules.take(Step.HAND_IN, standing, by(role, ASKER))


def test_a_unit_proposes_and_ends_its_own_tables_only():
    standing = rules.Standing(state=State.OPEN, asker_id=ASKER)
    lead = by(Role.UNIT_LEAD, FILLER)
    assert rules.steps(standing, lead) == []
    with pytest.raises(rules.NotYourTable):
        rules.may_propose(lead, ASKER)
    rules.may_propose(by(Role.SUPERVISOR, 1), ASKER)


def test_who_is_asked_notes_a_table_for_the_own_unit_only():
    rules.may_note(by(Role.GRID_WORKER, FILLER), ASKER, frozenset({FILLER}))
    for unit_id, units in ((FILLER, {9}), (ASKER, {ASKER}), (FILLER, {FILLER, 9})):
        with pytest.raises(rules.NotYourTable):
            rules.may_note(by(Role.UNIT_LEAD, unit_id), ASKER, frozenset(units))


def number(name: str, **other: str) -> Field:
    return Field(code="", name=name, kind=Kind.NUMBER, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("居民民族", Topic.ETHNICITY),
        ("宗 教 信 仰", Topic.RELIGION),
        ("政治面貌", Topic.POLITICS),
        ("党员人数", Topic.POLITICS),
        ("健康状况", Topic.HEALTH),
        ("网格员考勤", Topic.ATTENDANCE),
        ("学习积分", Topic.STUDY),
        ("Ｒｅｌｉｇｉｏｎ", Topic.RELIGION),
        ("Health status", Topic.HEALTH),
    ],
)
def test_what_no_table_asks_about_a_person_is_refused_with_the_reason(name, topic):
    with pytest.raises(rules.FieldDeclined) as no:
        rules.fields.checked([number(name)], figures=FIGURES)
    assert no.value.facts["topic"] == topic
    with pytest.raises(rules.FieldDeclined):
        rules.fields.checked([number("人数", meaning=f"填写{name}")], figures=FIGURES)


def test_every_declined_word_is_found_in_whatever_it_stands():
    for topic, words in rules.fields.DECLINED.items():
        for word in words:
            found = rules.fields.declined(f"本月 {word.upper()} 合计")
            assert found is not None, (topic, word)


@pytest.mark.parametrize(
    ("fields", "no"),
    [
        ((), rules.NoFields),
        (tuple(number(f"字段{n}") for n in range(61)), rules.NoFields),
        ((number(" "),), WordsMissing),
        ((number("——"),), WordsMissing),
        ((number("长" * 61),), rules.FieldTooLong),
        ((number("数", figure="unknown"),), rules.FieldFigureUnknown),
        ((Field(code="", name="数", kind=Kind.TEXT, figure="open"),), rules.FieldFigureUnknown),
        ((number("路灯 数"), number("路灯（数）")), rules.FieldTwice),
        ((number("甲", figure="open"), number("乙", figure="open")), rules.FieldTwice),
    ],
)
def test_what_makes_no_table_is_refused(fields, no):
    with pytest.raises(no):
        rules.fields.checked(fields, figures=FIGURES)


def test_two_fields_are_the_same_however_they_are_written():
    assert number("路灯数（盏）").same == number("路灯数 (盏)").same
    assert number("甲", figure="open").same == number("乙", figure="open").same
    assert number("路灯数").same != Field(code="", name="路灯数", kind=Kind.TEXT).same
    kept = rules.fields.checked([number("甲", figure="open"), number("乙")], figures=FIGURES)
    assert rules.fields.read(rules.fields.written(kept)) == kept


days = st.dates(min_value=date(2025, 1, 1), max_value=date(2028, 12, 31))
spans = st.tuples(days, days).map(lambda two: Period(min(two), max(two)))


@given(span=spans, rhythm=st.sampled_from(Rhythm))
def test_periods_follow_each_other_without_a_gap_and_fill_the_whole_table(span, rhythm):
    plan = Schedule(rhythm=rhythm, first_on=span.first, ends_on=span.last, due_days=5)
    found = list(periods(plan))
    assert (found[0].first, found[-1].last) == (span.first, span.last)
    for before, after in zip(found, found[1:], strict=False):
        assert after.first == before.last + timedelta(days=1)
        assert after.first.day == 1
        assert before.first <= before.last


def test_a_quarter_and_a_year_are_those_of_the_calendar():
    plan = {"first_on": date(2026, 2, 10), "ends_on": date(2027, 1, 5), "due_days": 5}
    quarters = list(periods(Schedule(rhythm=Rhythm.QUARTERLY, **plan)))  # type: ignore[arg-type]
    assert [one.first for one in quarters] == [
        date(2026, 2, 10),
        date(2026, 4, 1),
        date(2026, 7, 1),
        date(2026, 10, 1),
        date(2027, 1, 1),
    ]
    years = list(periods(Schedule(rhythm=Rhythm.YEARLY, **plan)))  # type: ignore[arg-type]
    assert years == [
        Period(date(2026, 2, 10), date(2026, 12, 31)),
        Period(date(2027, 1, 1), date(2027, 1, 5)),
    ]


def test_a_table_is_due_so_many_working_days_after_its_period():
    first = date(2026, 11, 1)
    kinds = {
        day: Day.WEEKEND if day.weekday() > 4 else Day.WORKING_DAY
        for day in (first + timedelta(days=n) for n in range(30))
    }
    plan = Schedule(rhythm=Rhythm.MONTHLY, first_on=first, ends_on=first, due_days=5)
    month = Period(date(2026, 10, 1), date(2026, 11, 6))  # a Friday
    assert due_on(Calendar(kinds, frozenset()), month, plan) == date(2026, 11, 13)


def test_where_nobody_has_said_which_days_are_worked_a_table_is_due_after_plain_days():
    month = Period(date(1949, 1, 1), date(1949, 1, 31))
    plan = Schedule(
        rhythm=Rhythm.MONTHLY, first_on=month.first, ends_on=date(1949, 12, 31), due_days=5
    )
    assert due_on(Calendar({}, frozenset()), month, plan) == date(1949, 2, 5)


def test_the_refused_end_names_the_last_day_that_would_be_taken():
    on = date(2026, 11, 23)
    for first_on in (date(2025, 3, 1), on, date(2027, 3, 1)):
        plan = Schedule(rhythm=Rhythm.ONCE, first_on=first_on, ends_on=date(2040, 1, 1), due_days=5)
        with pytest.raises(rules.EndsTooLate) as no:
            rules.periods.checked(plan, on=on)
        until = date.fromisoformat(str(no.value.facts["until"]))
        rules.periods.checked(replace(plan, ends_on=until), on=on)


@pytest.mark.parametrize(
    ("other", "no"),
    [
        ({"ends_on": date(2026, 9, 1)}, rules.EndsTooEarly),
        ({"ends_on": date(2026, 11, 22)}, rules.EndsTooEarly),
        ({"first_on": date(1949, 1, 1), "ends_on": date(1949, 12, 31)}, rules.EndsTooEarly),
        ({"first_on": date(1949, 1, 1)}, rules.BeginsTooEarly),
        ({"first_on": date(2024, 11, 21)}, rules.BeginsTooEarly),
        ({"first_on": date.min}, rules.BeginsTooEarly),
        ({"ends_on": date(2036, 9, 1)}, rules.EndsTooLate),
        ({"first_on": date(2036, 9, 1), "ends_on": date(2036, 9, 1)}, rules.EndsTooLate),
        ({"first_on": date.max, "ends_on": date.max}, rules.EndsTooLate),
        ({"first_on": date(2024, 11, 22)}, rules.EndsTooLate),
        ({"due_days": 0}, rules.DueOutOfReach),
        ({"due_days": 61}, rules.DueOutOfReach),
    ],
)
def test_a_table_without_a_sensible_end_is_refused(other, no):
    usual = {"rhythm": Rhythm.ONCE, "first_on": date(2026, 10, 1), "ends_on": date(2026, 12, 2)}
    plan = Schedule(**{**usual, "due_days": 5, **other})
    with pytest.raises(no):
        rules.periods.checked(plan, on=date(2026, 11, 23))


few = st.frozensets(st.sampled_from("abcd"), min_size=1)
units = st.frozensets(st.integers(1, 4), min_size=1)
demands = st.builds(Demand, table_id=st.integers(1, 9), fields=few, units=units, span=spans)


@given(earlier=st.lists(demands, min_size=1, max_size=5), data=st.data())
def test_a_repeat_is_always_refused(earlier, data):
    one = data.draw(st.sampled_from(earlier))
    fields = data.draw(st.frozensets(st.sampled_from(sorted(one.fields)), min_size=1))
    asked = data.draw(st.frozensets(st.sampled_from(sorted(one.units)), min_size=1))
    inside = data.draw(st.dates(min_value=one.span.first, max_value=one.span.last))
    beyond = data.draw(st.integers(0, 400))
    span = Period(inside, inside + timedelta(days=beyond))
    found = overlap(Demand(table_id=0, fields=fields, units=asked, span=span), earlier)
    assert found.whole
    assert found.table_id in {other.table_id for other in earlier}
    assert found.fields.keys() == fields


@given(earlier=st.lists(demands, max_size=5), new=demands, what=st.integers(0, 2))
def test_a_new_one_never_is(earlier, new, what):
    after = max((one.span.last for one in earlier), default=new.span.last) + timedelta(days=1)
    made = {
        "fields": new.fields | {"new"} if what == 0 else new.fields,
        "units": new.units | {99} if what == 1 else new.units,
        "span": Period(after, after + timedelta(days=30)) if what == 2 else new.span,
    }
    assert not overlap(Demand(table_id=0, **made), earlier).whole


def test_two_tables_together_leave_nothing_new_and_a_part_says_which_fields_are_there():
    span = Period(date(2026, 10, 1), date(2026, 10, 31))
    first = Demand(table_id=1, fields=frozenset("ab"), units=frozenset({1, 2}), span=span)
    other = Demand(table_id=2, fields=frozenset("c"), units=frozenset({1, 2}), span=span)
    both = Demand(table_id=0, fields=frozenset("abc"), units=frozenset({1, 2}), span=span)
    assert overlap(both, [first, other]).whole
    assert overlap(both, [first, other]).table_id == 1
    part = overlap(both, [first])
    assert not part.whole
    assert part.fields == {"a": (1,), "b": (1,)}


FIELDS = (
    Field(code="f1", name="受理", kind=Kind.NUMBER, figure="received"),
    Field(code="f2", name="数", kind=Kind.NUMBER),
    Field(code="f3", name="日", kind=Kind.DAY),
    Field(code="f4", name="是否", kind=Kind.YES_NO),
    Field(code="f5", name="照片", kind=Kind.PHOTOS),
    Field(code="f6", name="说明", kind=Kind.TEXT),
)
RIGHT = {"f2": "-1.5", "f3": "2026-11-23", "f4": "yes", "f5": "3", "f6": "正常"}


def test_a_filled_table_holds_what_was_typed_and_what_the_ledger_knows():
    assert rules.answers.whole(FIELDS, RIGHT, {"f1": "17"}) == {"f1": "17", **RIGHT}
    typed = rules.answers.cleaned(FIELDS, {**RIGHT, "f1": "999", "f9": "?", "f6": " 正常 "})
    assert typed == RIGHT


@pytest.mark.parametrize(
    ("code", "typed", "fault"),
    [
        ("f2", "12a", "not-number"),
        ("f2", "", "value-missing"),
        ("f3", "2026-02-30", "not-day"),
        ("f3", "20261123", "not-day"),
        ("f4", "maybe", "not-yes-no"),
        ("f5", "1.5", "not-photos"),
        ("f6", "长" * 501, "not-text"),
    ],
)
def test_every_value_that_does_not_fit_is_named(code, typed, fault):
    with pytest.raises(rules.FieldsWrong) as no:
        rules.answers.whole(FIELDS, {**RIGHT, code: typed}, {"f1": "17"})
    assert no.value.faults == {code: fault}


def test_a_figure_that_is_not_there_is_no_empty_value():
    with pytest.raises(rules.FieldsWrong) as no:
        rules.answers.whole(FIELDS, RIGHT, {})
    assert no.value.faults == {"f1": "figure-missing"}


@given(st.dictionaries(st.sampled_from([one.code for one in FIELDS]), st.text(max_size=40)))
def test_what_is_taken_in_is_given_out_again(typed):
    kept = rules.answers.cleaned(FIELDS, typed)
    assert rules.answers.read(rules.answers.written(kept)) == kept


def test_minutes_are_a_number_that_can_be():
    assert rules.answers.minutes(None) is None
    for said in (-1, 6001):
        with pytest.raises(rules.MinutesWrong):
            rules.answers.minutes(said)
