"""What was asked and what was done, for everybody: counts without small ones, a word where nothing was counted."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.casework.tickets import town
from tests.followers.insight.test_record import kept
from tests.interfaces.web.staff.scene import text

pytestmark = pytest.mark.django_db
URL = "/asked-and-done/"


def asked(settings: Any, many: int) -> None:
    town.built()
    for number in range(many):
        town.received(key=f"public-{number}")
    kept(Path(settings.LIANXIN_INSIGHT))


def read(**typed: str) -> Any:
    return Client(headers={"accept-language": "en"}).get(URL, typed)


def test_before_anything_is_counted_the_page_says_so():
    town.built()
    answer = read()
    assert answer.status_code == 503
    assert "Nothing was counted yet" in text(answer)
    assert "On hold now, and why: 0" in text(answer)


def test_everybody_reads_what_was_asked_and_done(settings: Any):
    asked(settings, 6)
    answer = read()
    said = text(answer)
    assert answer.status_code == 200
    assert "6 requests in a year" in said
    assert "Resolution rate n/a n/a" in said
    assert read(csv="months").content.decode("utf-8-sig").splitlines()[1].endswith(",6,0")
