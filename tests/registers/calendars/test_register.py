"""The calendar's register: loading years, entering notices, and the calendar kept in memory."""

from datetime import date

import pytest
from django.db import transaction

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotAllowed, Stale
from lianxin.registers.calendars import actions, queries, rules
from lianxin.registers.calendars.rules import Kind
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")
ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, staff_id=1)
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
# invented for this test; the notice for 2027 is not out
DAYS_2027 = {
    date(2027, 1, 1): Kind.HOLIDAY,
    date(2027, 2, 8): Kind.SWAPPED_OFF,
    date(2027, 2, 20): Kind.MAKE_UP_WORKDAY,
}


def load(*years: int, key: str = "load-the-years"):
    return actions.load_years(years=years, by=SYSTEM, at=MONDAY, key=key)


def enter(days=DAYS_2027, *, settles: int | None = 2027, key: str = "enter-a-notice"):
    return actions.enter_notice(
        days=days,
        source=NOTICE,
        settles=settles,
        by=ADMINISTRATOR,
        at=MONDAY,
        key=key,
        seen=queries.seq(),
    )


def test_loading_years_makes_a_calendar_and_one_entry():
    entry = load(2027, 2026)
    calendar = queries.calendar()
    assert len(calendar.kinds) == 730
    assert calendar.provisional == {2027}
    assert entry.verb == "calendar.years_loaded"
    assert entry.facts["years"] == [2026, 2027]
    assert entry.facts["provisional_years"] == [2027]
    assert entry.facts["changed"] == 730
    register = queries.register()
    assert register is not None
    assert list(ledger.about(register)) == [entry]


def test_an_empty_calendar_refuses_by_year():
    with pytest.raises(rules.NoCalendar) as refused:
        queries.due(MONDAY, amount=5, unit="working_days")
    assert refused.value.facts == {"year": 2026}


def test_loading_again_changes_nothing():
    digest = load(2026).facts["digest"]
    again = load(2026, key="load-them-again")
    assert again.facts["digest"] == digest
    assert again.facts["changed"] == 0
    assert again.facts["first_changed"] is None


@pytest.mark.parametrize("year", [1900, 2200])
def test_a_year_that_no_library_knows_is_refused_and_nothing_is_loaded(year: int):
    with pytest.raises(rules.NoCalendar):
        load(2026, year)
    assert queries.years() == []


def test_a_load_without_years_is_refused():
    with pytest.raises(rules.NothingToEnter):
        load()


def test_a_notice_settles_its_year_and_overrides_the_libraries():
    load(2026, 2027)
    before = queries.due(MONDAY, amount=60, unit="working_days")
    assert before.provisional
    entry = enter()
    calendar = queries.calendar()
    assert calendar.provisional == frozenset()
    assert not calendar.is_working_day(date(2027, 2, 8))
    assert calendar.is_working_day(date(2027, 2, 5))  # reckoned as a holiday, not in the notice
    assert calendar.is_working_day(date(2027, 2, 20))
    assert not queries.due(MONDAY, amount=60, unit="working_days").provisional
    assert entry.facts["off"] == [20270101, 20270208]
    assert entry.facts["worked"] == [20270220]
    assert entry.facts["first_changed"] == "2027-01-01"
    assert ledger.words(entry) == {"source": NOTICE}


def test_loading_after_a_notice_leaves_its_days():
    load(2027)
    enter()
    entry = load(2027, key="load-them-again")
    assert entry.facts["changed"] == 0
    assert queries.calendar().is_working_day(date(2027, 2, 20))
    assert [year.from_notice for year in queries.years()] == [365]


def test_an_amendment_changes_its_days_and_settles_nothing():
    load(2026, 2027)
    enter({date(2026, 12, 31): Kind.HOLIDAY, date(2027, 3, 1): Kind.HOLIDAY}, settles=None)
    calendar = queries.calendar()
    assert not calendar.is_working_day(date(2026, 12, 31))
    assert not calendar.is_working_day(date(2027, 3, 1))
    assert calendar.provisional == {2027}


def test_an_amendment_outside_the_loaded_years_is_refused():
    load(2026)
    with pytest.raises(rules.NoCalendar) as refused:
        enter({date(2030, 5, 1): Kind.HOLIDAY}, settles=None)
    assert refused.value.facts == {"year": 2030}


def test_a_notice_may_come_before_any_load():
    enter()
    assert queries.calendar().provisional == frozenset()
    assert [year.year for year in queries.years()] == [2027]


def test_two_administrators_with_one_page_do_not_overwrite_each_other():
    load(2027)
    seen = queries.seq()
    enter()
    with pytest.raises(Stale):
        actions.enter_notice(
            days=DAYS_2027,
            source=NOTICE,
            settles=2027,
            by=ADMINISTRATOR,
            at=MONDAY,
            key="another-notice",
            seen=seen,
        )


def test_nobody_else_loads_or_enters():
    handler = Actor(role=Role.HANDLER, staff_id=2)
    with pytest.raises(NotAllowed):
        actions.load_years(years=[2026], by=handler, at=MONDAY, key="not-your-deed")
    with pytest.raises(NotAllowed):
        actions.enter_notice(
            days=DAYS_2027,
            source=NOTICE,
            settles=2027,
            by=handler,
            at=MONDAY,
            key="not-your-deed",
            seen=0,
        )


def test_the_calendar_is_read_once_until_it_changes(django_assert_num_queries):
    load(2026)
    first = queries.calendar()
    with django_assert_num_queries(1):
        assert queries.calendar() is first
    load(2027, key="load-one-more")
    assert queries.calendar() is not first


def test_a_notice_that_is_rolled_back_leaves_no_trace_in_memory():
    load(2026, 2027)
    with transaction.atomic():
        enter()
        assert queries.calendar().provisional == frozenset()
        transaction.set_rollback(True)
    assert queries.calendar().provisional == {2027}


def test_missing_years_are_to_be_loaded_and_announced_ones_are_not_again():
    on = date(2026, 11, 23)
    wanted = queries.years_to_load(on)
    assert wanted[0] == queries.FIRST_YEAR
    assert wanted[-1] == 2026 + queries.YEARS_AHEAD
    load(*wanted)
    assert queries.years_to_load(on) == []
    assert queries.years_to_load(date(2027, 1, 1)) == [wanted[-1] + 1]


def test_a_year_is_listed_with_its_working_days():
    load(2026)
    (year,) = queries.years()
    assert (year.year, year.working_days, year.provisional) == (2026, 248, False)
    assert queries.days(2026).count() == 365
