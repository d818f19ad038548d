"""The pace at open doors: nobody is shut out, floods come one after the other, and it ends soon."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.pace import actions, rules
from lianxin.foundation.pace.models import Queue
from lianxin.foundation.pace.rules import PACES, Door
from tests.make import MONDAY

REPORT = PACES[Door.REPORT]
SECOND = timedelta(seconds=1)


def turns(count: int, *, at: datetime = MONDAY) -> list[datetime]:
    found, quiet_at = [], None
    for _ in range(count):
        turn = rules.turn(REPORT, quiet_at, at)
        found.append(turn.at)
        quiet_at = turn.quiet_at
    return found


def test_the_first_ones_go_at_once_and_the_rest_one_after_the_other():
    found = turns(REPORT.burst + 3)
    assert found[: REPORT.burst] == [MONDAY] * REPORT.burst
    assert found[REPORT.burst :] == [MONDAY + n * REPORT.gap for n in (1, 2, 3)]


def test_nobody_waits_longer_than_a_while_and_the_door_is_soon_quiet_again():
    assert max(turns(5000)) == MONDAY + REPORT.longest
    quiet_at = None
    for _ in range(5000):
        quiet_at = rules.turn(REPORT, quiet_at, MONDAY).quiet_at
    assert quiet_at is not None
    later = quiet_at + SECOND
    assert rules.turn(REPORT, quiet_at, later).at == later
    assert quiet_at - MONDAY <= REPORT.longest + REPORT.burst * REPORT.gap


@given(st.lists(st.integers(0, 600), max_size=80))
def test_a_turn_never_lies_before_its_coming_nor_too_far_behind_it(pauses: list[int]):
    at, quiet_at = MONDAY, None
    for pause in pauses:
        at += pause * SECOND
        turn = rules.turn(REPORT, quiet_at, at)
        assert at <= turn.at <= at + REPORT.longest
        assert turn.quiet_at > at
        quiet_at = turn.quiet_at


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::5", "2001:db8:1::/48"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_an_address_counts_with_its_neighbours(address: str, block: str):
    assert rules.block(address) == block


@pytest.mark.django_db
def test_another_block_and_another_door_wait_for_nobody():
    for _ in range(REPORT.burst):
        assert actions.take(door=Door.REPORT, address="203.0.113.7", at=MONDAY) == MONDAY
    assert actions.take(door=Door.REPORT, address="203.0.113.8", at=MONDAY) > MONDAY
    assert actions.take(door=Door.REPORT, address="198.51.100.8", at=MONDAY) == MONDAY
    assert actions.take(door=Door.CODE, address="203.0.113.7", at=MONDAY) == MONDAY


@pytest.mark.django_db
def test_no_address_is_kept_nothing_links_two_days_and_what_is_quiet_is_forgotten():
    actions.take(door=Door.REPORT, address="203.0.113.7", at=MONDAY)
    row = Queue.objects.get()
    assert "203.0.113" not in row.block
    tomorrow = MONDAY + timedelta(days=1)
    actions.take(door=Door.REPORT, address="203.0.113.7", at=tomorrow)
    assert [one.block != row.block for one in Queue.objects.all()] == [True]
