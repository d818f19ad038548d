"""The page of absences: entered by oneself or the lead, and the post of who is away to choose."""

from datetime import timedelta

import pytest
from django.test import Client

from lianxin.foundation.ledger.models import Entry
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.models import Absence
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, send, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
FRIDAY = TODAY + timedelta(days=4)


def number(username: str) -> int:
    staff = orgs.staff_member(username)
    assert staff is not None
    return staff.pk


def gone(client: Client, substitute: str, **typed: object) -> Client:
    """Enter an absence until Friday, and see that it was taken."""
    given = {"valid_from": TODAY, "valid_to": FRIDAY, "substitute": number(substitute), **typed}
    answer = send(client, "/staff/absence/", **given)
    assert answer.status_code == 303, text(answer)
    return client


def test_a_substitute_chooses_the_post_of_who_is_away_and_the_story_names_both():
    page = text(gone(browser("dispatcher"), "agent").get("/staff/absence/"))
    assert "乙" in page
    assert "23 November 2026" in page.split("甲 stands in. now")[0]
    ticket, client = scene.received(), browser("agent")
    away = client.get("/staff/")["Location"]
    choice = client.get(away)
    assert "12345热线 · dispatcher, standing in for 乙" in text(choice)
    post = next(
        one
        for one in orgs.posts_of_id(number("agent"), TODAY)
        if one.for_id == number("dispatcher")
    )
    client.post("/staff/post/", {"post": post.pk})
    assert "standing in for 乙" in client.get("/staff/").content.decode()
    sent = send(
        client,
        scene.page(ticket, "dispatch"),
        category="路灯不亮",
        kind="help",
        unit="城市管理局",
        words="",
    )
    assert sent.status_code == 303, text(sent)
    assert Entry.objects.get(verb="ticket.dispatched").for_id == number("dispatcher")
    story = text(browser("supervisor").get(scene.page(ticket)))
    assert "12345热线 · dispatcher · 甲 for 乙" in story


def test_the_lead_enters_it_for_a_colleague_and_others_are_not_even_asked():
    gone(browser("supervisor"), "caller", staff=number("agent"))
    assert Absence.objects.get().staff_id == number("agent")
    assert "Who is away" not in text(browser("auditor").get("/staff/absence/"))
    given = {"staff": number("dispatcher"), "substitute": number("reviewer")}
    refused = send(
        browser("auditor"), "/staff/absence/", valid_from=TODAY, valid_to=FRIDAY, **given
    )
    assert refused.status_code == 422
    assert Absence.objects.count() == 1


def test_a_loop_is_refused_in_words_and_what_was_typed_stays():
    gone(browser("dispatcher"), "agent")
    given = {"valid_from": TODAY, "valid_to": FRIDAY, "substitute": number("dispatcher")}
    client = browser("agent")
    post = orgs.posts_of_id(number("agent"), TODAY)[0]
    client.post("/staff/post/", {"post": post.pk})
    answer = send(client, "/staff/absence/", **given)
    assert answer.status_code == 422
    assert "The two would wait for each other" in text(answer)
    assert 'value="2026-11-27"' in answer.content.decode()


def test_who_is_back_earlier_says_so_and_the_substitute_does_not():
    client = gone(browser("dispatcher"), "agent")
    url = f"/staff/absence/{Absence.objects.get().pk}/end/"
    assert "27 November 2026. 甲 stands in until then" in text(client.get(url))
    assert send(browser("caller"), url, back_on=TODAY).status_code == 404
    late = send(client, url, back_on=FRIDAY + timedelta(days=1))
    assert late.status_code == 422
    assert send(client, url, back_on=TODAY).status_code == 303
    assert "Nobody is away" in text(client.get("/staff/absence/"))
    assert browser("agent").get("/staff/").status_code == 200


def test_where_somebody_works_alone_the_page_says_who_helps():
    page = text(browser("stranger").get("/staff/absence/"))
    assert "the administrator gives a post" in page
