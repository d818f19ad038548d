"""The policies' register: loading profiles, adopting one, and the limits kept in memory."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotAllowed, NotFound, Stale
from lianxin.foundation.time import Unit
from lianxin.registers.policies import actions, queries, rules
from lianxin.registers.policies.rules import SHIPPED, Span, Step, Tier
from lianxin.registers.policies.rules.shipped import BEIJING_LIKE, FIVE_WORKING_DAYS
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")
ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, staff_id=1)
TODAY = date(2026, 11, 23)


def load(profiles: Sequence[rules.Profile] = SHIPPED, key: str = "load-profiles"):
    return actions.load_profiles(profiles=profiles, by=SYSTEM, at=MONDAY, key=key)


def adopt(
    profile: str = "beijing-like", division: str = "", valid_from: date = TODAY, key: str = ""
):
    return actions.adopt_profile(
        profile=profile,
        division=division,
        valid_from=valid_from,
        by=ADMINISTRATOR,
        at=MONDAY,
        key=key or f"adopt:{profile}:{division}:{valid_from}",
        seen=queries.seq(),
    )


def slower(profile: rules.Profile) -> rules.Profile:
    lines = tuple(
        replace(line, span=Span(9, Unit.WORKING_DAYS)) if line.step is Step.REWORK else line
        for line in profile.limits
    )
    return replace(profile, limits=lines)


def test_what_was_loaded_is_read_back_as_it_was_written():
    entry = load()
    adopt()
    limits = queries.limits("110105001000", TODAY)
    assert limits.by_step == rules.TimeLimits.of(BEIJING_LIKE).by_step
    assert limits.by_figure == rules.TimeLimits.of(BEIJING_LIKE).by_figure
    assert limits.promise() == Span(7, Unit.CALENDAR_DAYS)
    assert entry.verb == "policy.profiles_loaded"
    assert entry.facts["profiles"] == 2
    words = ledger.words(entry)
    assert json.loads(words["beijing-like"] or "")["default_tier"] == "general"
    assert set(words) == {"beijing-like", "five-working-days"}


def test_an_adopted_profile_rules_from_its_day_on_in_its_division():
    load()
    adopt("five-working-days", "", date(2015, 1, 1))
    entry = adopt("beijing-like", "110105", TODAY)
    assert entry.verb == "policy.profile_adopted"
    assert entry.facts["division"] == "110105"
    assert entry.facts["valid_from"] == "2026-11-23"
    before, after = date(2026, 11, 22), date(2027, 1, 1)
    assert queries.limits("110105001000", before).profile.code == "five-working-days"
    assert queries.limits("110105001000", after).profile.code == "beijing-like"
    assert queries.limits("110108001000", after).profile.code == "five-working-days"


def test_a_plan_for_a_coming_day_can_be_corrected():
    load()
    adopt("five-working-days", "", date(2027, 1, 1))
    adopt("beijing-like", "", date(2027, 1, 1))
    assert queries.limits("", date(2027, 1, 1)).profile.code == "beijing-like"


def test_without_an_adoption_there_are_no_limits():
    load()
    with pytest.raises(rules.NoProfileInForce) as refused:
        queries.limits("110105", TODAY)
    assert refused.value.facts == {"division": "110105", "on": TODAY}


def test_loading_again_changes_nothing():
    digest = load().facts["digest"]
    assert load(key="load-them-again").facts["digest"] == digest
    adopt()
    digest = load(key="load-once-more").facts["digest"]
    assert load(key="and-once-more").facts["digest"] == digest


def test_a_profile_can_change_until_it_is_adopted():
    load()
    load([slower(BEIJING_LIKE)], key="load-a-slower-one")
    adopt()
    assert queries.limits("", TODAY).span(Step.REWORK) == Span(9, Unit.WORKING_DAYS)


def test_what_an_adopted_profile_says_stays():
    load()
    adopt()
    with pytest.raises(rules.ProfileInUse) as refused:
        load([slower(BEIJING_LIKE)], key="load-a-slower-one")
    assert refused.value.facts == {"profile": "beijing-like", "step": Step.REWORK}
    other_tier = replace(BEIJING_LIKE, default_tier=Tier.COMPLEX)
    with pytest.raises(rules.ProfileInUse):
        load([other_tier], key="load-another-tier")
    assert queries.limits("", TODAY).span(Step.REWORK) == Span(3, Unit.WORKING_DAYS)


def test_an_adopted_profile_may_gain_a_better_source():
    load()
    adopt()
    load([replace(BEIJING_LIKE, source="京政办发")], key="load-a-better-source")
    assert queries.limits("", TODAY).profile.source == "京政办发"


def test_a_city_brings_a_profile_of_its_own():
    load([replace(slower(FIVE_WORKING_DAYS), code="our-city", name="本市")])
    adopt("our-city")
    assert queries.limits("", TODAY).profile.name == "本市"


@pytest.mark.parametrize(
    ("profiles", "refusal"),
    [
        ([], rules.NoProfiles),
        ([replace(BEIJING_LIKE, limits=())], rules.IncompleteProfile),
        ([BEIJING_LIKE, replace(FIVE_WORKING_DAYS, code="?")], rules.NotAProfileCode),
    ],
)
def test_a_bad_load_changes_nothing(profiles: list[rules.Profile], refusal: type[Exception]):
    with pytest.raises(refusal):
        load(profiles)
    assert queries.register() is None
    assert queries.policies().profiles == {}


def test_a_profile_that_is_not_there_cannot_be_adopted():
    load()
    with pytest.raises(NotFound):
        adopt("no-such-profile")


def test_two_administrators_with_one_page_do_not_overwrite_each_other():
    load()
    seen = queries.seq()
    adopt()
    with pytest.raises(Stale):
        actions.adopt_profile(
            profile="five-working-days",
            division="",
            valid_from=TODAY,
            by=ADMINISTRATOR,
            at=MONDAY,
            key="adopt-another",
            seen=seen,
        )


def test_nobody_else_loads_or_adopts():
    handler = Actor(role=Role.HANDLER, staff_id=2)
    with pytest.raises(NotAllowed):
        actions.load_profiles(by=handler, at=MONDAY, key="not-your-deed")
    with pytest.raises(NotAllowed):
        actions.adopt_profile(
            profile="beijing-like",
            division="",
            valid_from=TODAY,
            by=handler,
            at=MONDAY,
            key="not-your-deed",
            seen=0,
        )


def test_limits_are_read_once_until_they_change(django_assert_num_queries):
    load()
    adopt()
    first = queries.limits("", TODAY)
    with django_assert_num_queries(1):
        assert queries.limits("", TODAY) is first
    adopt("five-working-days", "", date(2027, 1, 1))
    assert queries.limits("", date(2027, 1, 1)).profile.code == "five-working-days"


def test_an_adoption_that_is_rolled_back_leaves_no_trace_in_memory():
    load()
    adopt()
    with transaction.atomic():
        adopt("five-working-days", "11")
        assert queries.limits("11", TODAY).profile.code == "five-working-days"
        transaction.set_rollback(True)
    assert queries.limits("11", TODAY).profile.code == "beijing-like"
