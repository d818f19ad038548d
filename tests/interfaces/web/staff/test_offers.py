"""Articles beside an answer: found, filled in by a link, and named in the entry of the answer."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.knowledge import actions
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, send, text
from tests.registers.knowledge import shelf

pytestmark = pytest.mark.django_db
USE = re.compile(r'href="\?([^"]*use=\d+)#id_words"')


def newest(ticket: Ticket) -> Entry:
    return Entry.objects.filter(about="ticket", about_id=ticket.pk).latest("seq")


def linked(html: str) -> str:
    found = USE.search(html)
    assert found is not None
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    ("who", "state", "step"), [("agent", "received", "answer"), ("handler", "handling", "reply")]
)
def test_an_article_fills_the_answer_and_stands_in_its_entry(who: str, state: str, step: str):
    article_id, ticket, client = (
        shelf.approved(key="scene:lamp"),
        scene.SCENES[state](),
        browser(who),
    )
    url = scene.page(ticket, step)
    html = client.get(url, {"ask": "路灯"}).content.decode()
    assert "先查是否为小区庭院灯" in html
    filled = client.get(f"{url}?{linked(html)}")
    assert filled.context["form"]["words"].value() == shelf.PLAIN["public"]
    assert "This answer rests on: 路灯不亮怎么报修" in text(filled)
    answer = send(
        client, f"{url}?use={article_id}", words="三天内修好。", article=f"{article_id}-1"
    )
    assert answer.status_code == 303
    facts = newest(ticket).facts
    assert (facts["article_id"], facts["article_version"]) == (article_id, 1)
    story = text(client.get(scene.page(ticket)))
    assert "From the article: 路灯不亮怎么报修 Version 1" in story


def test_an_answer_needs_no_article():
    ticket = scene.received()
    assert send(browser("agent"), scene.page(ticket, "answer"), words="请打热线").status_code == 303
    facts = newest(ticket).facts
    assert (facts["article_id"], facts["article_version"]) == (None, None)


def test_articles_on_the_category_are_offered_unasked():
    shelf.approved(key="scene:lamp")
    offered = text(browser("handler").get(scene.page(scene.handling(), "reply")))
    assert "路灯不亮怎么报修" in offered
    assert "Fill in this answer" in offered


def test_an_article_that_was_replaced_meanwhile_is_refused_and_the_words_stay():
    article_id, ticket, client = (
        shelf.approved(key="scene:lamp"),
        scene.received(),
        browser("agent"),
    )
    url = scene.page(ticket, "answer")
    carried = scene.unseen(client, url)
    shelf.did(actions.write, article_id, shelf.AGENT, wording=shelf.wording(public="一天"))
    shelf.did(actions.propose, article_id, shelf.AGENT, valid_from=shelf.TODAY)
    shelf.did(actions.approve, article_id, shelf.APPROVER)
    typed = {**carried, "words": "三天内修好。", "article": f"{article_id}-1"}
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "there is a newer version" in text(answer)
    assert "三天内修好。" in answer.content.decode()
    assert scene.verbs(ticket) == ["ticket.received"]
    assert client.post(url, {**typed, "article": f"{article_id}-2"}).status_code == 303


@pytest.mark.parametrize("article", ["x", "1", "1-", "-1", "9" * 30, "1-1-1", "٣-٣"])
def test_what_is_no_article_is_refused(article: str):
    ticket = scene.received()
    answer = send(browser("agent"), scene.page(ticket, "answer"), words="好", article=article)
    assert answer.status_code == 422
    assert scene.verbs(ticket) == ["ticket.received"]


@pytest.mark.parametrize("said", ["x", "²", "9" * 40, "0", "-1", "1\x00"])
def test_a_link_that_names_no_article_fills_nothing_in(said: str):
    client, url = browser("agent"), scene.page(scene.received(), "answer")
    assert not client.get(url, {"use": said}).context["form"]["words"].value()


def test_nobody_is_searched_for_beside_an_answer_either():
    answer = browser("agent").get(scene.page(scene.received(), "answer"), {"ask": "13912345678"})
    assert "nobody is searched for" in text(answer)


def test_other_steps_have_no_articles_beside_them():
    shelf.approved(key="scene:lamp")
    answer = browser("agent").get(scene.page(scene.received(), "hand_off"), {"use": "1"})
    assert answer.context["offers"] is None
    assert not answer.context["form"]["words"].value()


def test_the_panel_costs_the_same_at_3_and_at_300_articles():
    client, url = browser("handler"), scene.page(scene.handling(), "reply")

    def costs() -> list[int]:
        found = []
        for one in (url, f"{url}?ask=路灯"):
            client.get(one)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(one).status_code == 200
            found.append(len(captured))
        return found

    shelf.many(3)
    few = costs()
    shelf.many(297, first=3)
    assert costs() == few


TEMPLATE = "您反映的路灯已于【日期】修复。"


@pytest.mark.parametrize(
    ("who", "state", "step"), [("agent", "received", "answer"), ("handler", "handling", "reply")]
)
def test_a_template_fills_the_answer_and_no_blank_of_it_goes_out(who: str, state: str, step: str):
    article_id = shelf.approved(key="scene:lamp", template=TEMPLATE)
    ticket, client = scene.SCENES[state](), browser(who)
    url = scene.page(ticket, step)
    html = client.get(url, {"ask": "路灯"}).content.decode()
    assert f"part=template&amp;use={article_id}#id_words" in html
    link = f"{url}?use={article_id}&part=template"
    filled = client.get(link)
    assert filled.context["form"]["words"].value() == TEMPLATE
    typed = {"words": TEMPLATE, "article": f"{article_id}-1"}
    refused = send(client, link, **typed)
    assert refused.status_code == 422
    assert "Fill in what the template leaves open: 日期." in text(refused)
    done = send(client, link, **{**typed, "words": "您反映的路灯已于周二修复。"})
    assert done.status_code == 303
    facts = newest(ticket).facts
    assert (facts["article_id"], facts["article_version"]) == (article_id, 1)


def test_templates_have_a_list_of_their_own_and_no_page_for_everybody_shows_one():
    article_id = shelf.approved(key="scene:lamp", template=TEMPLATE)
    assert "路灯不亮怎么报修" in text(browser("agent").get("/staff/knowledge/lists/templates/"))
    assert TEMPLATE in text(browser("agent").get(f"/staff/knowledge/{article_id}/"))
    assert "【日期】" not in text(browser().get(f"/knowledge/{article_id}/"))
