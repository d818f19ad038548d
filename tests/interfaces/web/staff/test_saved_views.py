"""A desk narrowed down by its address, and found again by a name that only its owner sees."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.models import SavedView, Ticket
from lianxin.casework.tickets.rules import Kind
from lianxin.casework.tickets.rules.narrowing import LONGEST, MOST
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.followers.triage.following import asked, follow
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, now, page, text, unseen
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
DESK = "/staff/desks/to-dispatch/"
LISTED = re.compile(r'class="lx-desk__link"\s+href="([^"]+)"')


def accepted(key: str, code: str) -> Ticket:
    ticket = asked("我家门口的路灯坏了三天", f"accepted:{key}")
    given = {"category_id": town.category(code), "kind": Kind.HELP, "grid_id": ticket.grid_id}
    return did(ticket, actions.accept, "agent", at=MONDAY, **given)


def lamps() -> str:
    return f"?category={town.category('lighting.lamp')}"


def beside(ticket: Ticket, query: str) -> str:
    return f"{DESK}{ticket.number}/{query}"


def keep(who: str, query: str, name: str, desk: str = DESK) -> Any:
    return browser(who).post(f"{desk}views/{query}", {"name": name})


def own(who: str) -> dict[str, str]:
    """Return the names and addresses of the views above a desk."""
    found = browser(who).get(DESK).context["views"]
    return {view["name"]: view["url"] for view in found}


def test_a_form_leads_to_an_address_that_shows_only_what_fits():
    lamp, other = accepted("lamp", "lighting.lamp"), accepted("other", "lighting.yard")
    client = browser("dispatcher")
    answer = client.get(f"{DESK}narrow/", {"show": "yes", "category": "路灯不亮", "due": "soon"})
    assert (answer.status_code, answer["Location"]) == (303, f"{DESK}{lamps()}&due=soon")
    said = text(client.get(answer["Location"]))
    assert lamp.number in said
    assert other.number not in said
    assert "Only what fits: 路灯不亮 · Late or due within three days" in said
    assert "Nothing on this list fits." in text(client.get(f"{DESK}{lamps()}&due=late"))
    whole = client.get(f"{DESK}narrow/", {"show": "yes"})
    assert whole["Location"] == DESK
    wrong = client.get(f"{DESK}narrow/", {"show": "yes", "place": "没有的地方"})
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    "query", ["category=x", "unit=-1", "grid=1.5", "place=12", "place=000000000000", "due=never"]
)
def test_an_address_that_says_what_cannot_be_leads_nowhere(query: str):
    for path in ("", "narrow/", "views/", "new/", "bulk/"):
        assert browser("dispatcher").get(f"{DESK}{path}?{query}").status_code == 404


def test_ticket_for_ticket_one_stays_within_what_fits():
    first = accepted("first", "lighting.lamp")
    accepted("between", "lighting.yard")
    last = accepted("last", "lighting.lamp")
    follow()
    client = browser("dispatcher")
    shown = html.unescape(client.get(beside(first, lamps())).content.decode())
    assert LISTED.findall(shown) == [beside(first, lamps()), beside(last, lamps())]
    url = f"{page(first)}dispatch/?onward=to-dispatch%3F{lamps()[1:].replace('=', '%3D')}"
    assert url in shown
    given = {"category": "照明 › 路灯不亮", "kind": "help", "grid_choice": first.grid_id}
    for ticket, following in ((first, beside(last, lamps())), (last, DESK + lamps())):
        url = url.replace(first.number, ticket.number)
        answer = client.post(url, {**unseen(client, url), **given})
        assert answer["Location"] == following
        assert now(ticket).state == "dispatched"


def test_what_is_new_and_a_step_on_many_keep_to_what_fits():
    lamp = accepted("lamp", "lighting.lamp")
    other = accepted("other", "lighting.yard")
    while ledger.seal():
        pass
    new = browser("dispatcher").get(f"{DESK}new/{lamps()}&since=0").json()["new"]
    assert new == [lamp.number]
    follow()
    client = browser("dispatcher")
    url = f"{DESK}bulk/{lamps()}"
    preview = client.get(f"{url}&step=dispatch&ticket={lamp.number}")
    assert f'href="{DESK}{lamps()}"' in preview.content.decode()
    item = re.findall(r'name="item"\s+value="([^"]*)"', preview.content.decode())
    answer = client.post(url, {"key": "0" * 32, "step": "dispatch", "item": item})
    assert answer["Location"] == DESK + lamps()
    assert [now(one).state for one in (lamp, other)] == ["dispatched", "received"]


def test_a_view_is_kept_renamed_and_deleted_and_nobody_else_sees_it():
    entries = Entry.objects.count()
    assert keep("dispatcher", lamps(), "路灯")["Location"] == DESK + lamps()
    assert own("dispatcher") == {"路灯": DESK + lamps()}
    view = SavedView.objects.get()
    url = f"{DESK}views/{view.pk}/"
    assert "路灯不亮" in text(browser("dispatcher").get(url))
    assert browser("dispatcher").post(url, {"name": "灯"}).status_code == 303
    assert list(own("dispatcher")) == ["灯"]
    keep("dispatcher", "?due=late", "超期")
    again = browser("dispatcher").post(url, {"name": "超期"})
    assert again.status_code == 422
    assert "Another of your views" in text(again)
    assert browser("dispatcher").post(url, {"name": " "}).status_code == 422
    assert browser("dispatcher").post(url, {"drop": "yes"}).status_code == 303
    assert list(own("dispatcher")) == ["超期"]
    assert browser("dispatcher").get(url).status_code == 404
    assert Entry.objects.count() == entries  # how somebody arranges the own work is in no log


def test_the_view_of_another_is_not_there():
    keep("dispatcher", "?due=late", "超期", "/staff/desks/incoming/")
    view = SavedView.objects.get()
    url = f"/staff/desks/incoming/views/{view.pk}/"
    assert browser("dispatcher").get(url).status_code == 200
    for answer in (
        browser("agent").get(url),
        browser("agent").post(url, {"name": "x"}),
        browser("agent").post(url, {"drop": "yes"}),
        browser("dispatcher").get(f"{DESK}views/{view.pk}/"),
        browser("dispatcher").get(f"{DESK}views/{10**30}/"),
    ):
        assert answer.status_code == 404
    assert "超期" not in text(browser("agent").get("/staff/desks/incoming/views/"))
    assert SavedView.objects.get().name == "超期"


def test_a_desk_has_a_view_for_each_key_and_the_same_name_replaces():
    for number in range(MOST):
        assert keep("dispatcher", "?due=late", f"{number}").status_code == 303
    full = keep("dispatcher", "?due=late", "one more")
    assert full.status_code == 422
    assert f"{MOST} views at most" in text(full)
    assert keep("dispatcher", "?due=today", "0").status_code == 303
    assert own("dispatcher")["0"] == f"{DESK}?due=today"
    assert keep("dispatcher", "?due=late", "长" * (LONGEST + 1)).status_code == 422
    assert keep("dispatcher", "", "all of it").status_code == 404
    assert SavedView.objects.count() == MOST


def test_a_view_that_is_kept_is_not_offered_to_be_kept_again():
    assert "Keep this as a view" in text(browser("dispatcher").get(f"{DESK}?due=late"))
    keep("dispatcher", "?due=late", "超期")
    said = text(browser("dispatcher").get(f"{DESK}?due=late"))
    assert "Keep this as a view" not in said
    assert "1 超期" in said


def test_a_narrowed_desk_costs_as_much_at_40_rows_as_at_3():
    query = "?due=soon&place=990101001001"
    scene.many(3)

    def cost() -> int:
        client = browser("agent")
        url = f"/staff/desks/incoming/{query}"
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    few = cost()
    scene.many(37, first=3)
    assert cost() == few
