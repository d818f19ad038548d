"""Policies and calendars together: a promise becomes a day."""

from datetime import date

import pytest

from lianxin.registers.calendars import queries as calendars
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Tier
from tests import make
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("profile", "tier", "last_day"),
    [
        ("beijing-like", None, date(2026, 11, 30)),
        ("beijing-like", Tier.URGENT, date(2026, 11, 23)),
        ("beijing-like", Tier.COMPLEX, date(2026, 12, 8)),
        ("five-working-days", None, date(2026, 11, 30)),
        ("five-working-days", Tier.COMPLEX, date(2026, 12, 14)),
    ],
)
def test_a_promise_becomes_a_day(profile: str, tier: Tier | None, last_day: date):
    make.time_limits(profile)
    span = policies.limits("110105001000", MONDAY.date()).promise(tier)
    due = calendars.due(MONDAY, amount=span.amount, unit=span.unit)
    assert due.last_day == last_day
    assert not due.provisional
