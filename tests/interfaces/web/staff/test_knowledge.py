"""The knowledge register as staff keeps it: found, written, approved by another, reviewed, missed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions as tickets
from lianxin.registers.duties import queries as duties
from lianxin.registers.knowledge import actions, queries
from lianxin.registers.knowledge.models import Article, Version
from lianxin.registers.knowledge.rules import MANY
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff.scene import NOW, article, browser, send, text
from tests.make import MONDAY
from tests.registers.knowledge import shelf

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WRITTEN = {
    "title": "停水怎么办",
    "public": "请看公告",
    "internal": "先查泵房",
    "keywords": "停水；没水，水压",
    "category": "路灯不亮",
    "owner": "城市管理局",
    "legal_basis": "",
    "review_by": "2027-06-30",
}


def page(article_id: int, step: str = "") -> str:
    return f"/staff/knowledge/{article_id}/{step}/" if step else f"/staff/knowledge/{article_id}/"


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_an_article_is_written_proposed_and_approved_by_somebody_else():
    answer = send(browser("agent"), "/staff/knowledge/new/", **WRITTEN)
    assert answer.status_code == 303
    written = Version.objects.get()
    assert answer["Location"] == page(written.article_id)
    assert written.keywords == ["停水", "没水", "水压"]
    assert written.category_id == town.category()
    answer = send(browser("agent"), page(written.article_id, "propose"), valid_from=f"{TODAY}")
    assert answer.status_code == 303
    assert send(browser("supervisor"), page(written.article_id, "approve")).status_code == 303
    assert queries.in_force(TODAY).get().title == "停水怎么办"
    said = text(browser("handler").get(page(written.article_id)))
    assert "先查泵房" in said
    assert "Approved, version 1" in said
    assert "丙" in said  # who approved


def test_who_wrote_an_article_finds_no_way_to_approve_it():
    send(browser("supervisor"), "/staff/knowledge/new/", **WRITTEN)
    article_id = Article.objects.get().pk
    send(browser("supervisor"), page(article_id, "propose"), valid_from=f"{TODAY}")
    client = browser("supervisor")
    assert page(article_id, "approve") not in client.get(page(article_id)).content.decode()
    assert client.get(page(article_id, "approve")).status_code == 409
    shown = browser("reviewer").get(page(article_id, "approve"))
    key, seen = shown.context["form"]["key"].value(), shown.context["form"]["seen"].value()
    answer = client.post(page(article_id, "approve"), {"key": key, "seen": seen})
    assert answer.status_code == 422
    assert "somebody else approves it" in text(answer)
    assert send(browser("reviewer"), page(article_id, "approve")).status_code == 303


def test_what_is_missing_in_an_article_is_said_and_nothing_typed_is_lost():
    answer = send(browser("agent"), "/staff/knowledge/new/", **{**WRITTEN, "owner": "nowhere"})
    assert answer.status_code == 422
    assert "先查泵房" in answer.content.decode()
    assert not Article.objects.exists()


def test_a_proposal_is_sent_back_with_a_reason_that_its_writer_reads():
    article_id = article("proposed")
    assert send(browser("supervisor"), page(article_id, "send_back")).status_code == 422
    answer = send(browser("supervisor"), page(article_id, "send_back"), words="请写明电话")
    assert answer.status_code == 303
    assert "请写明电话" in text(browser("agent").get(page(article_id)))


def test_a_newer_version_stands_beside_the_one_in_force():
    article_id = article("approved")
    newer = {**WRITTEN, "title": "新的题目"}
    assert send(browser("agent"), page(article_id, "write"), **newer).status_code == 303
    said = text(browser("agent").get(page(article_id)))
    assert shelf.PLAIN["title"] in said
    assert "新的题目" in said
    assert queries.in_force(TODAY).get().number == 1


def test_who_was_slower_is_told_and_can_send_the_same_again():
    article_id = article("drafted")
    client = browser("agent")
    shown = client.get(page(article_id, "write")).context["form"]
    typed = {**WRITTEN, "key": shown["key"].value(), "seen": shown["seen"].value()}
    send(browser("dispatcher"), page(article_id, "write"), **{**WRITTEN, "title": "快一步"})
    answer = client.post(page(article_id, "write"), typed)
    assert answer.status_code == 422
    assert "Somebody else has acted" in text(answer)
    typed["seen"] = answer.context["form"]["seen"].value()
    assert client.post(page(article_id, "write"), typed).status_code == 303
    assert Version.objects.get().title == "停水怎么办"


def test_the_lists_tell_what_waits_and_what_is_overdue(clock: Any):
    article("proposed")
    shelf.approved(key="scene:late", review_by=TODAY + timedelta(days=1), title="要复审的")
    clock(NOW + timedelta(days=7))
    client = browser("supervisor")
    tabs = {tab["text"]: tab["count"] for tab in client.get("/staff/knowledge/").context["shelves"]}
    assert tabs == {
        "In force": "",
        "Reply templates": "",
        "Review overdue": "1",
        "To be approved": "1",
        "Drafts": "0",
        "Retired": "",
    }
    overdue = text(client.get("/staff/knowledge/lists/overdue/"))
    assert "要复审的" in overdue
    assert "Review overdue" in overdue


def test_words_lead_to_articles_and_not_to_people():
    article("approved")
    client = browser("caller")
    assert "路灯不亮怎么报修" in text(client.get("/staff/knowledge/", {"ask": "庭院"}))
    assert "Nothing was found" in text(client.get("/staff/knowledge/", {"ask": "量子"}))
    near = text(client.get("/staff/knowledge/", {"ask": "家门口路灯坏了怎么报修"}))
    assert "This comes near" in near
    refused = client.get("/staff/knowledge/", {"ask": "13912345678"})
    assert refused.status_code == 422
    assert "nobody is searched for" in text(refused)
    for odd in ("灯", "长" * 101, "长" * 500, "\x00\x00"):
        assert client.get("/staff/knowledge/", {"ask": odd}).status_code == 422


def test_lists_are_paged_from_the_newest_on():
    shelf.many(60)
    client = browser("agent")
    first = client.get("/staff/knowledge/")
    second = client.get("/staff/knowledge/" + first.context["next_url"])
    found = [row.version.pk for row in [*first.context["rows"], *second.context["rows"]]]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 60
    assert second.context["next_url"] == ""


@pytest.mark.parametrize("after", ["x", "-1", "²", "9" * 40, "1\x00"])
def test_a_page_that_nobody_linked_leads_nowhere(after: str):
    assert browser("agent").get("/staff/knowledge/", {"after": after}).status_code == 404
    assert browser("agent").get("/staff/knowledge/lists/nothing/").status_code == 404
    assert browser("agent").get(page(2**70)).status_code == 404
    assert browser("agent").get(page(article("drafted"), "burn")).status_code == 404


def test_every_page_costs_the_same_at_3_and_at_300_articles():
    shelf.many(3)
    client = browser("agent")
    urls = [
        "/staff/knowledge/",
        "/staff/knowledge/?ask=路灯",
        page(Article.objects.get(code="many-0").pk),
    ]
    few = [cost(client, url) for url in urls]
    shelf.many(297, first=3)
    assert [cost(client, url) for url in urls] == few


def answered(many: int) -> None:
    for number in range(many):
        ticket = town.received(key=f"scene:often:{number}")
        category = duties.category("noise").pk
        did(ticket, tickets.answer, "agent", words="请打热线", category_id=category)


def test_what_is_answered_often_and_stands_nowhere_becomes_a_draft_in_one_step():
    answered(MANY - 1)
    assert "An article is missing" not in text(browser("agent").get("/staff/knowledge/"))
    late = town.received(key="scene:last")
    category = duties.category("noise").pk
    did(late, tickets.answer, "agent", words="请打热线", category_id=category)
    client = browser("dispatcher")
    shown = client.get("/staff/knowledge/")
    assert f"噪声 – answered directly {MANY} times within 30 days" in text(shown)
    assert "An article is missing" not in text(browser("handler").get("/staff/knowledge/"))
    [(gap, form)] = shown.context["gaps"]
    given = {"key": form["key"].value(), "category": gap.category.pk}
    answer = client.post("/staff/knowledge/missing/", given)
    draft = Version.objects.get()
    assert answer["Location"] == page(draft.article_id, "write")
    assert (draft.state, draft.title, draft.category_id) == ("draft", "噪声", category)
    assert f"{MANY} times" in draft.internal
    client.post("/staff/knowledge/missing/", {**given, "key": "0" * 32})
    assert Version.objects.count() == 1
    assert "A draft is being written: 噪声" in text(client.get("/staff/knowledge/"))


def test_what_was_answered_long_ago_is_no_reason_for_an_article(clock: Any):
    answered(MANY)
    clock(NOW + timedelta(days=31))
    assert "An article is missing" not in text(browser("agent").get("/staff/knowledge/"))


def test_an_article_in_force_fills_the_gap():
    answered(MANY)
    shelf.approved(key="scene:noise", category_id=duties.category("noise").pk)
    assert "An article is missing" not in text(browser("agent").get("/staff/knowledge/"))
    [version] = queries.in_force(MONDAY.date())
    shelf.did(actions.retire, version.article_id, shelf.APPROVER, words="过时")
    assert "An article is missing" in text(browser("agent").get("/staff/knowledge/"))
