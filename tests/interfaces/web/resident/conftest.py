"""Every test of these pages stands in the small city, in English."""

import pytest
from django.test import Client

from tests.interfaces.web.resident import town


@pytest.fixture(autouse=True)
def in_town(request: pytest.FixtureRequest) -> None:
    """Build the city where the database is used."""
    if request.node.get_closest_marker("django_db"):
        town.built()


@pytest.fixture
def client() -> Client:
    """Return a browser that asks for English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def stranger() -> Client:
    """Return somebody else's browser."""
    return Client(headers={"accept-language": "en"})
