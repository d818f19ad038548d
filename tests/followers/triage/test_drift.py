"""How suggestions fare with people: counted by week and category, and a word where that is bad."""

from datetime import date, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.rules import manifests
from lianxin.followers.triage.rules.drift import Drift, Week, drift
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import NotAllowed
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.make import MONDAY

AUDITOR = Actor(role=Role.AUDITOR, staff_id=1)


def week(number: int, *, decided: int = 100, followed: int = 80, sure: float = 0.8) -> Week:
    monday = date(2026, 11, 23) - timedelta(weeks=number)
    return Week(
        monday=monday, made=decided + 5, decided=decided, followed=followed, confidence=sure
    )


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ([], Drift.TOO_FEW),
        ([week(0, decided=49)], Drift.TOO_FEW),
        ([week(number) for number in range(4)], Drift.FINE),
        ([week(0, followed=62), week(1)], Drift.FINE),  # one bad week among good ones
        ([week(0, followed=60), week(1, followed=70)], Drift.FOLLOWED_LESS),
        ([*map(week, range(4)), *(week(n, followed=0) for n in range(4, 9))], Drift.FINE),
        ([week(number, sure=0.6) for number in range(4)], Drift.LESS_SURE),
    ],
)
def test_the_last_four_weeks_are_held_against_what_was_measured(weeks, said):
    assert drift(weeks, right=0.8, confidence=0.8) is said


def test_what_was_never_measured_is_only_shown():
    assert drift([week(0, followed=0, sure=0)], right=None, confidence=None) is Drift.FINE


@pytest.mark.parametrize(
    "said", [None, {}, {"scores": 1}, {"data": {}, "scores": {}, "rows": "x", "made_at": ""}]
)
def test_a_manifest_that_says_too_little_is_told_as_none(said):
    assert manifests.told(said) is None


def test_an_older_manifest_lacks_what_was_not_measured_then():
    scores = {"macro_f1": 0.5, "calibration_error": 0.1, "coverage": 0.2}
    said: dict[str, Any] = {"made_at": "", "rows": 5, "labels": ["a"], "data": {}, "scores": scores}
    told = manifests.told(said)
    assert told is not None
    assert (told.above, dict(told.classes), told.confidence, told.trial) == ((), {}, None, None)


def asked(number: int, *, followed: bool | None) -> Ticket:
    """Take a request in and let it be suggested for; then let somebody follow, or choose otherwise."""
    request = Request(what="门口的路灯坏了", where="芦花路口", grid_id=town.grid())
    key = f"asked-{number:04}"
    by = Actor.public("tests")
    entry = tickets.receive(request=request, contact=None, by=by, at=MONDAY, key=key)
    with ledger.writing():
        actions.take(entry, at=MONDAY + timedelta(weeks=number % 2))
    ticket = town.of(entry)
    if followed is None:
        return ticket
    code = "lighting.lamp" if followed else "noise"
    about = town.category(code)
    return did(ticket, tickets.answer, "agent", category_id=about, words="已告知")


@pytest.mark.django_db
def test_what_people_followed_is_counted_by_week_and_category():
    town.built()
    for number, followed in enumerate([True, True, False, None, True]):
        asked(number, followed=followed)
    since = MONDAY - timedelta(days=1)
    first, second = queries.weeks(AUDITOR, version="", since=since)
    assert (first.monday, first.made, first.decided, first.followed) == (MONDAY.date(), 3, 3, 2)
    assert (second.made, second.decided, second.followed) == (2, 1, 1)
    assert 0 < first.confidence <= 1
    (one,) = queries.by_category(AUDITOR, version="", since=since)
    assert (one.category_id, one.decided, one.followed) == (town.category(), 4, 3)
    assert queries.weeks(AUDITOR, version="another", since=since) == []
    assert queries.weeks(AUDITOR, version="", since=MONDAY + timedelta(weeks=3)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SUPERVISOR, Role.HANDLER])
def test_only_who_keeps_it_or_watches_reads_about_it(role):
    by = Actor(role=role, staff_id=1)
    for read in (queries.versions, queries.history):
        with pytest.raises(NotAllowed):
            read(by)
    with pytest.raises(NotAllowed):
        queries.weeks(by, version="", since=MONDAY)


@pytest.mark.django_db
def test_an_administrator_of_the_town_keeps_it():
    town.built()
    assert queries.versions(actor("admin")) == []
    assert queries.history(actor("admin")) == []
