"""Similar requests beside a ticket: what was done about them, and the way into their matter."""

from datetime import timedelta

import pytest

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import rules as ticket_rules
from tests.casework.matters import scene as matters
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.followers.triage.test_beside import follow
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=1)


def test_a_solved_request_nearby_says_what_was_done_about_it():
    solved = town.dispatched(town.received())
    solved = did(solved, actions.sign, "handler")
    solved = did(solved, actions.contact, "handler", way=ticket_rules.Way.PHONE, words="已联系")
    solved = did(solved, actions.reply, "handler", words="已更换灯头，电话13900001234")
    ticket = town.received(at=LATER, key="received-later")
    follow()
    said = text(browser("dispatcher").get(scene.page(ticket)))
    for expected in ("Similar requests nearby", "probably the same problem", "已更换灯头"):
        assert expected in said, expected
    assert solved.number in said
    assert "Similar requests nearby" not in text(browser("auditor").get(scene.page(ticket)))


def test_a_dispatcher_joins_the_matter_of_a_similar_request_by_its_link():
    matter = matters.opened()
    did(town.received(), actions.join, "dispatcher", matter_id=matter.pk)
    ticket = town.received(at=LATER, key="received-later")
    follow()
    client = browser("dispatcher")
    page = client.get(scene.page(ticket))
    link = f"{scene.page(ticket, 'join')}?matter={matter.pk}"
    assert link in page.content.decode()
    form = client.get(link).content.decode()
    chosen = next(part for part in form.split("<input")[1:] if f'value="{matter.pk}"' in part)
    assert "checked" in chosen.split(">")[0]
    sent = scene.send(client, scene.page(ticket, "join"), choice=matter.pk)
    assert sent.status_code == 303
    assert scene.now(ticket).matter_id == matter.pk
    assert "Join this matter" not in text(client.get(scene.page(ticket)))


def test_a_link_that_names_no_matter_chooses_none():
    ticket = town.received()
    client = browser("dispatcher")
    for odd in ("x", "-1", "9" * 30, "٣", ""):
        assert client.get(f"{scene.page(ticket, 'join')}?matter={odd}").status_code == 200
