"""Every test of these pages stands in the town of the tickets' tests, at a clock that a test can move."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from tests.casework.tickets import town
from tests.interfaces.web.staff import scene


@pytest.fixture(autouse=True)
def a_town(request: pytest.FixtureRequest) -> None:
    """Build the town where the database is used."""
    if request.node.get_closest_marker("django_db"):
        town.built()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the pages' clock, and return what moves it."""

    def move(at: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)

    move(scene.NOW)
    return move
