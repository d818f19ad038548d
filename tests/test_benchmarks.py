"""What the benchmarks fill in is a city as the product would have made it."""

import pytest
from django.utils import timezone

from benchmarks._city import fill
from lianxin.casework.tickets import queries
from lianxin.foundation.ledger import verifying

pytestmark = pytest.mark.django_db


def test_the_city_of_the_benchmarks_is_a_history_without_a_fault():
    fill(tickets=200, sealed=True)
    assert list(verifying.whole(now=timezone.now())) == []
    assert list(queries.faults()) == []
