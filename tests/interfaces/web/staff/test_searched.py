"""Search by words on its page: results by the form alone, refusals in words, every search in the ledger."""

import pytest

from lianxin.followers.triage.models import Search
from lianxin.followers.triage.rules import searching as rules
from lianxin.foundation.ledger.models import Entry
from tests.casework.tickets import town
from tests.followers.triage.test_searching import follow, told
from tests.interfaces.web.staff.scene import browser, text

pytestmark = pytest.mark.django_db
PAGE = "/staff/search/"


def test_requests_are_found_by_what_stands_in_them_and_the_search_is_written_down():
    town.built()
    lamp = told("三号楼前的路灯坏了")
    follow()
    shown = text(browser("dispatcher").post(PAGE, {"ask": "楼前的路灯"}))
    assert lamp.number in shown
    assert Search.objects.get().count == 1
    entry = Entry.objects.get(about="search")
    assert (entry.role, entry.verb) == ("dispatcher", rules.SEARCHED)
    nothing = text(browser("handler").post(PAGE, {"ask": "楼前的路灯"}))
    assert "No request that you may read holds these words." in nothing
    assert Search.objects.count() == 2


def test_nothing_is_searched_by_address_and_looking_at_the_form_is_no_search():
    town.built()
    told("路灯坏了")
    follow()
    shown = text(browser("dispatcher").get(PAGE, {"ask": "路灯"}))
    assert "Requests found" not in shown
    assert not Search.objects.exists()


@pytest.mark.parametrize("ask", ["13800138000", "灯", "", "x" * 150, "\u202e"])
def test_what_is_no_search_is_said_beside_the_field_and_keeps_what_was_typed(ask: str):
    town.built()
    answer = browser("dispatcher").post(PAGE, {"ask": ask})
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)
    assert not Search.objects.exists()


def test_long_results_go_on_further_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "PAGE", 1)
    town.built()
    old, new = told("路灯坏了"), told("路灯又坏了")
    follow()
    first = browser("dispatcher").post(PAGE, {"ask": "路灯"})
    assert new.number in text(first)
    assert old.number not in text(first)
    before = first.context["onward"]
    second = text(browser("dispatcher").post(PAGE, {"ask": "路灯", "before": before}))
    assert old.number in second
    assert new.number not in second
    assert browser("dispatcher").post(PAGE, {"ask": "路灯", "before": "x"}).status_code == 422
