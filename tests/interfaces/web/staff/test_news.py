"""What came onto a list while somebody reads it: each once, nothing of one's own, nothing that one may not see."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser

pytestmark = pytest.mark.django_db
NEW = "/staff/desks/incoming/new/"


def sealed() -> int:
    while ledger.seal():
        pass
    return queries.size()


def asked(who: str, since: int, url: str = NEW, **headers: str) -> Any:
    return browser(who).get(url, {"since": since}, headers=headers)


def test_what_came_in_is_named_once_and_then_nothing_is_new():
    scene.many(1)
    since = sealed()
    ticket = town.received(key="came-in-later")
    assert asked("agent", since).json() == {"until": since, "new": []}  # not sealed yet
    until = sealed()
    answer = asked("agent", since)
    assert answer.json() == {"until": until, "new": [ticket.number]}
    again = asked("agent", until, **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert asked("agent", until).json() == {"until": until, "new": []}


def test_what_left_the_list_is_not_new_and_nor_is_what_one_did_oneself():
    since = sealed()
    ticket = town.received(key="came-and-went")
    did(ticket, actions.answer, "agent", words="八点开门", category_id=None)
    sealed()
    assert asked("agent", since).json()["new"] == []
    ticket = town.dispatched(town.received(key="goes-to-a-unit"))
    sealed()
    ours = "/staff/desks/ours/new/"
    assert asked("handler", since, ours).json()["new"] == [ticket.number]
    assert asked("hewan-handler", since, ours).json()["new"] == []
    since = sealed()
    did(ticket, actions.sign, "handler")
    sealed()
    assert asked("handler", since, ours).json()["new"] == []


@pytest.mark.parametrize("since", ["", "x", "-1", "9999999", "9" * 400])
def test_a_place_that_no_page_gave_out_leads_nowhere(since: str):
    assert browser("agent").get(NEW, {"since": since}).status_code == 404


def test_it_costs_as_much_after_40_deeds_as_after_4():
    def cost(many: int, first: int) -> int:
        since = sealed()
        scene.many(many, first=first)
        sealed()
        client = browser("agent")
        client.get(NEW, {"since": since})
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(NEW, {"since": since}).json()["new"]) == many
        return len(captured)

    assert cost(4, 0) == cost(40, 4)
