"""Signing in and choosing the post to act in."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password

from lianxin.foundation.actor import Role
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries
from tests.interfaces.web.staff.scene import browser, text
from tests.make import MONDAY
from tests.registers.duties.town import SYSTEM

pytestmark = pytest.mark.django_db
PASSWORD = "晨光里的桥 2026"


def staff_id(username: str) -> int:
    staff = queries.staff_member(username)
    assert staff is not None
    return staff.pk


def second_post(username: str = "agent") -> int:
    entry = orgs.assign_post(
        staff_id=staff_id(username),
        unit_id=queries.unit("hotline").pk,
        role=Role.DISPATCHER,
        valid_from=date(2026, 1, 1),
        by=SYSTEM,
        at=MONDAY,
        key="second-post",
    )
    return entry.about_id


def test_staff_sign_in_with_their_password_and_reach_their_desk():
    hashed = make_password(PASSWORD)
    given: dict[str, Any] = {"by": SYSTEM, "at": MONDAY, "key": "password-of-agent"}
    orgs.set_password(staff_id=staff_id("agent"), hashed=hashed, **given)
    client = browser()
    assert client.get("/staff/")["Location"] == "/accounts/login/?next=/staff/"
    wrong = client.post("/accounts/login/", {"login": "agent", "password": "wrong"})
    assert wrong.status_code == 200
    right = client.post(
        "/accounts/login/?next=/staff/", {"login": "agent", "password": PASSWORD, "next": "/staff/"}
    )
    assert right["Location"] == "/staff/"
    said = client.get("/staff/").content.decode()
    assert "12345热线 · agent" in said
    client.post("/accounts/logout/")
    assert client.get("/staff/").status_code == 302


def test_staff_change_their_own_password_and_stay_signed_in():
    hashed = make_password(PASSWORD)
    given: dict[str, Any] = {"by": SYSTEM, "at": MONDAY, "key": "password-of-agent"}
    orgs.set_password(staff_id=staff_id("agent"), hashed=hashed, **given)
    client = browser("agent")
    url = "/accounts/password/change/"
    assert client.get(url).status_code == 200
    new = {"password1": f"{PASSWORD}!", "password2": f"{PASSWORD}!"}
    wrong = client.post(url, {"oldpassword": "wrong", **new})
    assert wrong.status_code == 200
    assert client.post(url, {"oldpassword": PASSWORD, **new}).status_code == 302
    assert client.get("/staff/").status_code == 200
    staff = queries.staff_member("agent")
    assert staff is not None
    assert staff.check_password(f"{PASSWORD}!")
    assert Entry.objects.filter(about="staff", verb="staff.password_set").count() == 2


def test_the_second_step_of_sign_in_can_be_set_up():
    assert browser("agent").get("/accounts/2fa/").status_code == 200


def test_who_holds_several_posts_chooses_one_and_acts_in_it():
    post = second_post()
    client = browser("agent")
    away = client.get("/staff/intake/")
    assert away["Location"] == "/staff/post/?next=%2Fstaff%2Fintake%2F"
    assert "12345热线 · dispatcher" in text(client.get(away["Location"]))
    chosen = client.post("/staff/post/", {"post": post, "next": "/staff/desks/to-dispatch/"})
    assert chosen["Location"] == "/staff/desks/to-dispatch/"
    page = client.get(chosen["Location"])
    assert page.status_code == 200
    assert "Change post" in page.content.decode()
    assert client.get("/staff/intake/").status_code == 403


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "javascript:x()", "foo", "?x", "/\\evil.example"],
)
def test_the_choice_of_a_post_leads_nowhere_else(address: str):
    client = browser("agent")
    answer = client.post("/staff/post/", {"post": second_post(), "next": address})
    assert answer["Location"] == "/staff/"


def test_nobody_takes_anothers_post():
    staff = queries.staff_member("supervisor")
    assert staff is not None
    others = queries.posts_of(staff, MONDAY.date())[0]
    client = browser("agent")
    assert client.post("/staff/post/", {"post": others.pk}).status_code == 422
    assert "12345热线 · agent" in client.get("/staff/").content.decode()


def test_a_post_that_has_ended_is_left_at_once():
    post = second_post()
    client = browser("agent")
    client.post("/staff/post/", {"post": post})
    given: dict[str, Any] = {"by": SYSTEM, "at": MONDAY, "key": "end-the-post", "seen": 1}
    orgs.end_post(post_id=post, valid_to=date(2026, 11, 23), **given)
    assert "12345热线 · agent" in client.get("/staff/").content.decode()


def test_an_account_without_a_post_sees_nothing():
    given: dict[str, Any] = {"by": SYSTEM, "at": MONDAY, "key": "account-without-post"}
    orgs.open_account(username="newcomer", name="卯", **given)
    client = browser("newcomer")
    for url in ("/staff/", "/staff/post/", "/staff/intake/", "/staff/verify/"):
        assert client.get(url).status_code == 403
