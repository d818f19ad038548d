"""Numbered pages: every row on exactly one of them, and what was asked for goes along."""

from urllib.parse import parse_qs

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from lianxin.interfaces.web.paging import paged


@given(st.integers(0, 90), st.integers(1, 30))
def test_who_goes_on_from_page_to_page_sees_every_row_once(many: int, size: int):
    rows, asked, seen = list(range(many)), "?ask=灯", list[int]()
    while asked:
        shown, ways = paged(RequestFactory().get(f"/{asked}"), rows, size)
        seen += shown
        asked = ways["next_url"]
        assert not asked or parse_qs(asked[1:])["ask"] == ["灯"]
    assert seen == rows


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "999999999999999999999"])
def test_a_page_that_does_not_exist_is_one_that_does(page: str):
    shown, ways = paged(RequestFactory().get("/", {"page": page}), list(range(30)), 20)
    assert shown in (list(range(20)), list(range(20, 30)))
    assert bool(ways["previous_url"]) != bool(ways["next_url"])
