"""Asking again, on the pages: blind, with a contact that is opened for a reason, and open to everybody's check."""

from collections.abc import Callable
from datetime import datetime

import pytest

from lianxin.casework.oversight.models import Revisit
from lianxin.casework.tickets.models import Ticket
from tests.casework.oversight import asked
from tests.interfaces.web.staff import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def revisit(clock: Callable[[datetime], None]) -> Revisit:
    found = asked.drawn()
    clock(asked.hours(1))
    return found


def test_a_unit_asks_again_without_knowing_what_was_claimed(revisit: Revisit):
    client = scene.browser("hewan-handler")
    listed = scene.text(client.get("/staff/revisits/"))
    assert revisit.ticket.number in listed
    page = f"/staff/revisits/{revisit.pk}/"
    said = scene.text(client.get(page))
    assert "路灯坏了三天了" in said
    assert "已修好" in said
    assert "城市管理局" not in said
    assert "13900001234" not in said
    answer = scene.send(client, page, found="not_solved", words="第二天又不亮了")
    assert answer.status_code == 303
    revisit.refresh_from_db()
    assert revisit.result == "disagrees"
    for over in (page, f"{page}contact/", f"{page}tried/"):
        assert client.get(over).status_code == 404
    decisions = scene.text(scene.browser("reviewer").get("/staff/desks/decisions/"))
    assert "第二天又不亮了" in decisions
    assert revisit.ticket.number in scene.text(scene.browser("supervisor").get("/staff/revisits/"))


def test_an_answer_without_words_is_asked_for_where_it_does_not_agree(revisit: Revisit):
    client = scene.browser("hewan-handler")
    answer = scene.send(client, f"/staff/revisits/{revisit.pk}/", found="not_solved", words="")
    assert answer.status_code == 422
    assert Ticket.objects.get(pk=revisit.ticket_id).pending == ""


def test_the_contact_is_opened_and_its_requester_sees_by_whom(revisit: Revisit):
    client = scene.browser("hewan-handler")
    answer = scene.send(client, f"/staff/revisits/{revisit.pk}/contact/", words="随机复访")
    assert answer.status_code == 303
    assert "13900001234" in scene.text(client.get(answer["Location"])).replace(" ", "")
    assert scene.browser("lead").get(answer["Location"]).status_code == 404
    looked = scene.text(
        scene.opened_by(revisit.ticket).get(f"/progress/{revisit.ticket.number}/looked/")
    )
    assert "河湾街道办事处" in looked


def test_an_attempt_in_vain_is_noted(revisit: Revisit):
    client = scene.browser("hewan-handler")
    page = f"/staff/revisits/{revisit.pk}/"
    assert scene.send(client, f"{page}tried/", way="phone").status_code == 303
    revisit.refresh_from_db()
    assert revisit.tries == 1
    assert scene.send(client, page, found="unreachable", words="").status_code == 422


def test_a_supervisor_sees_how_it_was_drawn_and_draws_it_again(revisit: Revisit):
    said = scene.text(scene.browser("supervisor").get("/staff/revisits/draws/2026-11/"))
    assert "The same requests come out." in said
    assert revisit.draw.root in said
    for wrong in ("2026-10", "x", "2026-13"):
        page = f"/staff/revisits/draws/{wrong}/"
        assert scene.browser("auditor").get(page).status_code == 404


def test_everybody_reads_what_came_of_it_and_nobody_is_named(revisit: Revisit):
    said = scene.text(scene.browser().get("/revisits/"))
    assert "2026-11 1 0 0" in said
    assert revisit.draw.root in said
    assert revisit.ticket.number not in said
    assert "城市管理局" not in said  # fewer than five people


@pytest.mark.parametrize("after", ["9" * 5000, "9" * 19, "-1", "x", "²"])
def test_a_page_that_begins_behind_no_row_is_the_first(revisit: Revisit, after: str):
    answer = scene.browser("hewan-handler").get("/staff/revisits/", {"after": after})
    assert answer.status_code == 200
    assert revisit.ticket.number in scene.text(answer)


def test_everybody_reads_no_share_of_a_few_answers_and_staff_do(revisit: Revisit):
    page = f"/staff/revisits/{revisit.pk}/"
    scene.send(scene.browser("hewan-handler"), page, found="resolved", words="")
    public = scene.text(scene.browser().get("/revisits/"))
    assert "2026-11 1 – – 0 0 0 0 –" in public
    assert "100.0 %" not in public
    staff = scene.text(scene.browser("supervisor").get("/staff/revisits/"))
    assert "2026-11 1 1 0 0 0 0 0 100.0 %" in staff
