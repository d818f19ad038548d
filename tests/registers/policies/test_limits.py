"""Profiles of limits: what the shipped ones say, and which profiles are refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import Unit
from lianxin.registers.policies import rules
from lianxin.registers.policies.rules import (
    Adoption,
    Basis,
    Figure,
    Grade,
    Limit,
    Number,
    Span,
    Step,
    Tier,
)
from lianxin.registers.policies.rules.shipped import BEIJING_LIKE, FIVE_WORKING_DAYS

BEIJING, FIVE = rules.TimeLimits.of(BEIJING_LIKE), rules.TimeLimits.of(FIVE_WORKING_DAYS)
HOURS, WORKING, DAYS, MINUTES = Unit.HOURS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MINUTES


@pytest.mark.parametrize(
    ("tier", "beijing", "five"),
    [
        (Tier.URGENT, Span(2, HOURS), Span(2, HOURS)),
        (Tier.ESSENTIAL, Span(24, HOURS), Span(24, HOURS)),
        (Tier.GENERAL, Span(7, DAYS), Span(5, WORKING)),
        (Tier.COMPLEX, Span(15, DAYS), Span(15, WORKING)),
        (None, Span(7, DAYS), Span(5, WORKING)),  # at intake, where no category is chosen
    ],
)
def test_what_the_shipped_profiles_promise(tier: Tier | None, beijing: Span, five: Span):
    assert BEIJING.promise(tier) == beijing
    assert FIVE.promise(tier) == five


@pytest.mark.parametrize("limits", [BEIJING, FIVE])
@pytest.mark.parametrize(
    ("step", "tier", "span"),
    [
        (Step.DIRECT_ANSWER, None, Span(1, WORKING)),
        (Step.SECOND_CHECK, None, Span(0, WORKING)),
        (Step.TRIAGE_MEETING, None, Span(1, WORKING)),
        (Step.DISPATCH, None, Span(30, MINUTES)),
        (Step.SIGN_IN, Tier.URGENT, Span(2, HOURS)),
        (Step.SIGN_IN, Tier.GENERAL, Span(1, WORKING)),
        (Step.RETURN_WINDOW, None, Span(1, WORKING)),
        (Step.RETURN_REVIEW, None, Span(1, WORKING)),
        (Step.FIRST_CONTACT, Tier.URGENT, Span(2, HOURS)),
        (Step.FIRST_CONTACT, Tier.COMPLEX, Span(24, HOURS)),
        (Step.WHISTLE_ANSWER, None, Span(2, WORKING)),
        (Step.EXTENSION, None, Span(5, WORKING)),
        (Step.EXTENSIONS_AT_MOST, None, Span(10, WORKING)),
        (Step.HOLD_REVIEW, None, Span(30, DAYS)),
        (Step.WAITING_RESIDENT, None, Span(10, WORKING)),
        (Step.REPLY_AUDIT, None, Span(1, WORKING)),
        (Step.FOLLOW_UP, None, Span(3, WORKING)),
        (Step.FOLLOW_UP_ANONYMOUS, None, Span(3, WORKING)),
        (Step.REWORK, None, Span(3, WORKING)),
        (Step.OBJECTION_WINDOW, None, Span(30, DAYS)),
        (Step.OBJECTION_REVIEW, None, Span(5, WORKING)),
        (Step.NOT_ACCEPTED_OBJECTION_WINDOW, None, Span(30, DAYS)),
        (Step.NOT_ACCEPTED_OBJECTION_REVIEW, None, Span(3, WORKING)),
        (Step.DUE_SOON, Tier.GENERAL, Span(1, WORKING)),
    ],
)
def test_how_long_each_step_may_take(
    limits: rules.TimeLimits, step: Step, tier: Tier | None, span: Span
):
    assert limits.span(step, tier) == span


@pytest.mark.parametrize("limits", [BEIJING, FIVE])
def test_how_the_three_rates_are_weighed(limits: rules.TimeLimits):
    assert limits.weights == rules.Weights(
        response=Decimal("0.10"),
        resolution=Decimal("0.50"),
        satisfaction=Decimal("0.40"),
        basically_satisfied=Decimal("0.9"),
    )
    assert limits.count(Figure.FOLLOW_UP_TRIES) == 3
    assert limits.count(Figure.EXTENSIONS) == 1
    assert limits.count(Figure.ASSESSMENT_FROM_DAY) == 19


@pytest.mark.parametrize("profile", rules.SHIPPED)
def test_a_shipped_profile_is_complete_and_every_line_names_its_source(profile: rules.Profile):
    rules.check(profile)
    lines: list[Limit | Number] = [*profile.limits, *profile.numbers]
    for line in lines:
        assert line.source
        assert (line.basis is Basis.DEFAULT) is (line.grade is Grade.D)


@pytest.mark.parametrize("step", list(Step))
def test_a_profile_with_a_gap_is_refused(step: Step):
    lines = tuple(limit for limit in BEIJING_LIKE.limits if limit.step is not step)
    with pytest.raises(rules.IncompleteProfile) as refused:
        rules.check(replace(BEIJING_LIKE, limits=lines))
    assert refused.value.facts == {"profile": "beijing-like", "step": step}


@pytest.mark.parametrize("figure", list(Figure))
def test_a_profile_without_a_number_is_refused(figure: Figure):
    lines = tuple(number for number in BEIJING_LIKE.numbers if number.figure is not figure)
    with pytest.raises(rules.IncompleteProfile):
        rules.check(replace(BEIJING_LIKE, numbers=lines))


def test_a_profile_that_contradicts_itself_is_refused():
    rework = Limit(Step.REWORK, None, Span(9, DAYS), Basis.DEFAULT, Grade.D, "?")
    with pytest.raises(rules.SaidTwice):
        rules.check(replace(BEIJING_LIKE, limits=(*BEIJING_LIKE.limits, rework)))
    number = replace(BEIJING_LIKE.numbers[0], amount=Decimal(1))
    with pytest.raises(rules.SaidTwice):
        rules.check(replace(BEIJING_LIKE, numbers=(*BEIJING_LIKE.numbers, number)))


def test_weights_that_do_not_add_up_to_one_are_refused():
    numbers = tuple(
        replace(number, amount=Decimal("0.3")) if "weight" in number.figure else number
        for number in BEIJING_LIKE.numbers
    )
    with pytest.raises(rules.WeightsDoNotAddUp) as refused:
        rules.check(replace(BEIJING_LIKE, numbers=numbers))
    assert refused.value.facts["total"] == Decimal("0.9")


@pytest.mark.parametrize("code", ["", "Beijing", "北京", "a" * 33, "-x", "a b"])
def test_a_profile_under_an_odd_name_is_refused(code: str):
    with pytest.raises(rules.NotAProfileCode):
        rules.check(replace(BEIJING_LIKE, code=code))


@pytest.mark.parametrize("amount", [-1, 100_001, True, 1.5, None])
def test_an_impossible_span_is_refused(amount: int):
    with pytest.raises(rules.ImpossibleSpan):
        Span(amount, Unit.HOURS)


def test_a_step_that_a_profile_does_not_know_is_refused():
    old = rules.TimeLimits.of(replace(BEIJING_LIKE, limits=(), numbers=()))
    with pytest.raises(rules.NoLimit) as refused:
        old.promise()
    assert refused.value.facts == {"profile": "beijing-like", "step": Step.PROMISE}
    with pytest.raises(rules.NoLimit):
        old.count(Figure.FOLLOW_UP_TRIES)


def adopted(division: str, profile: str, year: int) -> Adoption:
    return Adoption(division=division, profile=profile, valid_from=date(year, 1, 1))


ADOPTIONS = [
    adopted("", "five", 2020),
    adopted("", "beijing", 2024),
    adopted("110105", "own", 2023),
    adopted("1101", "city", 2025),
]


@pytest.mark.parametrize(
    ("division", "year", "profile"),
    [
        ("110105001000", 2019, None),
        ("110105001000", 2022, "five"),
        ("110105001000", 2023, "own"),
        ("110105001000", 2026, "own"),  # the closest division rules, not the latest date
        ("110108001000", 2024, "beijing"),
        ("110108001000", 2026, "city"),
        ("370100000000", 2026, "beijing"),
        ("", 2026, "beijing"),
    ],
)
def test_the_closest_division_rules_and_there_the_latest(
    division: str, year: int, profile: str | None
):
    ruling = rules.in_force(ADOPTIONS, division, date(year, 6, 1))
    assert (ruling and ruling.profile) == profile


@given(on=st.dates(date(2015, 1, 1), date(2030, 1, 1)), order=st.permutations(ADOPTIONS))
def test_what_is_in_force_never_depends_on_the_order_of_rows(on: date, order: list[Adoption]):
    division = "110105001000"
    assert rules.in_force(order, division, on) == rules.in_force(ADOPTIONS, division, on)


@pytest.mark.parametrize("division", ["1", "110", "11010500100", "1101050010001", "11010a", "朝阳"])
def test_a_division_that_is_none_is_refused(division: str):
    with pytest.raises(rules.NotADivision):
        rules.adoptable([], adopted(division, "own", 2027), date(2026, 11, 23))


def test_limits_under_which_people_worked_are_not_replaced_afterwards():
    today = date(2026, 11, 23)
    rules.adoptable(ADOPTIONS, adopted("", "own", 2015), today)  # nothing was in force then
    rules.adoptable(ADOPTIONS, adopted("", "own", 2027), today)
    with pytest.raises(rules.InThePast):
        rules.adoptable(ADOPTIONS, adopted("370100", "own", 2025), today)


@pytest.mark.parametrize("role", set(Role) - {Role.ADMINISTRATOR, Role.SYSTEM})
def test_nobody_but_an_administrator_keeps_the_policies(role: Role):
    with pytest.raises(NotAllowed):
        rules.keepers_only(Actor(role=role))
