"""Notes on the pages: where they are written, on which desk they wait, and who never sees one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, page, send, text

pytestmark = pytest.mark.django_db

DESK = "/staff/desks/mentions/"
NOTE = "需请示，先别答复"


def test_a_note_stands_in_the_story_with_whom_it_asks():
    ticket = scene.noted()
    said = text(browser("handler").get(page(ticket)))
    assert f"For: 壬 For: 12345热线 {NOTE}" in said
    assert "Internal note" in said
    assert "Write an internal note" in said
    assert "Mark the note as read" not in said
    assert "Mark the note as read" in text(browser("lead").get(page(ticket)))


def test_whoever_is_asked_reads_the_note_on_a_desk_and_answers_there():
    ticket, lead = scene.noted(), browser("lead")
    said = text(lead.get(DESK))
    for expected in ("A note for you", NOTE, "城市管理局 · handler · 辛", ticket.number):
        assert expected in said, expected
    answer = send(lead, page(ticket, "note"), words="可以答复", colleague="辛", desk="")
    assert answer.status_code == 303
    assert "Nothing waits here." in text(lead.get(DESK))
    assert "可以答复" in text(browser("handler").get(DESK))


def test_a_note_counts_on_the_desk_until_it_is_read():
    ticket, lead = scene.noted(), browser("lead")
    assert "Notes for me waiting: 1" in text(lead.get("/staff/"))
    assert send(lead, page(ticket, "read_note")).status_code == 303
    assert "Notes for me waiting: 0" in text(lead.get("/staff/"))


def test_the_desk_of_notes_costs_the_same_at_many_rows():
    def asked(number: int) -> None:
        staff = [town.actor("lead").staff_id]
        ticket = town.handling(key=f"note-for:{number}")
        did(ticket, actions.note, "handler", words=NOTE, staff_ids=staff, unit_ids=[])

    def cost() -> int:
        client = browser("lead")
        client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(DESK).status_code == 200
        return len(captured)

    for number in range(2):
        asked(number)
    few = cost()
    for number in range(2, 9):
        asked(number)
    assert cost() == few


def test_only_those_who_may_see_the_request_are_offered():
    ticket = scene.handling()
    html = browser("handler").get(page(ticket, "note")).content.decode()
    for offered in ("壬 (城市管理局 · unit lead)", "癸 (供电公司 · handler)", "12345热线"):
        assert offered in html, offered
    for hidden in (
        "子 (",
        "丑 (",
        "己 (",
        "庚 (",
        "辛 (",
    ):  # a street, auditor, administrator, oneself
        assert hidden not in html, hidden


def test_the_progress_page_shows_no_note():
    ticket = scene.noted()
    html = scene.opened_by(ticket).get(f"/progress/{ticket.number}/").content.decode()
    assert ticket.number in html
    assert NOTE not in html
    assert "note" not in text(scene.opened_by(ticket).get(f"/progress/{ticket.number}/")).lower()
