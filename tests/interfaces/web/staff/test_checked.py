"""What a reply may lack is shown before it leaves, and a person decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions
from tests.casework.matters import scene as matters
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, page, text, unseen

pytestmark = pytest.mark.django_db

PASSED = "您反映的问题已转有关部门核查、办复，感谢您的留言。"


def test_a_reply_that_lacks_something_waits_for_a_person_and_keeps_what_was_typed():
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "reply")
    shown = client.post(url, {**unseen(client, url), "words": PASSED})
    assert shown.status_code == 200
    assert "It says only that the request came in or was passed on." in text(shown)
    html = shown.content.decode()
    assert f'<mark class="lx-mark">{PASSED[:8]}' in html
    assert f"{PASSED}</textarea>" in html
    assert scene.now(ticket).state == "handling"


def test_it_leaves_as_it_is_where_a_person_says_so():
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "reply")
    typed = {**unseen(client, url), "words": PASSED}
    assert "Send as it is" in text(client.post(url, typed))
    assert client.post(url, {**typed, "as_it_is": "yes"}).status_code == 303
    assert scene.now(ticket).state == "replied"


def test_a_reply_that_lacks_nothing_leaves_at_once():
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "reply")
    typed = {**unseen(client, url), "words": "路灯已于11月20日修好，请您晚上再看一看。"}
    assert client.post(url, typed).status_code == 303


def test_what_a_form_lacks_is_said_before_what_a_reply_lacks():
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "reply")
    answer = client.post(url, {**unseen(client, url), "words": " "})
    assert answer.status_code == 422
    assert "Before it leaves" not in text(answer)


def test_a_direct_answer_is_read_too():
    ticket, client = scene.received(), browser("agent")
    url = page(ticket, "answer")
    shown = client.post(url, {**unseen(client, url), "words": "请打13800138000找小李。"})
    assert "It may give away" in text(shown)
    assert scene.now(ticket).state == "received"


def test_the_reply_to_all_of_a_matter_is_read_too():
    town.built()
    matter, client = matters.opened(), browser("supervisor")
    url = f"/staff/matters/{matter.pk}/reply/"
    typed = {**unseen(client, url), "words": PASSED}
    shown = client.post(url, typed)
    assert shown.status_code == 200
    assert "It says only that the request came in or was passed on." in text(shown)
    assert "there is nobody to reply to" in text(client.post(url, {**typed, "as_it_is": "yes"}))


@pytest.mark.parametrize("words", ["<script>alert(1)</script>已转交", "已转交<b>"])
def test_what_is_marked_is_shown_as_text(words):
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "reply")
    shown = client.post(url, {**unseen(client, url), "words": words})
    html = shown.content.decode()
    assert "<script>alert" not in html
    assert "<b>" not in html


def test_the_audit_desk_tells_a_reply_that_only_passes_on():
    scene.replied()
    passed = did(town.handling(key="replied:passed"), actions.reply, "handler", words=PASSED)
    rows = text(browser("supervisor").get("/staff/desks/replies/")).split("城市管理局")
    (told,) = [row for row in rows if "Says only that it was passed on" in row]
    assert passed.number in told


def test_the_audit_desk_asks_the_same_few_questions_however_many_wait():
    scene.replied()
    client = browser("supervisor")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/staff/desks/replies/")
        return len(found)

    asked()
    one = asked()
    for number in range(3):
        did(town.handling(key=f"replied:more:{number}"), actions.reply, "handler", words=PASSED)
    assert asked() == one
