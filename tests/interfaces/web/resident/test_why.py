"""Why this category: the requester reads what a machine suggested, by which words, and that a person decides."""

import re

import pytest
from django.test import Client

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind
from lianxin.foundation.actor import Role
from lianxin.registers.duties import queries as duties
from tests.followers.triage.following import follow
from tests.interfaces.web.resident.town import Desk, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Desk:
    report(client)
    follow()
    return Desk(Ticket.objects.get())


def why(client: Client, desk: Desk) -> str:
    """Return the explanation as its reader sees it, or "" where there is none."""
    page = client.get(f"/progress/{desk.number}/").content.decode()
    found = re.search(r"<details.*?</details>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split()) if found else ""


def test_before_anybody_decided_it_says_what_a_machine_suggested_by_which_words_and_that_a_person_will(
    client: Client, desk: Desk
):
    said = why(client, desk)
    assert "suggested “路灯不亮”" in said
    assert re.search(r"It was (very|fairly) sure \(\d+ per cent\)", said)
    assert "路" in said.split("led to it:")[1]
    assert "A person will read your request and choose." in said
    assert "Ask a person to explain it" in said


def test_once_a_person_decided_it_says_whether_they_chose_the_same(client: Client, desk: Desk):
    desk.dispatched()
    assert "A person read your request and chose this category." in why(client, desk)


def test_where_a_person_chose_another_category_it_says_which(client: Client, desk: Desk):

    noise = duties.category("noise").pk
    desk.take("accept", Role.AGENT, category_id=noise, kind=Kind.HELP, grid_id=None)
    assert "chose another category: “噪声”" in why(client, desk)


def test_the_link_asks_a_person_in_the_place_where_all_questions_about_data_are_asked(
    client: Client, desk: Desk
):
    page = client.get(f"/progress/{desk.number}/").content.decode()
    link = re.search(r'href="([^"]*about=machine)"', page)
    assert link
    assert client.get(link[1]).status_code == 200


def test_where_nothing_was_suggested_nothing_is_explained(client: Client):
    report(client, what="你好你好你好")
    follow()
    assert why(client, Desk(Ticket.objects.get())) == ""


def test_nobody_else_reads_it(client: Client, stranger: Client, desk: Desk):
    assert why(stranger, desk) == ""


def test_who_is_about_to_send_what_sounds_like_danger_is_told_to_call(client: Client):
    report(client, what="我家厨房煤气泄漏了，快来人")
    client.post("/report/", {"what": "我家厨房煤气泄漏了，快来人", "kind": "help"})
    client.post("/report/where/", {"where": "", "place_kept": "public"})
    client.post("/report/contact/", {"privacy": "open", "phone": "", "name": "", "email": ""})
    assert 'href="tel:119"' in client.get("/report/check/").content.decode().split("<h1")[0]
