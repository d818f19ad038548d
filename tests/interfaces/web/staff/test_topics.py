"""The board of what keeps coming up: hottest first, in the area of the unit, with its formula."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.followers.triage.models import Topic
from lianxin.foundation.ledger import actions as ledger
from tests.followers.triage.test_filing import filed, many
from tests.interfaces.web.staff.scene import browser, send, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def test_the_board_shows_topics_with_their_heat_and_the_formula():
    many()
    filed()
    shown = text(browser("dispatcher").get("/staff/topics/"))
    assert "路灯不亮" in shown
    assert "6 in the period, 0 expected" in shown
    assert "Heat = requests a week" in shown
    assert "6 in the period" in text(browser("supervisor").get("/staff/topics/?weeks=13"))
    assert browser("supervisor").get("/staff/topics/?town=0").status_code == 422
    assert browser("supervisor").get("/staff/topics/?weeks=7").status_code == 422
    assert browser("supervisor").get("/staff/topics/?from=x").status_code == 404


def test_a_topic_says_where_and_names_requests_that_the_reader_may_read():
    made = many()
    filed()
    topic = Topic.objects.order_by("pk")[0]
    shown = text(browser("supervisor").get(f"/staff/topics/{topic.pk}/"))
    assert "芦花" in shown
    assert any(ticket.number in shown for ticket in made)
    assert "open requests tell the same here" in shown


def test_a_topic_that_went_into_another_leads_there():
    many()
    filed()
    first, second = Topic.objects.order_by("pk")[:2]
    with_heir = "/staff/topics/999999/"
    assert browser("supervisor").get(with_heir).status_code == 404
    with ledger.writing():
        gone = Topic.objects.create(first_on=first.first_on, middle=b"", heir=second)
    answer = browser("supervisor").get(f"/staff/topics/{gone.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, f"/staff/topics/{second.pk}/")


@pytest.mark.parametrize("page", ["", "together/"])
def test_the_board_costs_as_many_queries_for_many_as_for_few(page):
    def counted():
        client = browser("dispatcher")
        client.get(f"/staff/topics/{page}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/staff/topics/{page}")
        return len(asked)

    many()
    filed()
    few = counted()
    many(rounds=4, at=MONDAY + timedelta(minutes=1), name="b")
    filed(MONDAY + timedelta(minutes=2))
    assert counted() == few


ABOUT = {
    "title": "路灯集中整治",
    "category": "路灯不亮",
    "place_kind": "wider",
    "area": "990101000000",
    "unit": "城市管理局",
    "words": "逐街排查",
}


def test_only_a_supervisor_makes_a_topic_a_monthly_topic():
    many()
    filed()
    topic = Topic.objects.order_by("pk")[0]
    page = f"/staff/topics/{topic.pk}/"
    supervisor, dispatcher = browser("supervisor"), browser("dispatcher")
    assert "Make it a monthly topic" in text(supervisor.get(page))
    assert "Make it a monthly topic" not in text(dispatcher.get(page))
    url = f"/staff/matters/new/?kind=monthly_topic&topic={topic.pk}"
    assert dispatcher.get(url).status_code == 403
    assert supervisor.get(f"{url}0000").status_code == 404
    for strange in ("nothing", f"monthly_topic&topic={'0' * 20}{'9' * 5000}"):
        assert supervisor.get(f"/staff/matters/new/?kind={strange}").status_code == 404
    matter = send(supervisor, url, **ABOUT)["Location"]
    assert "Monthly topic" in text(supervisor.get(matter))
    assert "路灯集中整治" in text(supervisor.get(page))


def test_the_tasks_of_a_proactive_action_stand_on_its_public_page():
    supervisor = browser("supervisor")
    url = "/staff/matters/new/?kind=proactive_action"
    matter = send(supervisor, url, **ABOUT)["Location"]
    task = {"words": "排查全部路灯", "unit": "城市管理局", "due_on": "2026-11-30"}
    assert send(supervisor, f"{matter}set_task/", **task).status_code == 303
    assert "排查全部路灯" in text(supervisor.get(matter))
    assert send(supervisor, f"{matter}end_task/", task="1", words="已查完").status_code == 303
    assert send(supervisor, f"{matter}end_task/", task="1", words="再查").status_code == 422
    send(supervisor, f"{matter}announce/", words="本月集中排查路灯")
    assert send(browser("reviewer"), f"{matter}publish/").status_code == 303
    public = browser().get(matter.replace("/staff", "")).content.decode()
    assert "Proactive action" in public
    assert "已查完" in public
