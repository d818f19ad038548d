"""The demo's city: every story can be played, in every state of the loop, and nothing is at fault."""

import pytest
from django.utils import timezone

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.rules import State
from lianxin.foundation.actor import Actor
from lianxin.interfaces.jobs.demo import city, story

pytestmark = pytest.mark.django_db


def test_every_story_of_the_demo_is_played_and_every_state_is_seen():
    now = timezone.now()
    for _ in city.build(at=now):
        pass
    for one in story.stories():
        story.play(one, now=now)
    assert list(queries.faults()) == []
    tickets = queries.visible_to(Actor.system("demo"))
    seen = set(tickets.values_list("state", flat=True))
    assert set(State) - seen == {State.ARCHIVED}  # which comes after three years
    assert all(story.played(one, now=now) for one in story.stories())
