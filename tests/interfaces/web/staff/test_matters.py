"""Matters on the staff's pages: opened, planned, joined by a list, replied to, and every no said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets import actions
from lianxin.casework.tickets.models import Ticket
from tests.casework.matters import scene as matters
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, send, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
ABOUT = {
    "title": "河湾桥停电",
    "category": "路灯不亮",
    "place_kind": "street",
    "place": "河湾桥",
    "area": "芦花第一网格",
    "unit": "城市管理局",
    "words": "正在抢修",
}


def carried() -> None:
    while actions.carry(at=MONDAY, limit=5):
        pass


def test_a_matter_is_opened_from_a_ticket_that_joins_it():
    ticket = scene.received()
    url = f"/staff/matters/new/?ticket={ticket.number}"
    wrong = send(browser("agent"), url, **{**ABOUT, "place": "3号楼501"})
    assert wrong.status_code == 422
    assert "Leave out the number of the dwelling" in text(wrong)
    answer = send(browser("agent"), url, **ABOUT)
    assert answer.status_code == 303
    matter = Matter.objects.get()
    assert answer["Location"] == f"/staff/matters/{matter.pk}/"
    assert scene.now(ticket).matter_id == matter.pk
    shown = text(browser("agent").get(answer["Location"]))
    assert "河湾桥停电" in shown
    assert ticket.number in shown
    assert "河湾桥停电" in text(browser("dispatcher").get("/staff/matters/"))


def test_many_join_from_a_list_that_was_shown_and_get_one_reply():
    town.built()
    matter = matters.opened()
    scene.many(12)
    client, url = browser("dispatcher"), f"/staff/matters/{matter.pk}/"
    typed = {"since": "2026-11-01T00:00", "category": "", "numbers": ""}
    listed = send(client, f"{url}gather/", **typed, look="yes")
    assert "Requests that would join: 12" in text(listed)
    ids = ",".join(str(pk) for pk in Ticket.objects.order_by("pk").values_list("pk", flat=True))
    assert f'value="{ids}"' in listed.content.decode()
    beyond = f"{ids},{'9' * 30},{'9' * 5000},x"  # no ids of anything
    assert send(client, f"{url}gather/", **typed, ids=beyond).status_code == 303
    assert "It is still under way." in text(client.get(url))
    carried()
    assert "12 of 12 done, 0 left out." in text(client.get(url))
    assert "are asked each: 12" in text(client.get(f"{url}reply/"))
    assert send(client, f"{url}reply/", words="已恢复").status_code == 303
    carried()
    assert set(Ticket.objects.values_list("state", flat=True)) == {"follow_up"}


def test_a_list_that_nobody_was_shown_is_refused():
    town.built()
    matter = matters.opened()
    typed = {"since": "2026-11-01T00:00", "category": "", "numbers": ""}
    answer = send(browser("dispatcher"), f"/staff/matters/{matter.pk}/gather/", **typed)
    assert answer.status_code == 422
    assert "There is no request in this list." in text(answer)


@pytest.mark.parametrize(
    ("name", "who", "typed"),
    [
        ("plan", "handler", {"words": "明天换灯"}),
        ("draft", "lead", {"words": "已修好"}),
        ("announce", "lead", {"words": "正在抢修"}),
        ("hide", "supervisor", {"words": "地点有误"}),
        ("revise", "lead", {**ABOUT, "title": "河湾桥断电"}),
        ("close", "dispatcher", {"words": "已修好"}),
    ],
)
def test_each_step_is_taken_on_a_page_of_its_own(name: str, who: str, typed: dict[str, str]):
    town.built()
    matter = matters.opened()
    url = f"/staff/matters/{matter.pk}/{name}/"
    assert send(browser(who), url, **typed).status_code == 303
    assert Matter.objects.get().seq == 2
    assert browser("caller").get(url).status_code == 403
    assert browser("hewan-lead").get(url).status_code == 403


def test_a_reply_without_anybody_to_reply_to_is_refused():
    town.built()
    matter = matters.opened()
    answer = send(browser("supervisor"), f"/staff/matters/{matter.pk}/reply/", words="已修好")
    assert answer.status_code == 422
    assert "there is nobody to reply to" in text(answer)


def test_words_for_the_public_are_published_by_another_person_who_reads_them_first():
    town.built()
    matter = matters.opened()
    url = f"/staff/matters/{matter.pk}/"
    assert send(browser("dispatcher"), f"{url}announce/", words="今晚修好").status_code == 303
    assert "Waits for a second look" in text(browser("supervisor").get(url))
    own = send(browser("dispatcher"), f"{url}publish/")
    assert own.status_code == 422
    assert "You wrote these words yourself" in text(own)
    shown = text(browser("supervisor").get(f"{url}publish/"))
    assert "今晚修好" in shown
    assert "正在更换电缆" in shown
    assert send(browser("supervisor"), f"{url}publish/").status_code == 303
    assert Matter.objects.get().public


def test_a_desk_shows_a_matter_once_with_its_count_and_not_what_waits_with_it():
    town.built()
    matter = matters.opened()
    scene.many(3)
    ids = list(Ticket.objects.order_by("pk").values_list("pk", flat=True))
    url = f"/staff/matters/{matter.pk}/gather/"
    typed = {"since": "2026-11-01T00:00", "category": "", "numbers": ""}
    send(browser("dispatcher"), url, **typed, ids=",".join(map(str, ids)))
    carried()
    shown = text(browser("agent").get("/staff/desks/incoming/"))
    assert "3 requests wait with it" in shown
    assert shown.count("芦花路口一带路灯不亮") == 1
    assert not any(ticket.number in shown for ticket in Ticket.objects.all())
    assert "wait with it" not in text(browser("caller").get("/staff/"))


def test_a_unit_that_is_called_by_a_whistle_finds_the_request_on_its_desk():
    ticket = scene.whistled()
    shown = text(browser("hewan-handler").get("/staff/desks/called/"))
    assert ticket.number in shown
    assert "We are called to help" in shown
    step = f"/staff/tickets/{ticket.number}/report_stage/"
    reported = send(browser("hewan-handler"), step, words="明早到场", finished="no")
    assert reported.status_code == 303


def test_the_pages_of_matters_cost_as_many_queries_for_one_as_for_several():
    town.built()
    matter = matters.opened()
    client, counts = browser("dispatcher"), []
    for number in range(3):
        scene.many(2, first=2 * number)
        for ticket in Ticket.objects.filter(matter=None):
            did(ticket, actions.join, "agent", matter_id=matter.pk)
        found = []
        for url in ("", f"{matter.pk}/", f"{matter.pk}/publish/", f"{matter.pk}/reply/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/staff/matters/{url}").status_code == 200
            found.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            client.get("/staff/desks/to-dispatch/")
        counts.append([*found, len(asked)])
        matters.opened(key=f"another-{number}")
        matters.published(matter, f"第{number}条")
    assert counts[1] == counts[2]
