"""Intake by phone, at the counter and in the grid: one page, one deed, number and code to read aloud."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation import codes
from lianxin.foundation.files import queries as files
from lianxin.registers.residents import queries as residents
from tests.casework.matters import scene as matters
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, send, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
URL = "/staff/intake/"
TOLD = {
    "what": "楼下路灯不亮，老人晚上不敢出门",
    "where": "芦花社区芦花第一网格3号楼",
    "kind": "help",
    "category": "路灯不亮",
    "name": "王阿姨",
    "phone": "139 0000 1234",
    "privacy": "open",
    "channel": "phone",
}


def taken(answer: Any) -> Ticket:
    assert answer.status_code == 303, text(answer)
    return Ticket.objects.get()


def test_a_call_becomes_a_ticket_with_number_code_and_promise_to_read_aloud():
    client = browser("agent")
    answer = send(client, URL, **TOLD)
    ticket = taken(answer)
    assert (ticket.channel, ticket.kind, ticket.reach) == ("phone", "help", "phone")
    assert (ticket.grid_id, ticket.category_id) == (town.grid(), town.category())
    contact = residents.masked(ticket.pk)
    assert contact is not None
    assert contact.phone == "139****1234"
    said = text(client.get(answer["Location"]))
    assert ticket.number in said
    assert codes.grouped(queries.query_code(ticket)) in said
    assert "We answer by 30 Nov 24:00." in said


def test_a_double_click_takes_in_one_request():
    client = browser("agent")
    typed = {**scene.unseen(client, URL), **TOLD}
    first, again = client.post(URL, typed), client.post(URL, typed)
    assert first["Location"] == again["Location"]
    assert Ticket.objects.count() == 1


def test_little_is_enough():
    ticket = taken(
        send(
            browser("agent"),
            URL,
            what="小区门口积水",
            kind="help",
            privacy="open",
            channel="counter",
        )
    )
    assert (ticket.channel, ticket.reach, ticket.category_id, ticket.grid_id) == (
        "counter",
        "page",
        None,
        None,
    )
    assert ticket.division_code == "990100000000"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": " "}, "This field is required."),
        ({"phone": "12"}, "cannot be a phone number"),
        ({"privacy": "anonymous"}, "anonymous"),
        ({"category": "灯"}, "Several fit"),
        ({"channel": "grid"}, "valid choice"),
        ({"kind": "rumour"}, "valid choice"),
        ({"what": "字" * 10_001}, "10000"),
        ({"what": "\u200b\u2060\ufeff"}, "Please write what is to be said"),
        ({"what": "\u3164\u2800"}, "Please write what is to be said"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_nothing_typed_is_lost(
    wrong: dict[str, str], said: str
):
    answer = send(browser("agent"), URL, **{**TOLD, **wrong})
    assert answer.status_code == 422
    assert said.lower() in text(answer).lower()
    assert "芦花社区芦花第一网格3号楼" in answer.content.decode()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("place", "consents", "kept"),
    [("public", "", True), ("home", "location", True), ("coarse", "", False)],
)
def test_where_a_caller_lives_is_kept_with_their_consent_only(
    place: str, consents: str, *, kept: bool
):
    ticket = taken(send(browser("agent"), URL, **TOLD, place_kept=place))
    assert ticket.consents == consents
    assert ticket.grid_id == town.grid()
    said = queries.texts([ticket], town.actor("supervisor"))[ticket.pk]
    assert ("where" in said) is kept


def test_who_calls_for_somebody_else_gets_a_code_and_the_request_is_not_theirs():
    client = browser("agent")
    answer = send(client, URL, **TOLD, helper="family")
    ticket = taken(answer)
    (slip,) = residents.slips_of(ticket.pk)
    assert slip.helper == "family"
    said = text(client.get(answer["Location"]))
    assert slip.helping in said
    assert slip.own not in said


def test_an_anonymous_caller_leaves_no_contact():
    told = {**TOLD, "privacy": "anonymous", "name": "", "phone": ""}
    ticket = taken(send(browser("agent"), URL, **told))
    assert (ticket.privacy, ticket.reach) == ("anonymous", "page")
    assert residents.masked(ticket.pk) is None


def test_a_grid_worker_takes_in_from_the_own_grid_with_a_photo():
    client = browser("grid")
    told = {**TOLD, "where": "井盖边上", "channel": "grid", "photo": scene.photo()}
    told.pop("category")
    ticket = taken(send(client, URL, **told, grid=str(town.grid())))
    assert (ticket.channel, ticket.grid_id) == ("grid", town.grid())
    assert files.of("ticket", [ticket.pk]).count() == 1


def test_a_grid_worker_hears_the_code_of_what_lies_in_anothers_grid():
    client = browser("grid")
    answer = send(client, URL, **{**TOLD, "where": "白石街口", "channel": "grid"})
    taken(answer)
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "Go to the ticket" not in text(page)


def test_what_is_no_photo_is_refused_at_its_field():
    fake = SimpleUploadedFile("x.jpg", b"<html>", content_type="image/jpeg")
    answer = send(browser("grid"), URL, **{**TOLD, "channel": "grid"}, photo=fake)
    assert answer.status_code == 422
    assert 'id="id_photo_error"' in answer.content.decode()
    assert not Ticket.objects.exists()


def test_only_whoever_took_it_in_hears_the_code_and_only_for_a_while(
    clock: Callable[[datetime], None],
):
    client = browser("agent")
    url = send(client, URL, **TOLD)["Location"]
    assert client.get(url).status_code == 200
    assert browser("grid").get(url).status_code == 404
    clock(scene.NOW + timedelta(minutes=31))
    assert client.get(url).status_code == 404


def test_a_day_in_a_year_without_a_calendar_is_refused_in_words(clock: Callable[[datetime], None]):
    clock(MONDAY.replace(year=2031))
    answer = send(browser("agent"), URL, **TOLD)
    assert answer.status_code == 422
    assert "no calendar" in text(answer).lower()


def test_the_same_call_again_is_asked_about_before_a_second_ticket_is_opened():
    client = browser("agent")
    first = taken(send(client, URL, **TOLD))
    asked = send(client, URL, **TOLD)
    assert asked.status_code == 422
    assert "Again, or the same?" in text(asked)
    assert TOLD["what"] in asked.content.decode()
    assert TOLD["phone"] in asked.content.decode()
    same = send(client, URL, **TOLD, again="same")
    assert same["Location"] == f"/staff/intake/{first.number}/"
    assert Ticket.objects.count() == 1
    assert send(client, URL, **TOLD, again="again").status_code == 303
    assert Ticket.objects.count() == 2
    assert send(browser("dispatcher"), URL, **TOLD).status_code == 403


def test_another_call_and_another_agent_are_asked_nothing():
    taken(send(browser("agent"), URL, **TOLD))
    assert send(browser("agent"), URL, **TOLD).status_code == 303  # another browser
    assert Ticket.objects.count() == 2


def test_what_was_told_is_remembered_without_a_write_and_only_for_who_told_it():
    client = browser("agent")
    typed = {**scene.unseen(client, URL), **TOLD}
    with CaptureQueriesContext(connection) as asked:
        taken(client.post(URL, typed))
    written = [str(one["sql"]) for one in asked if "UPDATE" in str(one["sql"])]
    assert not [sql for sql in written if "session" in sql]
    kept = client.cookies["told"]
    assert (kept["httponly"], kept["max-age"]) == (True, 600)
    colleague = browser("grid")
    colleague.cookies["told"] = kept.value
    assert send(colleague, URL, **{**TOLD, "channel": "grid"}).status_code == 303


@pytest.mark.parametrize("broken", ["", "x", "W10:1wAAAA:x", "é", "a" * 5000])
def test_a_cookie_of_somebodys_own_making_asks_nothing(broken: str):
    client = browser("agent")
    taken(send(client, URL, **TOLD))
    client.cookies["told"] = broken
    assert send(client, URL, **TOLD).status_code == 303


def test_an_agent_hears_what_is_known_nearby_and_says_that_it_is_the_same():
    matter = matters.opened(public=True)
    client = browser("agent")
    near = client.post(f"{URL}near/", TOLD).content.decode()
    assert "芦花路口一带路灯不亮" in near
    assert "抢修队已到现场" in near
    look = send(client, URL, **TOLD, look="1")
    assert look.status_code == 200
    assert "芦花路口一带路灯不亮" in text(look)
    assert TOLD["what"] in look.content.decode()
    assert not Ticket.objects.exists()
    ticket = taken(send(client, URL, **TOLD, matter=str(matter.pk)))
    said = text(browser("dispatcher").get(scene.page(ticket)))
    assert "The requester says that it is the same as" in said
    assert "芦花路口一带路灯不亮" in said
    assert (
        f"{scene.page(ticket, 'join')}?matter={matter.pk}"
        in browser("dispatcher").get(scene.page(ticket)).content.decode()
    )


def test_what_is_not_public_or_elsewhere_is_not_read_aloud():
    matters.opened()
    client = browser("agent")
    assert not client.post(f"{URL}near/", TOLD).content.strip()
    assert "Nothing that is known nearby" in text(send(client, URL, **TOLD, look="1"))
    odd = {**TOLD, "matter": "9" * 30, "grid": "9" * 30}
    assert send(client, URL, **odd).status_code == 303
